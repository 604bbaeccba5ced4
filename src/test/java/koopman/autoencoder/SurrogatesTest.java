package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class SurrogatesTest {

    @Test
    void autoencodersFittedSideBySideDifferAndTheLastStepOfAPathIsTheJourney() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        var settings = new AutoencoderSettings(8, 6, 10, new OperatorForm.Exponential(), LossWeights.isometry(1));
        var plan = TrainingPlan.adamW(3, 64, 1e-2);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent());
                LayerStates states = network.states(samples)) {
            Surrogates surrogates = Surrogates.of(network, samples, 6);
            var both = surrogates.autoencoders(settings, plan, new Seeds(3, 2));
            assertNotEquals(both.get(0).journey().getFloat(0, 0), both.get(1).journey().getFloat(0, 0));
            Surrogate surrogate = both.get(1);
            assertEquals(surrogate.accuracy(samples), surrogate.accuracies(states, 0, 10)[1]);
        }
    }
}
