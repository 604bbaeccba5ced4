// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void hasARowForEachKindOfSurrogateWithItsSpreadOverSeeds() {
        Samples samples = YinYang.draw(Split.TRAIN, 500, 0);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent())) {
            Surrogates surrogates = Surrogates.of(network, samples, 6);
            Surrogate plain = surrogates.dmd();
            var comparison = Comparison.on(samples).with("DMD", List.of(plain)).with("EDMD",
                    List.of(surrogates.edmd(20, 1e-6, 0), surrogates.edmd(20, 1e-6, 1)));
            Comparison.Row dmd = comparison.rows().get(0);
            assertEquals(7, dmd.observables());
            assertEquals(plain.accuracy(samples), dmd.accuracy().mean());
            assertEquals(plain.agreement(samples), dmd.agreement().mean());
            Comparison.Row edmd = comparison.rows().get(1);
            assertEquals(27, edmd.observables());
            assertTrue(edmd.fvu().mean() < dmd.fvu().mean() && edmd.fvu().deviation() > 0);
            assertEquals("EDMD", comparison.table().getString(1, "surrogate"));
        }
    }
}
