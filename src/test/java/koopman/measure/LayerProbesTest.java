// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearProbe;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class LayerProbesTest {

    @Test
    void eachLayersProbeIsFittedToTrainingPointsAndAskedAboutTestPoints() {
        Splits points = YinYang.splits(0, 900);
        try (var network = ResidualMlp.train(points.train(), 10, 2, TrainingPlan.momentum(5, 512, 1e-2), 0, Progress.silent());
                LayerStates train = network.states(points.train()); LayerStates test = network.states(points.test())) {
            double[] found = LayerProbes.accuracies(network, points);
            assertEquals(3, found.length);
            for (int layer = 0; layer < 3; layer++) {
                LinearProbe probe = LinearProbe.fit(train.layer(layer), points.train());
                assertEquals(right(probe.classify(test.layer(layer)), points.test()), found[layer], 1e-12);
                assertNotEquals(right(probe.classify(train.layer(layer)), points.train()), found[layer]);
            }
        }
    }

    @Test
    void ridgesAreChosenOnValidationPointsAlone() {
        Splits points = YinYang.splits(0, 300);
        var few = new Splits(points.train().first(40), points.validation().first(100), points.test());
        try (var network = ResidualMlp.train(few.train(), 30, 2, TrainingPlan.momentum(5, 20, 1e-2), 0, Progress.silent());
                LayerStates train = network.states(few.train()); LayerStates others = network.states(few.validation());
                LayerStates test = network.states(few.test())) {
            double[] found = LayerProbes.chosen(network, few);
            for (int layer = 0; layer < 3; layer++) {
                LinearProbe probe = LinearProbe.chosen(train.layer(layer), few.train(), others.layer(layer), few.validation());
                assertEquals(right(probe.classify(test.layer(layer)), few.test()), found[layer], 1e-12);
            }
        }
    }

    private static double right(int[] found, Samples samples) {
        return (double) IntStream.range(0, found.length).filter(i -> found[i] == samples.label(i)).count() / found.length;
    }
}
