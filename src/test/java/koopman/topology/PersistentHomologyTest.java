// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Closed forms and axioms of {@link PersistentHomology}. */
class PersistentHomologyTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final PersistentHomology LOOPS = PersistentHomology.upTo(1);

    @Test
    void ofASquareIsOneLoopFromItsSideToItsDiagonal() {
        Barcode barcode = LOOPS.ofPoints(new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}});
        assertEquals(List.of(new Interval(0, 0, 1), new Interval(0, 0, 1), new Interval(0, 0, 1),
                new Interval(0, 0, INFINITY), new Interval(1, 1, (float) Math.sqrt(2))), barcode.intervals());
        assertEquals("Barcode of 4 points: 4 components, 1 for ever; 1 loop, 0 for ever", barcode.toString());
        assertEquals(1, barcode.betti(1, 1.2));
    }

    /** The loop ends at the longest side of the triangle of corners that comes nearest to even. */
    @Test
    void ofARegularPolygonIsOneLoopFromItsSideToItsWidestThirdChord() {
        for (int corners : new int[] {4, 5, 6, 9, 13, 30, 100}) {
            Interval loop = onlyLoop(LOOPS.ofPoints(Clouds.polygon(corners)));
            assertEquals(2 * Math.sin(Math.PI / corners), loop.birth(), 1e-6);
            assertEquals(2 * Math.sin(Math.PI * Math.ceil(corners / 3.0) / corners), loop.death(), 1e-6);
        }
    }

    @Test
    void ofATriangleHasNoLoop() {
        assertEquals(List.of(), LOOPS.ofPoints(Clouds.polygon(3)).intervals(1));
    }

    @Test
    void ofTwoClustersIsTwoLongLivedComponents() {
        double[][] points = Clouds.uniform(200, 3, 1);
        for (int i = 0; i < 100; i++) {
            points[i][0] += 10;
        }
        Barcode barcode = PersistentHomology.upTo(0).ofPoints(points);
        assertEquals(2, barcode.betti(0, 5));
        assertEquals(1, barcode.betti(0, 10.5));
        assertEquals(200, barcode.betti(0, 0));
    }

    @Test
    void ofANoisyRingInTenDimensionsIsOneLongLoop() {
        Barcode barcode = LOOPS.ofPoints(Clouds.ring(400, 10, 0.05, 2));
        long longLived = barcode.intervals(1).stream().filter(loop -> loop.length() > 0.5).count();
        assertEquals(1, longLived);
    }

    @Test
    void ofOnePointIsOneComponentForEver() {
        List<Interval> one = List.of(new Interval(0, 0, INFINITY));
        assertEquals(one, LOOPS.ofPoints(new double[][] {{3, 4}}).intervals());
        assertEquals(one, PersistentHomology.upTo(0).ofPoints(new double[][] {{3, 4}}).intervals());
        assertEquals(one, LOOPS.ofDistances(new double[][] {{0}}).intervals());
    }

    @Test
    void ofDuplicatesIsThatOfThePointsWithoutThem() {
        double[][] points = Clouds.gaussian(40, 2, 3);
        double[][] twice = new double[80][];
        Arrays.setAll(twice, i -> points[i / 2]);
        assertEquals(LOOPS.ofPoints(points).intervals(), LOOPS.ofPoints(twice).intervals());
    }

    @Test
    void ofCollinearPointsIsTheirGaps() {
        Barcode barcode = LOOPS.ofPoints(new double[][] {{0, 0}, {7, 7}, {1, 1}, {3, 3}});
        float root = (float) Math.sqrt(2);
        assertEquals(List.of(new Interval(0, 0, root), new Interval(0, 0, (float) Math.sqrt(8)),
                new Interval(0, 0, (float) Math.sqrt(32)), new Interval(0, 0, INFINITY)), barcode.intervals());
    }

    @Test
    void isWhatTheTextbookReductionGives() {
        for (int seed = 0; seed < 60; seed++) {
            double[][] distances = seed % 2 == 0 ? Clouds.dissimilarities(14, 4 + 10 * seed, seed)
                    : matrix(Clouds.lattice(14, 2 + seed % 3, 3, seed));
            float threshold = seed % 3 == 0 ? 1.5f : INFINITY;
            assertEquals(NaiveHomology.intervals(NaiveHomology.complex(single(distances), threshold)),
                    LOOPS.within(threshold).ofDistances(distances).intervals(), "seed " + seed);
        }
    }

    /** On a graph, where there are no triangles, vertices - edges = components - loops. */
    @Test
    void obeysEulersFormulaWhereNoTriangleIs() {
        double[][] wheel = matrix(Clouds.polygon(12));
        double side = 2 * Math.sin(Math.PI / 12) + 1e-6;
        Barcode barcode = LOOPS.within(side).ofDistances(wheel);
        assertEquals(12 - 12, barcode.betti(0, side) - barcode.betti(1, side));
    }

    /** Where the second Betti number is 0, as in a plane's Rips complex of few points, χ counts simplices. */
    @Test
    void obeysEulersFormulaOnSmallComplexes() {
        for (int seed = 0; seed < 20; seed++) {
            float[][] distances = single(matrix(Clouds.uniform(4, 2, seed)));
            Barcode barcode = LOOPS.ofDistances(matrix(Clouds.uniform(4, 2, seed)));
            for (float scale : new float[] {0.2f, 0.4f, 0.6f, 0.8f}) {
                List<NaiveHomology.Simplex> complex = NaiveHomology.complex(distances, scale);
                boolean tetrahedron = complex.size() == 4 + 6 + 4;
                int euler = complex.stream().mapToInt(simplex -> simplex.points().length == 2 ? -1 : 1).sum();
                assertEquals(euler - (tetrahedron ? 1 : 0), barcode.betti(0, scale) - barcode.betti(1, scale));
            }
        }
    }

    @Test
    void scalesWithThePoints() {
        double[][] points = Clouds.gaussian(60, 3, 4);
        List<Interval> scaled = LOOPS.ofPoints(points).intervals().stream()
                .map(interval -> new Interval(interval.dimension(), 8 * interval.birth(), 8 * interval.death())).toList();
        double[][] larger = Arrays.stream(points)
                .map(point -> Arrays.stream(point).map(x -> 8 * x).toArray()).toArray(double[][]::new);
        assertEquals(scaled, LOOPS.ofPoints(larger).intervals());
    }

    @Test
    void doesNotDependOnTheOrderOfThePoints() {
        double[][] points = Clouds.lattice(80, 3, 4, 5);
        Barcode before = LOOPS.ofPoints(points);
        Collections.shuffle(Arrays.asList(points), new Random(6));
        assertEquals(before.intervals(), LOOPS.ofPoints(points).intervals());
    }

    @Test
    void gainsOneComponentByAFarPoint() {
        double[][] points = Clouds.gaussian(50, 2, 7);
        List<Interval> expected = new ArrayList<>(LOOPS.ofPoints(points).intervals());
        double[][] more = Arrays.copyOf(points, 51);
        more[50] = new double[] {1000, 0};
        List<Interval> found = new ArrayList<>(LOOPS.ofPoints(more).intervals());
        Interval far = found.stream().filter(interval -> interval.death() > 900 && interval.death() < INFINITY)
                .findFirst().orElseThrow();
        found.remove(far);
        assertEquals(expected, found);
    }

    @Test
    void farFromTheOriginIsThatOfTheSamePointsNearIt() {
        double[][] points = Clouds.lattice(40, 2, 6, 8);
        double[][] moved = Arrays.stream(points)
                .map(point -> Arrays.stream(point).map(x -> x + 1e9).toArray()).toArray(double[][]::new);
        assertEquals(LOOPS.ofPoints(points).intervals(), LOOPS.ofPoints(moved).intervals());
    }

    @Test
    void ofSingleAndOfDoublePrecisionIsTheSame() {
        double[][] points = Clouds.lattice(40, 3, 6, 9);
        float[][] narrow = single(points);
        assertEquals(LOOPS.ofPoints(points), LOOPS.ofPoints(narrow));
    }

    @Test
    void ofALowerTriangleIsThatOfTheFullMatrix() {
        double[][] full = Clouds.dissimilarities(20, 60, 10);
        double[][] strict = new double[20][];
        double[][] withDiagonal = new double[20][];
        Arrays.setAll(strict, i -> Arrays.copyOf(full[i], i));
        Arrays.setAll(withDiagonal, i -> Arrays.copyOf(full[i], i + 1));
        assertEquals(LOOPS.ofDistances(full), LOOPS.ofDistances(strict));
        assertEquals(LOOPS.ofDistances(full), LOOPS.ofDistances(withDiagonal));
    }

    /** 1,300 points make three blocks of the spanning tree; dimension 1 finds the components another way. */
    @Test
    void hasTheSameComponentsWithAndWithoutLoops() {
        double[][] points = Clouds.gaussian(1300, 4, 11);
        assertEquals(LOOPS.within(0.9).ofPoints(points).intervals(0),
                PersistentHomology.upTo(0).within(0.9).ofPoints(points).intervals());
    }

    @Test
    void doesNotDependOnTheNumberOfStretchesScanned() {
        Distances distances = new PointDistances(Clouds.uniform(300, 3, 12));
        long[] edges = new EdgeFiltration(distances, INFINITY).keys();
        RipsEvents whole = RipsEvents.of(300, edges, 1, new Progress(1, fraction -> { }));
        RipsEvents parts = RipsEvents.of(300, edges, 7, new Progress(1, fraction -> { }));
        assertEquals(Arrays.toString(whole.lonely().toArray()), Arrays.toString(parts.lonely().toArray()));
        assertEquals(Arrays.toString(whole.bridged().toArray()), Arrays.toString(parts.bridged().toArray()));
        assertTrue(whole.bridged().size() > 50);
    }

    @Test
    void tellsItsProgressUpToTheEnd() {
        List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
        PersistentHomology.upTo(0).ofPoints(Clouds.uniform(1300, 2, 13), fractions::add);
        assertEquals(6, fractions.size());
        assertEquals(1, fractions.get(5));
    }

    @Test
    void refusesWhatItCannotCompute() {
        assertRefused("maxDimension (2) must be 0 or 1", () -> PersistentHomology.upTo(2));
        assertRefused("threshold (-0.5) must be at least 0", () -> LOOPS.within(-0.5));
        assertRefused("threshold (NaN) must be at least 0", () -> LOOPS.within(Double.NaN));
        assertRefused("points (0 of dimension 0) must be at least one, with at least one coordinate",
                () -> LOOPS.ofPoints(new double[0][]));
        assertRefused("points (65537) must be at most 65536 for loops: take landmarks by sampled(count), or dimension 0 only",
                () -> LOOPS.ofPoints(new double[65_537][1]));
        assertRefused("row 1: found 1 numbers, expected 2 as in the first row",
                () -> LOOPS.ofPoints(new double[][] {{1, 2}, {3}}));
        assertRefused("row 1: number 2 (NaN) must be finite",
                () -> LOOPS.ofPoints(new double[][] {{1, 2}, {3, Double.NaN}}));
        assertRefused("row 0: number 1 (1.0E39) must be finite, at most",
                () -> LOOPS.ofPoints(new double[][] {{1e39}}));
    }

    @Test
    void refusesWhatAreNoDistances() {
        assertRefused("row 2: number 1 (-1.0) must be a finite distance of at least 0",
                () -> LOOPS.ofDistances(new double[][] {{}, {1}, {-1, 2}}));
        assertRefused("row 1: number 2 (0.5) must be 0, being a point's distance to itself",
                () -> LOOPS.ofDistances(new double[][] {{0, 1}, {1, 0.5}}));
        assertRefused("row 1: number 1 (2.0) must equal the distance back (1.0)",
                () -> LOOPS.ofDistances(new double[][] {{0, 1}, {2, 0}}));
        assertRefused("row 1: found 3 numbers, expected 2", () -> LOOPS.ofDistances(new double[][] {{0}, {1, 0, 3}}));
        assertRefused("row 0: found 3 numbers, expected 2 for a full matrix",
                () -> LOOPS.ofDistances(new double[][] {{0, 1, 2}, {1, 0, 3}}));
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable action) {
        String found = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(found.startsWith(message), found);
    }

    private static Interval onlyLoop(Barcode barcode) {
        assertEquals(1, barcode.intervals(1).size());
        return barcode.intervals(1).get(0);
    }

    private static double[][] matrix(double[][] points) {
        double[][] distances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                double sum = 0;
                for (int k = 0; k < points[i].length; k++) {
                    sum += Math.pow(points[i][k] - points[j][k], 2);
                }
                distances[i][j] = Math.sqrt(sum);
            }
        }
        return distances;
    }

    private static float[][] single(double[][] rows) {
        float[][] narrow = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < narrow[i].length; j++) {
                narrow[i][j] = (float) rows[i][j];
            }
        }
        return narrow;
    }
}
