// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a complex of few edges takes: distances by tiles, the order of edges, links by lists. */
class SparseComplexTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void listsOfNeighboursTellWhatSetsOfBitsTell() {
        for (int seed = 0; seed < 40; seed++) {
            int size = 70 + seed;
            long[] edges = edges(Clouds.uniform(size, 2 + seed % 4, seed), seed % 2 == 0 ? INFINITY : 0.4f);
            long[] ties = edges(Clouds.lattice(size, 3, 4, seed), 2);
            int shares = 1 + seed % 3;
            assertAgree(size, edges, shares);
            assertAgree(size, ties, shares);
        }
    }

    private static void assertAgree(int size, long[] edges, int shares) {
        Neighbours neighbours = Neighbours.of(size, edges);
        Progress nobody = new Progress(1, fraction -> { });
        RipsEvents lists = RipsEvents.of(() -> new SparseLinks(size, neighbours), edges, shares, nobody);
        RipsEvents bits = RipsEvents.of(() -> new DenseLinks(size), edges, shares, nobody);
        assertArrayEquals(bits.lonely().toArray(), lists.lonely().toArray());
        assertArrayEquals(bits.bridged().toArray(), lists.bridged().toArray());
        for (int i = 0; i < edges.length; i++) {
            assertEquals(bits.apexes()[i] == (char) -1, lists.apexes()[i] == (char) -1);
        }
    }

    /** A point of the link is joined to both ends of its edge before that edge comes. */
    @Test
    void anApexIsJoinedToBothEndsBefore() {
        Distances distances = new PointDistances(Clouds.gaussian(90, 3, 1));
        long[] edges = new EdgeFiltration(distances, INFINITY).keys();
        Neighbours neighbours = Neighbours.of(90, edges);
        char[] apexes = RipsEvents.of(() -> new SparseLinks(90, neighbours), edges, 2, new Progress(1, fraction -> { }))
                .apexes();
        for (int i = 0; i < edges.length; i++) {
            if (apexes[i] != (char) -1) {
                assertTrue(side(distances, EdgeKey.larger(edges[i]), apexes[i]) < edges[i]);
                assertTrue(side(distances, EdgeKey.smaller(edges[i]), apexes[i]) < edges[i]);
            }
        }
    }

    private static long side(Distances distances, int end, int apex) {
        return EdgeKey.of(distances.between(end, apex), end, apex);
    }

    /** The larger complex is scanned by sets of bits, the smaller one by lists. */
    @Test
    void aSmallThresholdCutsTheBarcodeOfALargeOne() {
        for (int dimension = 2; dimension < 5; dimension++) {
            double[][] points = Clouds.ring(2500, dimension, 0.1, dimension);
            float scale = new float[] {0.05f, 0.09f, 0.13f}[dimension - 2];
            assertTrue(RipsEvents.isSparse(2500, edges(points, scale)));
            assertFalse(RipsEvents.isSparse(2500, edges(points, 4 * scale)));
            List<Interval> cut = PersistentHomology.upTo(1).within(4 * scale).ofPoints(points).intervals().stream()
                    .filter(interval -> interval.birth() <= scale)
                    .map(interval -> new Interval(interval.dimension(), interval.birth(),
                            interval.death() <= scale ? interval.death() : INFINITY)).sorted().toList();
            Barcode small = PersistentHomology.upTo(1).within(scale).ofPoints(points);
            assertEquals(cut, small.intervals());
            assertTrue(small.intervals(1).size() > 100);
        }
    }

    @Test
    void edgesComeInTheOrderOfTheirNumbers() {
        Random random = new Random(2);
        float[] lengths = {0, Float.MIN_VALUE, 1, 1.5f, Float.MAX_VALUE};
        for (int size : new int[] {0, 1, 5000}) {
            List<EdgePile> piles = IntStream.range(0, 3).mapToObj(i -> new EdgePile()).toList();
            long[] expected = new long[size];
            for (int i = 0; i < size; i++) {
                float length = i % 7 == 0 ? lengths[random.nextInt(lengths.length)] : random.nextFloat();
                expected[i] = EdgeKey.of(length, i + 1, random.nextInt(i + 1));
                piles.get(random.nextInt(3)).add(expected[i]);
            }
            Arrays.sort(expected);
            assertArrayEquals(expected, EdgeOrder.of(piles));
        }
    }

    /** 1,300 points lie in three strips; tiles begin and end anywhere. */
    @Test
    void aTileHoldsTheDistancesOfItsPairs() {
        for (int dimension : new int[] {1, 3, 4, 18, 35}) {
            PointDistances distances = new PointDistances(Clouds.gaussian(1300, dimension, 3));
            float most = distances.between(0, 1);
            for (int[] of : new int[][] {{0, 5, 0, 1300}, {40, 77, 511, 513}, {1290, 1300, 700, 1100}, {7, 8, 600, 601}}) {
                int width = of[3] - of[2];
                float[] tile = new float[(of[1] - of[0]) * width];
                float[] near = tile.clone();
                distances.tile(of[0], of[1], of[2], of[3], tile);
                distances.tile(of[0], of[1], of[2], of[3], most, near);
                for (int i = 0; i < tile.length; i++) {
                    float expected = distances.between(of[0] + i / width, of[2] + i % width);
                    assertEquals(expected, tile[i]);
                    assertTrue(near[i] == expected || near[i] > most && expected > most);
                }
            }
        }
    }

    private static long[] edges(double[][] points, float threshold) {
        return new EdgeFiltration(new PointDistances(points), threshold).keys();
    }
}
