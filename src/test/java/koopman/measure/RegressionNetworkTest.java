// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.training.Computation;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class RegressionNetworkTest {

    private final Samples train = YinYang.draw(Split.TRAIN, 600, 0);
    private final Samples test = YinYang.draw(Split.TEST, 300, 0);
    private final ResidualMlp network = ResidualMlp.train(train, 8, 2, TrainingPlan.momentum(30, 100, 3e-2), 0,
            Progress.silent());
    private final Surrogates ground = Surrogates.of(network, train, 8);
    private final AutoencoderSettings settings = new AutoencoderSettings(30, 20, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(1));

    @Test
    void itForecastsTheLastLayerBetterThanOneMatrix() {
        TrainingPlan plan = TrainingPlan.adamW(60, 100, 2e-2);
        try (var dmd = ground.dmd(); var regression = RegressionNetwork.fit(ground, settings, plan, 0, Progress.silent())) {
            RegressionNetwork.Report report = regression.report(test);
            assertTrue(report.fvu() < dmd.losses(test).state() / 2, report.toString());
            assertTrue(report.agreement() > dmd.agreement(test), report.toString());
            try (LayerStates states = network.states(test); NDArray found = regression.forecast(states.first());
                    NDArray logits = network.head(found)) {
                assertEquals(test.accuracy(Computation.greatest(logits)), report.accuracy());
            }
            assertEquals(60, regression.curve().epochs());
        }
    }

    @Test
    void itIsAsLargeAsTheAutoencoder() {
        int autoencoder = 8 * 30 + 30 + 30 * 20 + 20 + 20 * 20 + 20 * 30 + 30 + 30 * 8 + 8;
        try (var regression = RegressionNetwork.fit(ground, settings, TrainingPlan.adamW(1, 100, 2e-2), 0, Progress.silent())) {
            assertEquals(autoencoder, regression.parameters(), 8.5);
        }
    }

    @Test
    void aSeedFixesTheFit() {
        TrainingPlan plan = TrainingPlan.adamW(3, 100, 2e-2);
        try (var one = RegressionNetwork.fit(ground, settings, plan, 1, Progress.silent());
                var same = RegressionNetwork.fit(ground, settings, plan, 1, Progress.silent());
                var other = RegressionNetwork.fit(ground, settings, plan, 2, Progress.silent())) {
            assertEquals(one.report(test), same.report(test));
            assertTrue(one.report(test).fvu() != other.report(test).fvu());
        }
    }

    @Test
    void closedItSaysSo() {
        var regression = RegressionNetwork.fit(ground, settings, TrainingPlan.adamW(1, 100, 2e-2), 0, Progress.silent());
        regression.close();
        assertEquals("the regression network (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, () -> regression.report(test)).getMessage());
    }
}
