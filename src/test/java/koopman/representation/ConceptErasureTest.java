// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConceptErasureTest {

    private static final double[][] EIGHT = {{1, 2, 0}, {2, 1, 1}, {0, 3, 1}, {4, 0, 2}, {5, 1, 1}, {3, 2, 5}, {2, 4, 4},
        {1, 5, 7}};
    private static final Samples OF_EIGHT = samples(3, 0, 0, 0, 1, 1, 1, 2, 2);

    private static final double[][] ALL_OF_EIGHT = {{2.4479480989740496, 2.2033293099979891, 2.1228877489438753},
        {2.0149366324683173, 2.3054214443773891, 3.2212582981291500},
        {2.2871152685576353, 2.2412492456246222, 2.5308539529269769}};
    private static final double[][] ONE_OF_EIGHT = {{2.3708534405197299, 1.0208189710573359, 0.0326393676314222},
        {1.9329510533634036, 1.0478921047404259, 0.9984035965086524},
        {2.2326133694775843, 1.4052761646588685, 1.0531574611780377}};
    private static final double[][] PLANE = {{0, 0}, {2, 1}, {4, 1}, {6, 4}, {1, 3}, {5, 3}};
    private static final Samples OF_PLANE = samples(2, 0, 0, 0, 1, 1, 1);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** Expected: x − (x − μ) (W^-1 M M^+ W)^T by numpy 1.24.2, with W of eigh(Σ_x) and M = W Σ_xz by pinv. */
    @Test
    void isTheClosedForm() {
        double[][] all = erased(ConceptErasure.fit(array(EIGHT), OF_EIGHT), EIGHT);
        assertRows(ALL_OF_EIGHT, Arrays.copyOf(all, 3), 1e-12);
        double[][] one = erased(ConceptErasure.fit(array(EIGHT), OF_EIGHT, 1), EIGHT);
        assertRows(ONE_OF_EIGHT, Arrays.copyOf(one, 3), 1e-12);
    }

    @Test
    void noLinearProbeFindsTheClassesAboveChance() {
        Samples clouds = clouds(7);
        NDArray states = inputs(clouds);
        ConceptErasure erasure = ConceptErasure.fit(states, clouds);
        NDArray erased = erasure.apply(states);
        assertEquals(2, erasure.rank());
        assertTrue(LinearProbe.fit(states, clouds).accuracy(states, clouds) > 0.9);
        int[] found = LinearProbe.fit(erased, clouds).classify(erased);
        assertArrayEquals(new int[found.length], found); // the most frequent class: chance
        assertRows(new double[3][4], meansFromMean(clouds, LinearAlgebra.toJava(erased)), 1e-12);
    }

    @Test
    void ofOneClassOnlyThatIsErased() {
        Samples clouds = clouds(8);
        NDArray states = inputs(clouds);
        double[][] erased = erased(ConceptErasure.fit(states, clouds, 2), LinearAlgebra.toJava(states));
        double[][] means = meansFromMean(clouds, erased);
        assertArrayEquals(new double[4], means[2], 1e-12);
        assertTrue(Math.abs(means[0][0]) > 0.1, Arrays.toString(means[0]));
        int[] oneOrNot = Arrays.stream(clouds.labels()).map(label -> label == 2 ? 1 : 0).toArray();
        int[] found = LinearProbe.fit(array(erased), clouds.labelled(oneOrNot)).classify(array(erased));
        assertArrayEquals(new int[found.length], found);
    }

    /**
     * By hand: μ = (3, 2), the class means differ along Σ_xz ~ (3, 4), and Σ_x = [[14/3, 2], [2, 2]], so Σ_x^-1 Σ_xz ~ (−3, 19):
     * r(x) = x − (3, 4) ((x − μ) · (−3, 19)) / 67.
     */
    @Test
    void inThePlaneItIsTheObliqueProjection() {
        double[][] expected = Arrays.stream(PLANE).map(x -> {
            double along = (-3 * (x[0] - 3) + 19 * (x[1] - 2)) / 67;
            return new double[] {x[0] - 3 * along, x[1] - 4 * along};
        }).toArray(double[][]::new);
        assertRows(expected, erased(ConceptErasure.fit(array(PLANE), OF_PLANE), PLANE), 1e-12);
    }

    /** The others that leave no covariance are x − (3, 4) ((x − μ) · w) with (3, 4) · w = 1. */
    @Test
    void noOtherProjectionThatErasesMovesLess() {
        double[][] erased = erased(ConceptErasure.fit(array(PLANE), OF_PLANE), PLANE);
        double least = IntStream.range(0, 6).mapToDouble(row -> Math.pow(erased[row][0] - PLANE[row][0], 2)
                + Math.pow(erased[row][1] - PLANE[row][1], 2)).sum();
        for (double w : new double[] {-0.5, -0.1, 0, 0.1, 0.5}) {
            double moved = Arrays.stream(PLANE).mapToDouble(x -> w * (x[0] - 3) + (1 - 3 * w) / 4 * (x[1] - 2))
                    .map(along -> 25 * along * along).sum();
            assertTrue(moved > least, w + ": " + moved + " against " + least);
        }
    }

    @Test
    void twiceIsOnceAndDirectionsWithoutTheClassStay() {
        double[][] once = erased(ConceptErasure.fit(array(EIGHT), OF_EIGHT), EIGHT);
        ConceptErasure erasure = ConceptErasure.fit(array(EIGHT), OF_EIGHT);
        assertRows(once, erased(erasure, once), 1e-12);
        assertEquals(0, ConceptErasure.fit(array(once), OF_EIGHT).rank());
        double[][] square = {{0, 0}, {0, 2}, {4, 0}, {4, 2}}; // the class is along x alone, and x says nothing of y
        assertRows(new double[][] {{2, 0}, {2, 2}, {2, 0}, {2, 2}},
                erased(ConceptErasure.fit(array(square), samples(2, 0, 0, 1, 1)), square), 1e-12);
    }

    @Test
    void noScaleOrSingularCovarianceHidesTheClass() {
        double[][] wide = Arrays.stream(EIGHT).map(x -> new double[] {1e6 * x[0], 1e-9 * x[1], x[2], 2 * x[2], 0, 0.1})
                .toArray(double[][]::new);
        double[][] erased = erased(ConceptErasure.fit(array(wide), OF_EIGHT, 1), wide);
        for (int row = 0; row < ONE_OF_EIGHT.length; row++) {
            double[] x = ONE_OF_EIGHT[row];
            double[] back = {erased[row][0] / 1e6, erased[row][1] / 1e-9, erased[row][2], erased[row][3] / 2, erased[row][4],
                erased[row][5]};
            assertArrayEquals(new double[] {x[0], x[1], x[2], x[2], 0, 0.1}, back, 1e-11);
        }
    }

    @Test
    void fewerFeaturesThanClassesAreErasedWhole() {
        double[][] line = {{0}, {1}, {2}, {5}, {9}, {7}};
        ConceptErasure erasure = ConceptErasure.fit(array(line), samples(3, 0, 0, 1, 1, 2, 2));
        assertEquals("erasure of 1 of 1 directions", erasure.toString());
        assertRows(new double[][] {{4}, {4}, {4}, {4}, {4}, {4}}, erased(erasure, line), 1e-12);
    }

    @Test
    void singlePrecisionStaysSinglePrecision() {
        NDArray single = array(EIGHT).toType(DataType.FLOAT32, true);
        NDArray erased = ConceptErasure.fit(single, OF_EIGHT).apply(single);
        assertEquals(DataType.FLOAT32, erased.getDataType());
        assertRows(ALL_OF_EIGHT, Arrays.copyOf(LinearAlgebra.toJava(erased), 3), 1e-6);
    }

    @Test
    void whatIsNoConceptIsRefused() {
        refused("samples (all of class 1) must be of two classes at least: one alone is no concept",
                () -> ConceptErasure.fit(array(EIGHT), samples(3, 1, 1, 1, 1, 1, 1, 1, 1)));
        refused("class (2) must have samples to be erased",
                () -> ConceptErasure.fit(array(EIGHT), samples(3, 0, 0, 0, 0, 1, 1, 1, 1), 2));
        refused("labels (none) must be one class at least",
                () -> ConceptErasure.fit(array(EIGHT), OF_EIGHT, new int[0]));
        refused("states (8, 3) must have a row for each of the 2 samples",
                () -> ConceptErasure.fit(array(EIGHT), samples(2, 0, 1)));
        refused("states have no variance: every sample has the same state",
                () -> ConceptErasure.fit(array(new double[][] {{0.1, 3}, {0.1, 3}, {0.1, 3}}), samples(2, 0, 1, 1)));
        refused("states (NaN in row 1, column 0) must be finite numbers",
                () -> ConceptErasure.fit(array(new double[][] {{0}, {Double.NaN}}), samples(2, 0, 1)));
        ConceptErasure erasure = ConceptErasure.fit(array(EIGHT), OF_EIGHT);
        refused("states (1, 2) must be (N, 3)", () -> erasure.apply(array(new double[][] {{0, 1}})));
        refused("states (Infinity in row 0, column 2) must be finite numbers",
                () -> erasure.apply(array(new double[][] {{0, 1, Double.POSITIVE_INFINITY}})));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** Three clouds of unequal size in four dimensions, whose centres differ in all of them. */
    private static Samples clouds(long seed) {
        var random = new Random(seed);
        int[] labels = IntStream.range(0, 200).map(i -> i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2).toArray();
        var inputs = new float[4 * labels.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) (random.nextGaussian() + 4 * Math.cos(1 + i % 4 + 2 * labels[i / 4]));
        }
        return Samples.of("clouds", Split.TRAIN, List.of("a", "b", "c"), inputs, labels);
    }

    private NDArray inputs(Samples samples) {
        return samples.inputs(manager).toType(DataType.FLOAT64, true);
    }

    /** Returns the mean of each class without the mean of all. */
    private static double[][] meansFromMean(Samples samples, double[][] rows) {
        var means = new double[samples.classes().size()][rows[0].length];
        int[] counts = samples.counts();
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < rows[0].length; j++) {
                for (int label = 0; label < means.length; label++) {
                    double share = samples.label(row) == label ? 1.0 / counts[label] : 0;
                    means[label][j] += (share - 1.0 / rows.length) * rows[row][j];
                }
            }
        }
        return means;
    }

    private double[][] erased(ConceptErasure erasure, double[][] rows) {
        return LinearAlgebra.toJava(erasure.apply(array(rows)));
    }

    private NDArray array(double[][] rows) {
        return LinearAlgebra.toNative(manager, rows, DataType.FLOAT64);
    }

    private static void assertRows(double[][] expected, double[][] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], actual[row], tolerance, "row " + row);
        }
    }

    private static Samples samples(int classes, int... labels) {
        List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        return Samples.of("points", Split.TRAIN, names, new float[labels.length], labels);
    }
}
