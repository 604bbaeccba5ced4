package koopman.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class FitTest {

    @Test
    void autoencodersFittedSideBySideDifferAndTheLastStepOfAPathIsTheJourney() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        var settings = new AutoencoderSettings(8, 6, 10, new OperatorForm.Exponential(), LossWeights.isometry(1));
        var plan = TrainingPlan.adamW(3, 64, 1e-2);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent());
                LayerStates states = network.states(samples)) {
            Fit fit = Fit.of(network, samples, 6);
            var both = fit.autoencoders(settings, plan, new Seeds(3, 2));
            assertNotEquals(both.get(0).journey().getFloat(0, 0), both.get(1).journey().getFloat(0, 0));
            Surrogate surrogate = fit.surrogate(both.get(1));
            assertEquals(surrogate.accuracy(samples), surrogate.accuracies(states, 0, 10)[1]);
        }
    }

    @Test
    void hasARowForEachKindOfSurrogateWithItsSpreadOverSeeds() {
        Samples samples = YinYang.draw(Split.TRAIN, 500, 0);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent())) {
            Fit fit = Fit.of(network, samples, 6);
            Surrogate plain = fit.surrogate(fit.dmd());
            var comparison = Comparison.on(samples).with("DMD", List.of(plain)).with("EDMD",
                    List.of(fit.surrogate(fit.edmd(20, 1e-6, 0)), fit.surrogate(fit.edmd(20, 1e-6, 1))));
            Comparison.Row dmd = comparison.rows().get(0);
            assertEquals(7, dmd.observables());
            assertEquals(plain.accuracy(samples), dmd.accuracy().mean());
            assertEquals(plain.agreement(samples), dmd.agreement().mean());
            Comparison.Row edmd = comparison.rows().get(1);
            assertEquals(27, edmd.observables());
            assertTrue(edmd.unexplained().mean() < dmd.unexplained().mean() && edmd.unexplained().deviation() > 0);
            assertEquals("EDMD", comparison.table().getString(1, "surrogate"));
        }
    }
}
