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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** W in rows: a step takes z to z W^T, so what is expected is the transpose of W's power. */
class OperatorFormTest {

    private static final int M = 3;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theExponentialStartsWithTheGeneratorIAndSoWithTheJourneyETimesI() {
        try (var autoencoder = started(new OperatorForm.Exponential(), M)) {
            assertArrayEquals(identity(1), autoencoder.parameters().arrays().get("operator.generator").toDoubleArray());
            assertArrayEquals(identity(Math.E), autoencoder.operator().journey().toDoubleArray(), 1e-12);
            assertArrayEquals(identity(Math.exp(0.25)), autoencoder.operator().journey(1).toDoubleArray(), 1e-12);
            assertArrayEquals(identity(1), autoencoder.operator().journey(0).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void theFreeMatrixStartsByMovingNothing() {
        try (var autoencoder = started(new OperatorForm.Free(), M)) {
            assertArrayEquals(identity(1), autoencoder.operator().journey(1).toDoubleArray());
            assertArrayEquals(identity(1), autoencoder.operator().journey().toDoubleArray());
        }
    }

    @Test
    void lowRankStartsAsUTimesItsTransposeWithColumnsOfLengthAboutOne() {
        int latent = 400;
        try (var autoencoder = started(new OperatorForm.LowRank(20), latent)) {
            Map<String, NDArray> arrays = autoencoder.parameters().arrays();
            double[] left = arrays.get("operator.left").toDoubleArray();
            double[] right = arrays.get("operator.right").toDoubleArray();
            double square = 0;
            for (int i = 0; i < latent; i++) {
                for (int j = 0; j < 20; j++) {
                    assertEquals(left[i * 20 + j], right[j * latent + i]);
                    square += left[i * 20 + j] * left[i * 20 + j];
                }
            }
            assertEquals(1, square / 20, 0.06); // 8,000 squares of normal numbers: 4 deviations of their mean
        }
    }

    @Test
    void anExponentialOfATurnTurnsByItsShareOfTheAngle() {
        // W^j = exp(j A / k) with A = ((0, -a), (a, 0)) is the rotation by j a / k.
        double angle = 1.2;
        var arrays = Map.of("operator.generator", matrix(2, 0, -angle, angle, 0));
        for (int steps : new int[] {0, 1, 3, 4}) {
            double part = angle * steps / 4;
            assertArrayEquals(new double[] {Math.cos(part), Math.sin(part), -Math.sin(part), Math.cos(part)},
                    new OperatorForm.Exponential().power(arrays, steps, 4).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void powersOfAFreeMatrixAreItsProductsTransposed() {
        var arrays = Map.of("operator.step", matrix(2, 1, 2, 0, 3));
        double[][] expected = {{1, 0, 0, 1}, {1, 0, 2, 3}, {1, 0, 8, 9}, {1, 0, 26, 27}, {1, 0, 80, 81}, {1, 0, 242, 243}};
        for (int steps = 0; steps < expected.length; steps++) {
            assertArrayEquals(expected[steps], new OperatorForm.Free().power(arrays, steps, 9).toDoubleArray(), 1e-9);
        }
    }

    @Test
    void powersOfALowRankMatrixAreThoseOfItsProduct() {
        // W = u v with u = (1, 2)^T and v = (3, -1): v u = 1, so that W is its own square.
        var projection = Map.of("operator.left", column(1, 2), "operator.right", row(3, -1));
        // With v = (3, 1), v u = 5 and W^j = 5^(j - 1) W.
        var growing = Map.of("operator.left", column(1, 2), "operator.right", row(3, 1));
        var form = new OperatorForm.LowRank(1);
        assertArrayEquals(new double[] {1, 0, 0, 1}, form.power(growing, 0, 4).toDoubleArray());
        for (int steps = 1; steps < 5; steps++) {
            assertArrayEquals(new double[] {3, 6, -1, -2}, form.power(projection, steps, 4).toDoubleArray(), 1e-9);
            double grown = Math.pow(5, steps - 1);
            assertArrayEquals(new double[] {3 * grown, 6 * grown, grown, 2 * grown},
                    form.power(growing, steps, 4).toDoubleArray(), 1e-9);
        }
    }

    @Test
    void ranksAndStepsOutOfRangeAreRefused() {
        assertEquals("rank (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> new OperatorForm.LowRank(0)).getMessage());
        try (var full = started(new OperatorForm.LowRank(M), M)) {
            assertEquals("steps (-1) must be at least 0",
                    assertThrows(IllegalArgumentException.class, () -> full.operator().journey(-1)).getMessage());
            assertTrue(full.operator().journey(9).size() == M * M, "a journey may go on beyond its end");
        }
    }

    private static KoopmanAutoencoder started(OperatorForm form, int latent) {
        return new KoopmanAutoencoder(new AutoencoderSettings(2, latent, 4, form, LossWeights.isometry(0)), 2, 1,
                DataType.FLOAT64);
    }

    private static double[] identity(double times) {
        return new double[] {times, 0, 0, 0, times, 0, 0, 0, times};
    }

    private NDArray matrix(int size, double... values) {
        return manager.create(values, new Shape(size, size));
    }

    private NDArray column(double... values) {
        return manager.create(values, new Shape(values.length, 1));
    }

    private NDArray row(double... values) {
        return manager.create(values, new Shape(1, values.length));
    }
}
