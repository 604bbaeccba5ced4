// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NeighbourGraphTest {

    private static final PersistentHomology LOOPS = PersistentHomology.upTo(1);

    @Test
    void ofALineHasDistancesAlongIt() {
        var graph = NeighbourGraph.of(new double[][] {{0}, {1}, {3}, {3.5}}, 1);
        assertArrayEquals(new float[] {0, 1, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY},
                graph.distances(GraphMetric.HOPS)[0]);
        assertEquals("Graph of 4 points, each joined to its 1 nearest: 2 edges, 2 components", graph.toString());
        var more = NeighbourGraph.of(new double[][] {{0}, {1}, {3}, {3.5}}, 2);
        assertArrayEquals(new float[] {0, 1, 3, 3.5f}, more.distances(GraphMetric.LENGTH)[0]);
        assertArrayEquals(new float[] {0, 1, 1, 2}, more.distances(GraphMetric.HOPS)[0]);
        assertEquals(1, more.components());
    }

    @Test
    void hasTheDistancesOfFloydAndWarshall() {
        int[] neighbours = {1, 2, 3, 3, 3, 10, 29, 30, 31, 59};
        for (int seed = 0; seed < neighbours.length; seed++) {
            double[][] points = Clouds.gaussian(60, 3, seed);
            for (GraphMetric metric : GraphMetric.values()) {
                float[][] found = NeighbourGraph.of(points, neighbours[seed]).distances(metric);
                double[][] wanted = allPairs(points, neighbours[seed], metric);
                for (int i = 0; i < points.length; i++) {
                    for (int j = 0; j < points.length; j++) {
                        assertEquals(wanted[i][j], found[i][j], 1e-5, metric + " " + seed);
                    }
                }
            }
        }
    }

    @Test
    void ofEqualDistancesTheFirstAreTheNearest() {
        float[][] hops = NeighbourGraph.of(new double[20][2], 3).distances(GraphMetric.HOPS);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(j < 3 || i == 3 ? 1 : 2, hops[i][j], i + " to " + j);
            }
        }
    }

    private static double[][] allPairs(double[][] points, int neighbours, GraphMetric metric) {
        int size = points.length;
        double[][] paths = new double[size][size];
        for (double[] row : paths) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int i = 0; i < size; i++) {
            paths[i][i] = 0;
            double[] from = points[i];
            double[] lengths = Arrays.stream(points).mapToDouble(to -> length(from, to)).toArray();
            double last = Arrays.stream(lengths).sorted().toArray()[neighbours];
            for (int j = 0; j < size; j++) {
                if (j != i && lengths[j] <= last) {
                    paths[i][j] = paths[j][i] = metric == GraphMetric.HOPS ? 1 : lengths[j];
                }
            }
        }
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    paths[i][j] = Math.min(paths[i][j], paths[i][k] + paths[k][j]);
                }
            }
        }
        return paths;
    }

    private static double length(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    /** Components never join, whatever the scale: Betti 0 at its end is the number of the graph's components. */
    @Test
    void ofTwoClustersStaysInTwoPieces() {
        double[][] points = Clouds.uniform(80, 3, 1);
        for (int i = 0; i < 40; i++) {
            points[i][0] += 10;
        }
        var graph = NeighbourGraph.of(points, 5);
        assertEquals(2, graph.components());
        for (int dimension = 0; dimension <= 1; dimension++) {
            for (GraphMetric metric : GraphMetric.values()) {
                assertEquals(2, PersistentHomology.upTo(dimension).ofGraph(graph, metric).betti(0, 1e9));
            }
        }
    }

    @Test
    void seesNestedRingsAsTwoLoops() {
        double[][] points = Clouds.ring(400, 3, 0.02, 2);
        for (int i = 0; i < 200; i++) {
            points[i] = new double[] {2 * points[i][0], 2 * points[i][1], 2 * points[i][2]};
        }
        var barcode = LOOPS.ofGraph(NeighbourGraph.of(points, 8), GraphMetric.HOPS);
        assertEquals(2, barcode.betti(0, 3));
        assertEquals(2, barcode.betti(1, 3));
    }

    /** A sphere is in one piece and has no loop at a scale at which its sampling has closed; nor have two, one in the other. */
    @Test
    void seesNestedSpheresAsTwoPiecesWithoutLoops() {
        double[][] points = Clouds.gaussian(600, 3, 3);
        for (int i = 0; i < points.length; i++) {
            double norm = length(points[i], new double[3]) / (i < 300 ? 1 : 3);
            for (int k = 0; k < 3; k++) {
                points[i][k] /= norm;
            }
        }
        var barcode = LOOPS.ofGraph(NeighbourGraph.of(points, 12), GraphMetric.HOPS);
        assertEquals(2, barcode.betti(0, 2));
        assertEquals(0, barcode.betti(1, 3));
    }

    /** A spiral's turns lie near each other: across them straight distances join what distances along it do not. */
    @Test
    void followsASpiralWhoseTurnsAreNear() {
        double[][] spiral = new double[300][];
        for (int i = 0; i < spiral.length; i++) {
            double angle = 2 * Math.PI * (1 + 2.0 * i / spiral.length);
            spiral[i] = new double[] {angle * Math.cos(angle), angle * Math.sin(angle)};
        }
        Barcode along = LOOPS.ofGraph(NeighbourGraph.of(spiral, 4), GraphMetric.LENGTH);
        assertTrue(along.intervals(1).isEmpty());
        assertTrue(LOOPS.ofPoints(spiral).intervals(1).stream().anyMatch(loop -> loop.length() > 3));
    }

    @Test
    void refusesNeighboursThatAreNotThere() {
        for (int neighbours : new int[] {0, 4, -1}) {
            assertEquals("neighbours (" + neighbours + ") must be from 1 to 3, one less than the points",
                    assertThrows(IllegalArgumentException.class, () -> NeighbourGraph.of(Clouds.polygon(4), neighbours))
                            .getMessage());
        }
        assertEquals("row 1: number 2 (NaN) must be finite", assertThrows(InvalidRow.class,
                () -> NeighbourGraph.of(new double[][] {{0, 0}, {1, Double.NaN}}, 1)).getMessage().substring(0, 36));
    }
}
