// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LayerTimes;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit with further losses, which have learned arrays and a step of their own, that is interrupted and started again. */
class FitResumptionTest {

    private static final Samples TRAIN = YinYang.draw(Split.TRAIN, 300, 0);
    private static final TrainingPlan PLAN = TrainingPlan.adamW(150, 100, 1e-2);

    @ParameterizedTest
    @ValueSource(strings = {"sparse 0.1", "answers 0.1", "entropy -0.01", "contrast 0.001 0.1 0", "backward 0.1"})
    @Timeout(60)
    void itEndsWithTheNumbersItWouldHaveEndedWith(String term, @TempDir Path folder) throws Exception {
        AutoencoderSettings settings = new AutoencoderSettings(10, 6, 4, new OperatorForm.Exponential(), LossWeights.isometry(0.1))
                .plus(LossTerm.path(1, LayerTimes.learned())).plus(LossTerm.parse(term));
        try (ResidualMlp network = ResidualMlp.train(TRAIN, 6, 3, TrainingPlan.momentum(2, 100, 1e-2), 0, Progress.silent());
                Surrogates ground = Surrogates.of(network, TRAIN, 6);
                Surrogate whole = ground.autoencoder(settings, PLAN, 0, Progress.silent())) {
            Path file = folder.resolve("kept.safetensors");
            Checkpoint kept = Checkpoint.in(file, ground.provenance(settings, PLAN, 0));
            assertFalse(kept.holds(1));
            stop(file, () -> fit(ground, settings, file).close());
            assertTrue(kept.holds(1));
            assertFalse(kept.holds(150));
            try (Surrogate resumed = fit(ground, settings, file)) {
                KoopmanAutoencoder expected = whole.autoencoder();
                KoopmanAutoencoder found = resumed.autoencoder();
                assertArrayEquals(whole.journey().toFloatArray(), resumed.journey().toFloatArray());
                assertArrayEquals(expected.times(), found.times());
                assertEquals(expected.operatorNonZeros(), found.operatorNonZeros());
                assertTrue(kept.holds(150));
                assertFalse(kept.holds(151));
            }
        }
    }

    private static Surrogate fit(Surrogates ground, AutoencoderSettings settings, Path file) {
        return ground.autoencoder(settings, PLAN, 0, Progress.silent(),
                new Checkpoint(file, ground.provenance(settings, PLAN, 0), 0));
    }

    /** Interrupts a fit once it has kept something, which is after its first epoch. */
    static void stop(Path file, Runnable fit) throws InterruptedException {
        var task = new FutureTask<Void>(fit, null);
        var thread = new Thread(task, "fit");
        thread.start();
        while (!Files.exists(file)) {
            Thread.sleep(1);
        }
        thread.interrupt();
        assertInstanceOf(CancellationException.class, assertThrows(ExecutionException.class, task::get).getCause());
    }
}
