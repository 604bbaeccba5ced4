// SPDX-License-Identifier: Apache-2.0
package koopman.network;

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
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has damaged files of a network read. */
class NetworkFuzzTest {

    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 40, 0);

    @TempDir
    Path folder;

    @Test
    void aDamagedNetworkClassifiesOrIsRefusedByName() throws IOException {
        Path file = folder.resolve("network.safetensors");
        try (ResidualMlp network = ResidualMlp.train(POINTS, 3, 1, TrainingPlan.momentum(1, 20, 1e-2), 3, Progress.silent())) {
            network.save(file);
        }
        var fuzz = new TensorFuzz(Files.readAllBytes(file));
        int refused = fuzz.refused(2_500, damaged -> classify(Fuzz.write(file, damaged)), file.toString(), IOException.class);
        assertTrue(refused > 1_250, "refused " + refused);
    }

    private static void classify(Path file) throws IOException {
        try (ResidualMlp network = ResidualMlp.load(file)) {
            assertEquals(POINTS.size(), network.classify(POINTS).length);
        }
    }
}
