// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The eigen form, whose blocks lie along the diagonal, against W^s written out and against the exponential of its generator. */
class EigenFormTest {

    private static final int K = 4;
    private static final OperatorForm.Eigen FREE = new OperatorForm.Eigen();

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(3);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aBlockStretchesByRToTheSAndTurnsBySTheta() {
        // Over a journey of 4 steps the pair is stretched by e^-0.4 and turned by 2, the last number stretched by e^0.8.
        var arrays = Map.of("operator.growth", vector(-0.4, 0.8), "operator.angle", vector(2));
        for (double steps : new double[] {0, 1, 3, 4, 0.3, Math.PI, -1.5}) {
            double share = steps / K;
            double c = Math.exp(-0.4 * share) * Math.cos(2 * share);
            double s = Math.exp(-0.4 * share) * Math.sin(2 * share);
            double[] expected = {c, s, 0, -s, c, 0, 0, 0, Math.exp(0.8 * share)}; // W^T, by which rows are multiplied
            assertArrayEquals(expected, FREE.power(arrays, steps, K).toDoubleArray(), 1e-14);
            assertArrayEquals(expected, FREE.part(arrays, manager.create(share)).toDoubleArray(), 1e-14);
            if (steps == Math.rint(steps) && steps >= 0) {
                assertArrayEquals(expected, FREE.power(arrays, (int) steps, K).toDoubleArray(), 1e-14);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void itIsTheExponentialOfItsGenerator(int latent) {
        Map<String, NDArray> arrays = arrays(latent);
        double[] growth = arrays.get("operator.growth").toDoubleArray();
        double[] angle = latent == 1 ? new double[0] : arrays.get("operator.angle").toDoubleArray();
        var generator = new double[latent * latent];
        for (int i = 0; i < latent; i++) {
            generator[i * latent + i] = growth[i / 2];
            if (i / 2 < angle.length) {
                generator[i * latent + (i ^ 1)] = i % 2 == 0 ? -angle[i / 2] : angle[i / 2];
            }
        }
        var exponential = new OperatorForm.Exponential();
        var same = Map.of("operator.generator", manager.create(generator, new Shape(latent, latent)));
        NDArray rows = normal(7, latent);
        for (double share : new double[] {1, 0.37, -1}) {
            assertArrayEquals(exponential.advance(same, rows, share * K, K).toDoubleArray(),
                    FREE.advance(arrays, rows, share * K, K).toDoubleArray(), 1e-12);
        }
        assertArrayEquals(exponential.power(same, 3, K).toDoubleArray(), FREE.power(arrays, 3, K).toDoubleArray(), 1e-12);
    }

    @Test
    void itsGradientIsThatOfFiniteDifferences() {
        Map<String, NDArray> arrays = arrays(5);
        NDArray rows = normal(6, 5);
        NDArray weights = normal(6, 5);
        arrays.values().forEach(array -> array.setRequiresGradient(true));
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(FREE.advance(arrays, rows, 0.7, 1).mul(weights).sum());
        }
        arrays.forEach((name, array) -> {
            double[] gradient = array.getGradient().toDoubleArray();
            for (int i = 0; i < gradient.length; i++) {
                double slope = (moved(arrays, name, i, 1e-6, rows, weights)
                        - moved(arrays, name, i, -1e-6, rows, weights)) / 2e-6;
                assertEquals(slope, gradient[i], 1e-8, name + " entry " + i);
            }
        });
    }

    @Test
    void itsGradientByTheShareIsThatOfFiniteDifferences() {
        Map<String, NDArray> arrays = arrays(5);
        NDArray weights = normal(5, 5);
        NDArray share = manager.create(0.7);
        share.setRequiresGradient(true);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(FREE.part(arrays, share).mul(weights).sum());
        }
        double slope = FREE.part(arrays, manager.create(0.7 + 1e-6)).sub(FREE.part(arrays, manager.create(0.7 - 1e-6)))
                .mul(weights).sum().getDouble() / 2e-6;
        assertEquals(slope, share.getGradient().getDouble(), 1e-8);
    }

    private double moved(Map<String, NDArray> arrays, String name, int entry, double by, NDArray rows, NDArray weights) {
        var changed = new LinkedHashMap<>(arrays);
        double[] values = arrays.get(name).toDoubleArray();
        values[entry] += by;
        changed.put(name, manager.create(values));
        return FREE.advance(changed, rows, 0.7, 1).mul(weights).sum().getDouble();
    }

    @Test
    void itStartsByMovingNothingOrAtItsBoundAndLearnsToTurn() {
        try (var autoencoder = started(FREE, 5)) {
            assertArrayEquals(eye(5).toDoubleArray(), autoencoder.operator().journey().toDoubleArray());
        }
        try (var low = started(new OperatorForm.Eigen(0.5), 3)) {
            assertArrayEquals(eye(3).mul(0.5).toDoubleArray(), low.operator().journey().toDoubleArray(), 1e-7);
        }
        try (var turned = fitted(FREE, 1.5, 200)) {
            Spectrum spectrum = Spectrum.of(turned.operator().journey());
            assertTrue(Arrays.stream(spectrum.imaginary()).max().orElseThrow() > 0.5, spectrum.toString());
        }
    }

    @Test
    void noEigenvalueOfAFitGoesBeyondTheBound() {
        double greatest = greatest(FREE);
        double bounded = greatest(new OperatorForm.Eigen(1));
        assertTrue(greatest > 1.3, "the states grow by 1.5: " + greatest);
        assertTrue(bounded > 0.999 && bounded < 1 + 1e-6, "the bound is reached and kept: " + bounded);
    }

    private double greatest(OperatorForm form) {
        try (var autoencoder = fitted(form, 0, 60)) {
            return Spectrum.of(autoencoder.operator().journey()).magnitudes()[0];
        }
    }

    /** Returns an autoencoder fitted to planar states that are turned by an angle and grow by half. */
    private KoopmanAutoencoder fitted(OperatorForm form, double angle, int epochs) {
        NDArray first = normal(64, 2);
        double c = 1.5 * Math.cos(angle);
        double s = 1.5 * Math.sin(angle);
        NDArray last = first.matMul(manager.create(new double[] {c, s, -s, c}, new Shape(2, 2)));
        var settings = new AutoencoderSettings(16, 4, K, form, LossWeights.isometry(1));
        return KoopmanAutoencoder.fit(first, last, settings, TrainingPlan.adamW(epochs, 32, 3e-2), 1, Progress.silent());
    }

    @Test
    void stepsNeedNotBeWholeAndGoBackWhereTheFormHasAllPowers() {
        for (OperatorForm form : new OperatorForm[] {FREE, new OperatorForm.Exponential()}) {
            try (var autoencoder = started(form, 4)) {
                Map<String, NDArray> start = autoencoder.parameters().arrays();
                assertArrayEquals(form.power(start, 3, K).toDoubleArray(),
                        form.power(start, 1.25, K).matMul(form.power(start, 1.75, K)).toDoubleArray(), 1e-12);
                assertArrayEquals(eye(4).toDoubleArray(),
                        form.power(start, K, K).matMul(form.power(start, -4.0, K)).toDoubleArray(), 1e-12);
            }
        }
        var low = new OperatorForm.LowRank(2);
        try (var autoencoder = started(low, 4)) {
            Map<String, NDArray> start = autoencoder.parameters().arrays();
            assertArrayEquals(low.power(start, 3, K).toDoubleArray(), low.power(start, 3.0, K).toDoubleArray());
            for (double steps : new double[] {0.5, -1}) {
                assertEquals("steps (" + steps + ") must be a whole number, at least 0: the operator (LowRank[rank=2]) has no"
                        + " other powers", assertThrows(IllegalArgumentException.class,
                                () -> low.power(start, steps, K)).getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aBoundThatIsNotAboveZeroIsRefused(double most) {
        assertEquals("most (" + most + ") must be above 0",
                assertThrows(IllegalArgumentException.class, () -> new OperatorForm.Eigen(most)).getMessage());
    }

    private static KoopmanAutoencoder started(OperatorForm form, int latent) {
        return new KoopmanAutoencoder(new AutoencoderSettings(2, latent, K, form, LossWeights.isometry(0)), 1, 1,
                DataType.FLOAT64);
    }

    private Map<String, NDArray> arrays(int latent) {
        var arrays = new LinkedHashMap<String, NDArray>();
        FREE.shapes(latent).forEach((name, shape) -> arrays.put(name, vector(values(Math.toIntExact(shape.size())))));
        return arrays;
    }

    private double[] values(int count) {
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private NDArray normal(int rows, int columns) {
        return manager.create(values(rows * columns), new Shape(rows, columns));
    }

    private NDArray vector(double... values) {
        return manager.create(values);
    }

    private NDArray eye(int size) {
        return manager.eye(size).toType(DataType.FLOAT64, false);
    }
}
