// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatrixExponentialTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void ofADiagonalIsTheExponentialOfEachEntry() {
        assertArrayEquals(new double[] {Math.exp(-2), 0, 0, Math.exp(3)}, exp(-2, 0, 0, 3), 1e-13);
    }

    @Test
    void ofASkewMatrixIsARotation() {
        double angle = 2.5;
        assertArrayEquals(new double[] {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)},
                exp(0, -angle, angle, 0), 1e-13);
    }

    @Test
    void ofANilpotentMatrixIsItsShortSeries() {
        assertArrayEquals(new double[] {1, 3, 9.5, 0, 1, 5, 0, 0, 1}, exp(0, 3, 2, 0, 0, 5, 0, 0, 0), 1e-13);
    }

    @Test
    void ofRandomMatricesIsSciPys() {
        // scipy.linalg.expm, SciPy 1.10
        assertArrayEquals(new double[] {2.268190722961961, 0.3140338050739323, 0.04994858941392219, -1.3795846941160999,
            0.7711498999049888, -0.18689214390504977, 0.1254596838007101, -0.2859557977275748, 1.0058073056715884},
                exp(0.894, 0.218, 0.048, -0.932, -0.139, -0.177, -0.041, -0.314, -0.022), 1e-13);
        assertArrayEquals(new double[] {-0.058611562386481755, -0.04286666995105303, -0.014831680528658008,
            -0.000721886996877022, -0.0225730927307916, -0.04244325256625427, 0.018613384236230296, -0.08108531223296836,
            -0.1541365145891493, -0.0688607154355011, -0.13083844485525467, -0.019618341748959017, 0.06409474778425757,
            0.04982200890660882, 0.13023392877152426, -0.1128870814878074},
                exp(-1.909, -5.255, 3.538, 3.525, 6.838, 0.2, -1.619, -2.181, -6.186, 3.929, -4.404, -4.74, -0.823, 5.945,
                        0.947, -4.095), 1e-12);
    }

    @Test
    void inSinglePrecisionIsGoodToItsRounding() {
        var random = new java.util.Random(4);
        double[] values = random.doubles(400, -0.5, 0.5).toArray();
        NDArray exact = MatrixExponential.of(manager.create(values, new Shape(20, 20)));
        NDArray single = MatrixExponential.of(manager.create(values, new Shape(20, 20)).toType(DataType.FLOAT32, true));
        double error = single.toType(DataType.FLOAT64, true).sub(exact).norm().div(exact.norm()).getDouble();
        assertEquals(0, error, 1e-6);
    }

    @Test
    void itsGradientIsThatOfFiniteDifferences() {
        double[] values = {0.3, -1.2, 0.7, 0.1, 0.5, -0.4, 1.1, -0.2, -0.9};
        NDArray weights = manager.create(new double[] {1, -2, 3, 0.5, 1.5, -1, 2, 0.1, -0.7}, new Shape(3, 3));
        NDArray a = manager.create(values, new Shape(3, 3));
        a.setRequiresGradient(true);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(MatrixExponential.of(a).mul(weights).sum());
        }
        double step = 1e-6;
        for (int i = 0; i < values.length; i++) {
            double[] up = values.clone();
            double[] down = values.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (sum(up, weights) - sum(down, weights)) / (2 * step);
            assertEquals(slope, a.getGradient().toDoubleArray()[i], 1e-7, "entry " + i);
        }
    }

    @Test
    void aMatrixThatIsNotSquareIsRefused() {
        assertEquals("matrix (2, 3) must be square", assertThrows(IllegalArgumentException.class,
                () -> MatrixExponential.of(manager.ones(new Shape(2, 3)))).getMessage());
    }

    private double sum(double[] values, NDArray weights) {
        return MatrixExponential.of(manager.create(values, new Shape(3, 3))).mul(weights).sum().getDouble();
    }

    private double[] exp(double... values) {
        long size = Math.round(Math.sqrt(values.length));
        return MatrixExponential.of(manager.create(values, new Shape(size, size))).toDoubleArray();
    }
}
