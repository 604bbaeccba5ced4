// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import koopman.data.Samples;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A surrogate that was fitted for further terms, and its file. */
class FurtherTermsFileTest {

    private static final Samples TRAIN = YinYang.splits(0).train().first(600);
    private static final TrainingPlan BRIEF = TrainingPlan.adamW(2, 256, 0.01);
    private static ResidualMlp network;
    private static Surrogates ground;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(TRAIN, 10, 3, TrainingPlan.momentum(1, 256, 1e-2), 1, Progress.silent());
        ground = Surrogates.of(network, TRAIN, 6);
    }

    @AfterAll
    static void free() {
        ground.close();
        network.close();
    }

    @Test
    void eachTermAndAllTogetherComeBack() throws IOException {
        AutoencoderSettings all = settings(List.of());
        for (LossTerm term : List.of(LossTerm.entropy(0.1), LossTerm.contrast(0.1, 0.1, 1), LossTerm.sparse(0.2),
                LossTerm.backward(1))) {
            assertComesBack(settings(List.of(term)));
            all = all.plus(term);
        }
        assertComesBack(all);
        assertComesBack(settings(List.of(LossTerm.entropy(-1e-3))).with(new OperatorForm.Eigen(1)));
        assertComesBack(settings(List.of(LossTerm.contrast(1e-3, 0.05))).with(new OperatorForm.Eigen()));
    }

    private void assertComesBack(AutoencoderSettings settings) throws IOException {
        Path file = folder.resolve("s");
        Surrogate made = ground.autoencoder(settings, BRIEF, 7, Progress.silent());
        made.save(file);
        try (Surrogate loaded = Surrogate.load(file, network)) {
            assertEquals(settings, loaded.autoencoder().settings());
            assertEquals(ground.provenance(settings, BRIEF, 7), loaded.provenance().orElseThrow());
            assertNotEquals(ground.provenance(settings(List.of()), BRIEF, 7), loaded.provenance().orElseThrow());
            assertArrayEquals(made.journey().toFloatArray(), loaded.journey().toFloatArray());
            assertEquals(made.autoencoder().operatorNonZeros(), loaded.autoencoder().operatorNonZeros());
        }
    }

    private static AutoencoderSettings settings(List<LossTerm> terms) {
        return new AutoencoderSettings(8, 7, 4, new OperatorForm.Exponential(), LossWeights.isometry(1), terms);
    }
}
