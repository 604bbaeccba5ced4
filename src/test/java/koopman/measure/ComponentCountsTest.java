// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.topology.Barcode;
import koopman.topology.PersistentHomology;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class ComponentCountsTest {

    @Test
    void layersAndStepsAreCountedInTheSameUnits() {
        Splits points = YinYang.splits(0);
        Samples some = points.test().first(200);
        try (var network = ResidualMlp.train(points.train(), 10, 2, TrainingPlan.momentum(5, 512, 1e-2), 0, Progress.silent());
                var ground = Surrogates.of(network, points.train(), 10)) {
            Surrogate surrogate = ground.autoencoder(new AutoencoderSettings(16, 12, 10, new OperatorForm.Exponential(),
                    LossWeights.isometry(1)), TrainingPlan.adamW(5, 512, 1e-2), 0, Progress.silent());
            List<Barcode> layers = ComponentCounts.ofLayers(ground, some);
            List<Barcode> steps = ComponentCounts.ofSteps(surrogate, some, 10);
            assertEquals(3, layers.size());
            assertEquals(11, steps.size());
            try (LayerStates states = network.states(some)) {
                NDArray first = ground.first().apply(states.first());
                NDArray end = surrogate.lifting().decode(surrogate.operator().advance(surrogate.lifting().encode(first)));
                assertEquals(betti(first), layers.get(0).betti(0, 0.2));
                assertEquals(betti(ground.last().apply(states.last())), layers.get(2).betti(0, 0.2));
                assertEquals(betti(end), steps.get(10).betti(0, 0.2));
            }
            assertTrue(layers.get(0).betti(0, 0.2) > 1);
        }
    }

    private static int betti(NDArray points) {
        return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(points)).betti(0, 0.2);
    }
}
