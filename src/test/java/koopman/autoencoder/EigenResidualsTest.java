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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EigenResidualsTest {

    /** In rows: turns by an angle and shrinks, beside a number that is multiplied by 1.5. */
    private static final double[] TURN = {0.8, 0.3, 0, -0.3, 0.8, 0, 0.2, 0, 1.5};

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray step = array(3, 3, TURN);
    private final Spectrum spectrum = Spectrum.of(step);
    private final NDArray x = array(50, 3, new Random(4).doubles(150, -1, 1).toArray());

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void areNothingWhereTheNetworkIsTheStepItself() {
        assertArrayEquals(new double[3], spectrum.residuals(x, x.matMul(step)), 1e-14);
    }

    @Test
    void ofAnotherLinearMotionAreTheDistancesBetweenTheEigenvalues() {
        // All that is multiplied by 2 is missed by |2 - λ|, whatever the eigenfunction.
        double turning = Math.hypot(2 - 0.8, 0.3);
        assertArrayEquals(new double[] {0.5, turning, turning}, spectrum.residuals(x, x.mul(2)), 1e-13);
    }

    @Test
    void areThoseOfTheFormulaWrittenOut() {
        NDArray y = x.square().add(x);
        double[] residuals = spectrum.residuals(x, y);
        for (int i = 0; i < 3; i++) {
            double[] a = spectrum.eigenfunction(x, i);
            double[] b = spectrum.imaginaryEigenfunction(x, i);
            double[] c = spectrum.eigenfunction(y, i);
            double[] d = spectrum.imaginaryEigenfunction(y, i);
            double missed = 0;
            double size = 0;
            for (int row = 0; row < 50; row++) {
                missed += Math.pow(c[row] - spectrum.real()[i] * a[row] + spectrum.imaginary()[i] * b[row], 2)
                        + Math.pow(d[row] - spectrum.real()[i] * b[row] - spectrum.imaginary()[i] * a[row], 2);
                size += a[row] * a[row] + b[row] * b[row];
            }
            assertEquals(Math.sqrt(missed / size), residuals[i], 1e-13);
        }
        assertEquals(residuals[1], residuals[2]);
        assertArrayEquals(residuals, spectrum.residuals(x.toType(DataType.FLOAT32, true), y.toType(DataType.FLOAT32, true)),
                1e-6);
    }

    @Test
    void ofAnEigenfunctionThatTheSamplesDoNotSeeAreNoNumbersOrInfinite() {
        // The third coordinate is 0 at the start; the eigenfunctions of a diagonal step are the coordinates.
        Spectrum own = Spectrum.of(array(3, 3, 3, 0, 0, 0, 2, 0, 0, 0, 1));
        NDArray start = array(2, 3, 1, 2, 0, -1, 5, 0);
        assertArrayEquals(new double[] {0, 1, Double.NaN}, own.residuals(start, start.mul(3)), 1e-15);
        assertArrayEquals(new double[] {0, 1, Double.POSITIVE_INFINITY},
                own.residuals(start, start.mul(3).add(array(1, 3, 0, 0, 1))), 1e-15);
    }

    @Test
    void seeARoundedNothingAsNothing() {
        // The eigenfunctions of ((2, 1), (1, 2)) are sum and difference; two equal observables have no difference.
        Spectrum own = Spectrum.of(array(2, 2, 2, 1, 1, 2));
        NDArray equal = x.get(":, :1").concat(x.get(":, :1"), 1);
        double[] residuals = own.residuals(equal, equal.mul(3));
        assertEquals(0, residuals[0], 1e-14);
        assertTrue(Double.isNaN(residuals[1]), Arrays.toString(residuals));
    }

    @Test
    void areRefusedForSamplesThatDoNotFit() {
        refused("y (50, 2) must be (50, 3), as x: the same samples and observables", x, x.get(":, :2"));
        refused("y (49, 3) must be (50, 3), as x: the same samples and observables", x, x.get(":49"));
        refused("x (50, 2) must be (N, 3), a column for each of the observables", x.get(":, :2"), x.get(":, :2"));
        refused("x (0, 3) must be (N, d), with one row and one column at least", x.get(":0"), x.get(":0"));
        refused("x (3) must be (N, d), with one row and one column at least", x.get(0), x.get(0));
        refused("y (NaN in row 1, column 2) must be finite numbers", array(2, 3, 1, 2, 3, 4, 5, 6),
                array(2, 3, 1, 2, 3, 4, 5, Double.NaN));
        refused("x (-Infinity in row 0, column 1) must be finite numbers",
                array(2, 3, 1, Double.NEGATIVE_INFINITY, 3, 4, 5, 6), array(2, 3, 1, 2, 3, 4, 5, 6));
    }

    private void refused(String message, NDArray start, NDArray end) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, () -> spectrum.residuals(start, end)).getMessage());
    }

    private NDArray array(int rows, int columns, double... values) {
        return manager.create(values, new Shape(rows, columns));
    }
}
