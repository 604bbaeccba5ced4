package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.YinYang;
import koopman.training.Noise;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

/** What noise is drawn, and what a training with noise leaves. */
class NoiseTest {

    private static final Samples POINTS = YinYang.splits(0, 300).train().first(1_000);
    private static final TrainingPlan PLAN = TrainingPlan.adamW(3, 100, 1e-2);
    private static final TrainingPlan NOISY = PLAN.with(new Noise(0.1, 0.3));

    @Test
    void theNoiseIsNormalWithItsDeviationsAndNewAtEachUse() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NoiseBank bank = NoiseBank.of(new Noise(2, 0.5), 60_000, 0, manager);
            NDArray zeros = manager.zeros(new Shape(300, 200));
            float[] onInputs = bank.onInputs(zeros).toFloatArray();
            float[] onLayer = bank.onLayer(zeros).toFloatArray();
            assertNormal(2, onInputs);
            assertNormal(0.5, onLayer);
            assertTrue(Math.abs(correlation(onInputs, onLayer)) < 0.02); // five deviations of independent ones
            assertTrue(Math.abs(correlation(onLayer, bank.onLayer(zeros).toFloatArray())) < 0.02);
        }
    }

    private static void assertNormal(double deviation, float[] drawn) {
        double mean = 0;
        double square = 0;
        double within = 0;
        for (float each : drawn) {
            mean += each / drawn.length;
            square += (double) each * each / drawn.length;
            within += Math.abs(each) < deviation ? 1.0 / drawn.length : 0;
        }
        assertEquals(0, mean, 5 * deviation / Math.sqrt(drawn.length));
        assertEquals(deviation, Math.sqrt(square), 5 * deviation / Math.sqrt(2.0 * drawn.length));
        assertEquals(0.6827, within, 5 * Math.sqrt(0.6827 * 0.3173 / drawn.length));
    }

    private static double correlation(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            first += (double) one[i] * one[i];
            second += (double) other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void noNoiseAddsNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(2, 3));
            NoiseBank none = NoiseBank.of(Noise.NONE, 6, 0, manager);
            assertSame(x, none.onInputs(x));
            assertSame(x, none.onLayer(x));
        }
    }

    @Test
    void aTrainingWithNoiseIsTheSameWithTheSameSeedAndNotThatWithout() {
        String digest = trained(NOISY, 4);
        assertEquals(digest, trained(NOISY, 4));
        assertNotEquals(digest, trained(NOISY, 5));
        assertNotEquals(digest, trained(PLAN, 4));
        assertNotEquals(digest, trained(PLAN.with(new Noise(0.1, 0)), 4));
        assertNotEquals(digest, trained(PLAN.with(new Noise(0, 0.3)), 4));
    }

    private static String trained(TrainingPlan plan, long seed) {
        try (ResidualMlp network = ResidualMlp.train(POINTS, 10, 2, plan, seed, Progress.silent())) {
            assertArrayEquals(network.classify(POINTS), network.classify(POINTS));
            return network.digest();
        }
    }

    @Test
    void aPlanWithNoiseIsRefusedWhereNoneIsAdded() {
        try (ResidualMlp network = ResidualMlp.train(POINTS, 10, 2, PLAN, 0, Progress.silent());
                Surrogates ground = Surrogates.of(network, POINTS)) {
            String said = assertThrows(IllegalArgumentException.class,
                    () -> ground.autoencoder(ground.settings(), NOISY, 0)).getMessage();
            assertEquals("plan (Noise[inputs=0.1, layers=0.3]) must be without noise here: only a ResidualMlp can be trained with any",
                    said);
        }
    }

    @Test
    void whatIsNoDeviationIsRefused() {
        assertEquals("noise of the layers (-0.1) must be a standard deviation, 0 for none",
                assertThrows(IllegalArgumentException.class, () -> new Noise(0, -0.1)).getMessage());
        assertEquals("noise of the inputs (NaN) must be a standard deviation, 0 for none",
                assertThrows(IllegalArgumentException.class, () -> new Noise(Double.NaN, 0)).getMessage());
    }
}
