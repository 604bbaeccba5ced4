// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final PersistentHomology LOOPS = PersistentHomology.upTo(1);

    @Test
    void ofASquareIsItsFourSides() {
        Loop loop = LOOPS.loopsOfPoints(new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}}, 5).get(0);
        assertEquals("[[0, 1], [0, 3], [1, 2], [2, 3]]", Arrays.deepToString(Arrays.stream(loop.edges())
                .map(edge -> new int[] {Math.min(edge[0], edge[1]), Math.max(edge[0], edge[1])})
                .sorted((a, b) -> a[0] != b[0] ? a[0] - b[0] : a[1] - b[1]).toArray(int[][]::new)));
        assertEquals("Loop of 4 edges from 1.0 to 1.4142135", loop.toString());
    }

    @Test
    void ofANoisyRingWindsAroundItsCentreOnce() {
        for (long seed = 0; seed < 20; seed++) {
            double[][] points = Clouds.ring(150, 2, 0.1, seed);
            Loop longest = LOOPS.loopsOfPoints(points, 1).get(0);
            assertEquals(1, turns(points, longest, 0, 0), "seed " + seed);
            assertEquals(0, turns(points, longest, 5, 0), "seed " + seed);
        }
    }

    @Test
    void ofTwoRingsEachWindAroundTheirOwn() {
        double[][] points = Clouds.ring(240, 2, 0.05, 3);
        for (int i = 0; i < 120; i++) {
            points[i][0] += 4;
        }
        List<Loop> loops = LOOPS.loopsOfPoints(points, 2);
        assertEquals(1, turns(points, loops.get(0), 0, 0) + turns(points, loops.get(1), 0, 0));
        assertEquals(1, turns(points, loops.get(0), 4, 0) + turns(points, loops.get(1), 4, 0));
    }

    /** A dot inside a ring inside a ring: two loops with one centre, and the longest is the outer. */
    @Test
    void ofNestedRingsAreOneInsideTheOther() {
        double[][] points = Clouds.ring(300, 2, 0.03, 4);
        for (int i = 0; i < 200; i++) {
            points[i] = new double[] {4 * points[i][0], 4 * points[i][1]};
        }
        List<Loop> loops = LOOPS.loopsOfPoints(points, 2);
        for (Loop loop : loops) {
            assertEquals(1, turns(points, loop, 0, 0));
        }
        assertEquals(0, turns(points, loops.get(1), 2.5, 0));
        assertEquals(1, turns(points, loops.get(0), 2.5, 0));
    }

    /** At its birth the curve is there, and it is a boundary of triangles at its death but not before. */
    @Test
    void isBornAndFilledWhenItsIntervalSays() {
        for (long seed = 0; seed < 12; seed++) {
            for (double[][] points : List.of(Clouds.ring(28, 2, 0.2, seed), Clouds.uniform(28, 3, seed),
                    Clouds.lattice(28, 2, 5, seed))) {
                List<Loop> loops = LOOPS.loopsOfPoints(points, Integer.MAX_VALUE);
                assertEquals(LOOPS.ofPoints(points).intervals(1),
                        loops.stream().map(Loop::interval).sorted().toList());
                loops.forEach(loop -> assertFits(points, loop));
            }
        }
    }

    private static void assertFits(double[][] points, Loop loop) {
        float[][] distances = distances(points);
        float longest = 0;
        int[] degrees = new int[points.length];
        for (int[] edge : loop.edges()) {
            longest = Math.max(longest, distances[edge[0]][edge[1]]);
            degrees[edge[0]]++;
            degrees[edge[1]]++;
        }
        assertEquals(loop.interval().birth(), longest);
        assertTrue(Arrays.stream(degrees).allMatch(degree -> degree % 2 == 0));
        assertTrue(Boundaries.upTo(distances, loop.interval().death()).contain(loop.edges()));
        assertTrue(!Boundaries.upTo(distances, Math.nextDown(loop.interval().death())).contain(loop.edges()));
    }

    private static float[][] distances(double[][] points) {
        var distances = new PointDistances(points);
        float[][] all = new float[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                all[i][j] = distances.between(i, j);
            }
        }
        return all;
    }

    @Test
    void thatNeverEndsIsAClosedCurve() {
        double[][] points = Clouds.polygon(40);
        Loop loop = LOOPS.within(0.5).loopsOfPoints(points, 1).get(0);
        assertEquals(Float.POSITIVE_INFINITY, loop.interval().death());
        assertEquals(40, loop.edges().length);
        assertEquals(1, turns(points, loop, 0, 0));
    }

    @Test
    void ofAGraphWindsAroundTheHoleToo() {
        double[][] points = Clouds.ring(300, 2, 0.08, 6);
        Loop loop = LOOPS.loopsOfGraph(NeighbourGraph.of(points, 8), GraphMetric.HOPS, 1).get(0);
        assertEquals(1, turns(points, loop, 0, 0));
    }

    @Test
    void areNotFoundWhereOnlyComponentsOrLandmarksAreLookedAt() {
        double[][] square = Clouds.polygon(4);
        assertEquals("count (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> LOOPS.loopsOfPoints(square, 0)).getMessage());
        for (PersistentHomology other : List.of(PersistentHomology.upTo(0), LOOPS.sampled(3))) {
            String refused = assertThrows(IllegalArgumentException.class, () -> other.loopsOfPoints(square, 1)).getMessage();
            assertTrue(refused.endsWith("must be of loops, of all 4 points: PersistentHomology.upTo(1)"), refused);
        }
    }

    /** Returns how often a curve's edges, each by itself, cross a ray to the right from a place, modulo 2. */
    private static int turns(double[][] points, Loop loop, double x, double y) {
        return (int) IntStream.range(0, loop.edges().length).filter(i -> {
            double[] a = points[loop.edges()[i][0]];
            double[] b = points[loop.edges()[i][1]];
            return (a[1] > y) != (b[1] > y) && a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) > x;
        }).count() % 2;
    }
}
