package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class PathFidelityTest {

    private final Samples train = YinYang.draw(Split.TRAIN, 300, 0);
    private final Samples test = YinYang.draw(Split.TEST, 200, 0);
    private final Splits splits = new Splits(train, YinYang.draw(Split.VALIDATION, 50, 0), test);
    private final Surrogates surrogates = Surrogates.of(ResidualMlp.train(train, 6, 2, TrainingPlan.momentum(5, 100, 1e-2), 0,
            Progress.silent()), train, 6);
    private final AutoencoderSettings settings = new AutoencoderSettings(20, 8, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(0));

    @Test
    void bothPathsBeginAndEndAtTheLayersTheyWereMadeFor() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(200, 100, 5e-2), 0, Progress.silent())) {
            var fidelity = PathFidelity.of(surrogate, surrogates.train(), test);
            assertEquals(0, fidelity.straight()[0], 1e-9);
            assertEquals(0, fidelity.straight()[2], 1e-9);
            assertTrue(fidelity.straight()[1] > 1e-3, "the layer between lies beside the line");
            assertEquals(fidelity.reconstruction()[0], fidelity.surrogate()[0], 1e-6);
            assertTrue(fidelity.surrogate()[2] < 0.5, fidelity.toString());
        }
    }

    @Test
    void allEigenfunctionsHoldWhatTheObservablesHold() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 2e-2), 0, Progress.silent())) {
            double plain = EigenProbes.principal(surrogate, splits, 8)[0];
            assertEquals(plain, EigenProbes.growing(surrogate, splits, 8)[0], 0.02);
            assertEquals(plain, EigenProbes.dying(surrogate, splits, 8)[0], 0.02);
        }
    }
}
