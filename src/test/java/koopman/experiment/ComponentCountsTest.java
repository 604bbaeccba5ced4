package koopman.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.topology.PersistentHomology;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class ComponentCountsTest {

    @Test
    void layersAndStepsAreCountedInTheSameUnits() {
        Splits points = YinYang.splits(0);
        ResidualMlp network = ResidualMlp.train(points.train(), 10, 2, TrainingPlan.momentum(5, 512, 1e-2), 0, Progress.silent());
        Fit fit = Fit.of(network, points.train(), 10);
        KoopmanAutoencoder autoencoder = fit.autoencoder(new AutoencoderSettings(16, 12, 10, new OperatorForm.Exponential(),
                LossWeights.isometry(1)), TrainingPlan.adamW(5, 512, 1e-2), 0, Progress.silent());
        ComponentCounts counts = ComponentCounts.of(fit, List.of(autoencoder), points.test().first(200));
        assertEquals(3, counts.layers().size());
        assertEquals(11, counts.steps().get(0).size());
        try (LayerStates states = network.states(points.test().first(200)); NDArray first = fit.first().apply(states.first());
                NDArray last = fit.last().apply(states.last());
                NDArray end = autoencoder.decode(autoencoder.advance(autoencoder.encode(first)))) {
            assertEquals(betti(first), counts.layers().get(0).betti(0, 0.2));
            assertEquals(betti(last), counts.layers().get(2).betti(0, 0.2));
            assertEquals(betti(end), counts.steps().get(0).get(10).betti(0, 0.2));
        }
        assertTrue(counts.layers().get(0).betti(0, 0.2) > 1);
    }

    private static int betti(NDArray points) {
        return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(points)).betti(0, 0.2);
    }
}
