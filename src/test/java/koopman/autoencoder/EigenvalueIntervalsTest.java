// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EigenvalueIntervalsTest {

    /** Eigenvalues 1.2 and 0.8 ± 0.3 i, in rows. */
    private static final double[] STEP = {0.8, 0.3, 0, -0.3, 0.8, 0, 0, 0, 1.2};
    private static final double[] REAL = {1.2, 0.8, 0.8};
    private static final double[] IMAGINARY = {0, 0.3, -0.3};

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray step = manager.create(STEP, new Shape(3, 3));

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void coverTheTruthAboutAsOftenAsTheirLevelSays() {
        for (double level : new double[] {0.5, 0.9}) {
            int held = 0;
            int asked = 0;
            for (int seed = 0; seed < 60; seed++) {
                NDArray x = normal(150, seed);
                var intervals = EigenvalueIntervals.of(x, x.matMul(step).add(normal(150, 1000 + seed).mul(0.5)),
                        EigenvalueIntervalsTest::plain, 120, level, seed);
                for (int i = 0; i < 3; i++) {
                    held += intervals.real(i).holds(REAL[i]) ? 1 : 0;
                    held += i > 0 && intervals.imaginary(i).holds(IMAGINARY[i]) ? 1 : 0;
                    asked += i > 0 ? 2 : 1;
                }
            }
            assertEquals(level, (double) held / asked, 0.1, held + " of " + asked);
        }
    }

    @Test
    void areAsWideAsTheSpreadOverOtherSamples() {
        var found = new ArrayList<Double>();
        double widths = 0;
        for (int seed = 0; seed < 200; seed++) {
            NDArray x = normal(150, seed);
            NDArray y = x.matMul(step).add(normal(150, 1000 + seed).mul(0.5));
            found.add(LinearAlgebra.general(plain(LinearAlgebra.toJava(x.transpose().matMul(x)),
                    LinearAlgebra.toJava(x.transpose().matMul(y)))).real()[0]);
            widths += seed < 20 ? EigenvalueIntervals.of(x, y, 200, 0).real(0).width() / 20 : 0;
        }
        double[] sorted = found.stream().mapToDouble(each -> each).sorted().toArray();
        assertEquals(1, widths / (sorted[194] - sorted[5]), 0.25);
    }

    @Test
    void haveNoWidthWithoutNoise() {
        NDArray x = normal(40, 0);
        var intervals = EigenvalueIntervals.of(x, x.matMul(step), 50, 0);
        for (int i = 0; i < 3; i++) {
            assertEquals(REAL[i], intervals.real(i).from(), 1e-12);
            assertEquals(REAL[i], intervals.real(i).to(), 1e-12);
            assertEquals(IMAGINARY[i], intervals.imaginary(i).from(), 1e-12);
            assertEquals(0, intervals.imaginary(i).width(), 1e-12);
        }
    }

    @Test
    void areThoseOfRowsThatAreDrawnOneByOne() {
        // With two samples and one observable a refit sees either or both: 1, 3 or their mean, as 1, 1 and 2 of 4 times.
        NDArray x = manager.create(new double[] {1, 1}, new Shape(2, 1));
        NDArray y = manager.create(new double[] {1, 3}, new Shape(2, 1));
        var intervals = EigenvalueIntervals.of(x, y, EigenvalueIntervalsTest::exactly, 1_000, 0.4, 1);
        assertEquals(new EigenvalueIntervals.Interval(2, 2), intervals.real(0));
        assertEquals(new EigenvalueIntervals.Interval(1, 3),
                EigenvalueIntervals.of(x, y, EigenvalueIntervalsTest::exactly, 1_000, 0.6, 1).real(0));
        assertEquals("1 eigenvalues, 40 % intervals of 1000 resamples: widths from 0.0 to 0.0", intervals.toString());
    }

    @Test
    void takeAnyFitOfTheSecondMoments() {
        NDArray x = normal(60, 0);
        var shrunk = EigenvalueIntervals.of(x, x.matMul(step), (gram, cross) -> RidgeRegression.solve(gram, cross,
                3 * RidgeRegression.meanSquare(gram)), 20, 0.9, 0);
        assertTrue(shrunk.real(0).to() < 0.6, shrunk.real(0).toString());
        assertTrue(shrunk.real(0).width() > 1e-3, shrunk.real(0).toString());
    }

    @Test
    void theSeedFixesThem() {
        NDArray x = normal(60, 0);
        NDArray y = x.square().add(x);
        assertEquals(EigenvalueIntervals.of(x, y, 20, 7).real(1), EigenvalueIntervals.of(x, y, 20, 7).real(1));
        assertNotEquals(EigenvalueIntervals.of(x, y, 20, 7).real(1), EigenvalueIntervals.of(x, y, 20, 8).real(1));
    }

    @Test
    void closestPairsComeFirst() {
        var first = new LinearAlgebra.General(new double[] {3, 2, 1}, new double[3], null, null);
        var second = new LinearAlgebra.General(new double[] {2.4, 2.1, -5}, new double[3], null, null);
        assertArrayEquals(new int[] {0, 1, 2}, ClosestPairs.of(first, second));
        var third = new LinearAlgebra.General(new double[] {2, 9, 1.1}, new double[] {0.5, 0, 0}, null, null);
        assertArrayEquals(new int[] {1, 0, 2}, ClosestPairs.of(first, third));
    }

    @Test
    void refuseWhatTellsNothing() {
        NDArray x = normal(10, 0);
        refused("samples (2) must be at least as many as the observables (3): take more samples or fewer observables",
                x.get(":2"), x.get(":2"), 10, 0.9);
        refused("y (9, 3) must be (10, 3), as x: the same samples and observables", x, x.get(":9"), 10, 0.9);
        var intervals = EigenvalueIntervals.of(x, x, 2, 0);
        assertEquals("index (3) must be from 0 to 2",
                assertThrows(IllegalArgumentException.class, () -> intervals.real(3)).getMessage());
        refused("resamples (1) must be at least 2", x, x, 1, 0.9);
        for (double level : new double[] {0, 1, Double.NaN, 95}) {
            refused("level (" + level + ") must be between 0 and 1, such as 0.95", x, x, 10, level);
        }
    }

    private static void refused(String message, NDArray x, NDArray y, int resamples, double level) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> EigenvalueIntervals.of(x, y,
                EigenvalueIntervalsTest::plain, resamples, level, 0)).getMessage());
    }

    private static double[][] plain(double[][] gram, double[][] cross) {
        return RidgeRegression.solve(gram, cross, 0);
    }

    private static double[][] exactly(double[][] gram, double[][] cross) {
        return new double[][] {{cross[0][0] / gram[0][0]}};
    }

    private NDArray normal(int rows, long seed) {
        var random = new Random(seed);
        return manager.create(IntStream.range(0, 3 * rows).mapToDouble(i -> random.nextGaussian()).toArray(),
                new Shape(rows, 3));
    }
}
