// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

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
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PseudospectrumTest {

    private static final double[] AXIS = {-1, 0, 1};

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = array(50, 3, new Random(4).doubles(150, -1, 1).toArray());

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void ofALinearSystemIsNothingAtItsEigenvalues() {
        NDArray step = array(3, 3, 0.8, 0.3, 0.7, -0.3, 0.8, 2, 0, 0, 1.5);
        var pseudospectrum = Pseudospectrum.of(x, x.matMul(step), AXIS, AXIS);
        assertEquals(0, pseudospectrum.at(0.8, 0.3), 1e-13);
        assertEquals(0, pseudospectrum.at(0.8, -0.3), 1e-13);
        assertEquals(0, pseudospectrum.at(1.5, 0), 1e-13);
        assertTrue(pseudospectrum.at(1, 0) > 0.01);
    }

    @Test
    void ofANormalMatrixIsTheDistanceToItsSpectrum() {
        NDArray orthonormal = LinearAlgebra.toNative(manager, LinearAlgebra.singular(LinearAlgebra.toJava(x)).left(),
                DataType.FLOAT64);
        NDArray step = array(3, 3, 0.8, 0.3, 0, -0.3, 0.8, 0, 0, 0, -0.5);
        double[] imaginary = {-1, 0.25, 1, 0};
        double[] real = {-0.7, 0.1, 2};
        double[][] residuals = Pseudospectrum.of(orthonormal, orthonormal.matMul(step), real, imaginary).residuals();
        for (int row = 0; row < imaginary.length; row++) {
            for (int column = 0; column < real.length; column++) {
                double toPair = Math.hypot(real[column] - 0.8, Math.abs(imaginary[row]) - 0.3);
                double toReal = Math.hypot(real[column] + 0.5, imaginary[row]);
                assertEquals(Math.min(toPair, toReal), residuals[row][column], 1e-13);
            }
        }
    }

    @Test
    void ofTheGaussMapAndDuffingsOscillatorIsThatOfOthers() throws Exception {
        for (ResidualOracle oracle : List.of(ResidualOracle.gaussMap(), ResidualOracle.duffing())) {
            double[] re = Arrays.stream(oracle.points()).mapToDouble(point -> point[0]).toArray();
            double[] im = Arrays.stream(oracle.points()).mapToDouble(point -> point[1]).toArray();
            var pseudospectrum = Pseudospectrum.of(array(oracle.x()), array(oracle.y()), oracle.weights(), re, im);
            for (int i = 0; i < re.length; i++) {
                double expected = oracle.points()[i][2];
                assertEquals(expected * expected, Math.pow(pseudospectrum.at(re[i], im[i]), 2), ResidualOracle.SQUARE);
                assertEquals(pseudospectrum.at(re[i], im[i]), pseudospectrum.residuals()[i][i]);
            }
        }
    }

    @Test
    void eigenvaluesAndTheirResidualsAreThoseOfOthers() throws Exception {
        for (ResidualOracle oracle : List.of(ResidualOracle.gaussMap(), ResidualOracle.duffing())) {
            Spectrum spectrum = Spectrum.of(oracle.step(manager));
            double[] residuals = spectrum.residuals(array(oracle.weighted(oracle.x())), array(oracle.weighted(oracle.y())));
            for (double[] pair : oracle.pairs()) {
                int own = IntStream.range(0, residuals.length).boxed().min((i, j) -> Double.compare(
                        Math.hypot(spectrum.real()[i] - pair[0], spectrum.imaginary()[i] - pair[1]),
                        Math.hypot(spectrum.real()[j] - pair[0], spectrum.imaginary()[j] - pair[1]))).orElseThrow();
                assertEquals(pair[0], spectrum.real()[own], 1e-11);
                assertEquals(pair[1], spectrum.imaginary()[own], 1e-11);
                assertEquals(pair[2] * pair[2], residuals[own] * residuals[own], 1e-11); // like the step itself
            }
            long trusted = Arrays.stream(residuals).filter(residual -> residual < 0.01).count();
            assertEquals(oracle.x()[0].length == 40 ? 16 : 0, trusted); // of the Gauss map 16 of 40
        }
    }

    @Test
    void residualsThatSquaresWouldHideAreRight() {
        NDArray alternating = array(4, 1, 1, -1, 1, -1);
        NDArray ones = array(4, 1, 1, 1, 1, 1);
        for (double missed : new double[] {1e-6, 1e-9, 1e-12}) {
            NDArray end = ones.mul(0.5).add(alternating.mul(missed));
            assertEquals(missed, Pseudospectrum.of(ones, end, AXIS, AXIS).at(0.5, 0), 1e-15);
        }
    }

    @Test
    void doesNotDependOnTheUnitsOfTheObservablesOrOnCountingASampleTwice() {
        NDArray y = x.square().add(x);
        double[][] plain = Pseudospectrum.of(x, y, AXIS, AXIS).residuals();
        NDArray units = array(1, 3, 1e-12, 1, 1e9);
        double[][] inUnits = Pseudospectrum.of(x.mul(units), y.mul(units), AXIS, AXIS).residuals();
        double[][] twice = Pseudospectrum.of(x.concat(x, 0), y.concat(y, 0), AXIS, AXIS).residuals();
        double[] weights = new double[100];
        Arrays.fill(weights, 0, 50, 7);
        double[][] weighted = Pseudospectrum.of(x.concat(y, 0), y.concat(x, 0), weights, AXIS, AXIS).residuals();
        for (int row = 0; row < 3; row++) {
            assertArrayEquals(plain[row], inUnits[row], 1e-12);
            assertArrayEquals(plain[row], twice[row], 1e-12);
            assertArrayEquals(plain[row], weighted[row], 1e-12);
        }
    }

    @Test
    void asManySamplesAsObservablesAreEnough() {
        // Three samples fix a step of three observables, whose eigenvalues have no residual.
        NDArray start = x.get(":3");
        NDArray end = x.get("3:6");
        var spectrum = Spectrum.of(array(LinearAlgebra.solve(LinearAlgebra.toJava(start.transpose().matMul(start)),
                LinearAlgebra.toJava(start.transpose().matMul(end)))));
        var pseudospectrum = Pseudospectrum.of(start, end, AXIS, AXIS);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pseudospectrum.at(spectrum.real()[i], spectrum.imaginary()[i]), 1e-11);
        }
    }

    @Test
    void aSquareAroundNothingIsToldInALine() {
        var pseudospectrum = Pseudospectrum.around(x, x.mul(0.5), 1.5, 4);
        assertArrayEquals(new double[] {-1.5, -0.5, 0.5, 1.5}, pseudospectrum.real(), 1e-15);
        assertArrayEquals(pseudospectrum.real(), pseudospectrum.imaginary());
        assertEquals("Pseudospectrum of 3 observables on 4 x 4 points: residuals from 0.50 to 2.5", pseudospectrum.toString());
    }

    @Test
    void refusesGridsAndSamplesThatTellNothing() {
        refused("real (no values) must be one at least: the grid has no points",
                () -> Pseudospectrum.of(x, x, new double[0], AXIS));
        refused("imaginary (NaN) must be finite numbers", () -> Pseudospectrum.of(x, x, AXIS, new double[] {0, Double.NaN}));
        refused("grid (1 points a side, reach 2.0) must have 2 points a side at least and a finite reach above 0",
                () -> Pseudospectrum.around(x, x, 2, 1));
        refused("grid (5 points a side, reach 0.0) must have 2 points a side at least and a finite reach above 0",
                () -> Pseudospectrum.around(x, x, 0, 5));
        refused("y (50, 2) must be (50, 3), as x: the same samples and observables",
                () -> Pseudospectrum.of(x, x.get(":, :2"), AXIS, AXIS));
        refused("samples (2) must be at least as many as the observables (3): take more samples or fewer observables",
                () -> Pseudospectrum.of(x.get(":2"), x.get(":2"), AXIS, AXIS));
        refused("x (NaN in row 0, column 0) must be finite numbers",
                () -> Pseudospectrum.of(x.mul(Double.NaN), x, AXIS, AXIS));
        refused("weights (2) must be one for each of the 50 samples",
                () -> Pseudospectrum.of(x, x, new double[2], AXIS, AXIS));
        refused("weights (-1.0 of sample 1) must be at least 0 and finite",
                () -> Pseudospectrum.of(x.get(":3"), x.get(":3"), new double[] {1, -1, 1}, AXIS, AXIS));
        refused("z (NaN, 0.0) must be finite numbers", () -> Pseudospectrum.of(x, x, AXIS, AXIS).at(Double.NaN, 0));
    }

    @Test
    void refusesObservablesThatDependOnEachOther() {
        String dependent = "x (3 independent directions) must have 5, one for each observable: "
                + "drop observables that are always 0 or sums of others";
        NDArray sum = x.sum(new int[] {1}, true);
        NDArray five = x.concat(sum, 1).concat(sum.mul(0), 1);
        refused(dependent, () -> Pseudospectrum.of(five, five, AXIS, AXIS));
        double[] weights = new double[50];
        weights[0] = 1;
        refused("x (1 independent directions) must have 3, one for each observable: "
                + "drop observables that are always 0 or sums of others",
                () -> Pseudospectrum.of(x, x, weights, AXIS, AXIS));
        NDArray nothing = x.mul(0);
        refused("x (0 independent directions) must have 3, one for each observable: "
                + "drop observables that are always 0 or sums of others",
                () -> Pseudospectrum.of(nothing, x, AXIS, AXIS));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private NDArray array(double[][] rows) {
        return LinearAlgebra.toNative(manager, rows, DataType.FLOAT64);
    }

    private NDArray array(int rows, int columns, double... values) {
        return manager.create(values, new Shape(rows, columns));
    }
}
