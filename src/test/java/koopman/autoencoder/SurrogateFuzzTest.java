// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import koopman.Fuzz;
import koopman.TensorFuzz;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Has damaged files of surrogates read. */
class SurrogateFuzzTest {

    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 60, 0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "free", "low rank"})
    void aDamagedSurrogateClassifiesOrIsRefusedByName(String form) throws IOException {
        Path file = folder.resolve("surrogate.safetensors");
        var operator = form.equals("free") ? new OperatorForm.Free() : form.equals("exponential")
                ? new OperatorForm.Exponential() : new OperatorForm.LowRank(2);
        var settings = new AutoencoderSettings(4, 5, 3, operator, new LossWeights(1, 0.5, 2, 0));
        TrainingPlan plan = TrainingPlan.adamW(1, 60, 1e-2);
        try (ResidualMlp network = ResidualMlp.train(POINTS, 4, 1, plan, 3, Progress.silent());
                Surrogates ground = Surrogates.of(network, POINTS, 3);
                Surrogate surrogate = ground.autoencoder(settings, plan, 1, Progress.silent())) {
            surrogate.save(file);
            var fuzz = new TensorFuzz(Files.readAllBytes(file));
            int refused = fuzz.refused(1_600, damaged -> use(Fuzz.write(file, damaged), network), file.toString(),
                    IOException.class);
            assertTrue(refused > 800, "refused " + refused);
        }
    }

    /** Numbers that are finite, but too large to compute with, are told by whatever computes. */
    private static void use(Path file, ResidualMlp network) throws IOException {
        try (Surrogate loaded = Surrogate.load(file, network)) {
            assertEquals(POINTS.size(), classified(loaded).length);
        }
    }

    private static int[] classified(Surrogate loaded) {
        try {
            return loaded.classify(POINTS);
        } catch (IllegalArgumentException tooLarge) {
            assertTrue(tooLarge.getMessage().endsWith("must be finite numbers"), tooLarge::toString);
            return new int[POINTS.size()];
        }
    }
}
