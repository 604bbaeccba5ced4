package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.StateScaler;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class SurrogateTest {

    @Test
    void leastSquaresExplainsMoreThanTheMeanAndMoreFeaturesExplainMore() {
        Samples samples = YinYang.draw(Split.TRAIN, 500, 0);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent());
                LayerStates states = network.states(samples)) {
            List<StateScaler> scalers = StateScaler.fit(List.of(states.first(), states.last()), 6, 1);
            NDArray x = scalers.get(0).apply(states.first());
            NDArray y = scalers.get(1).apply(states.last());
            try (var dmd = LeastSquares.dmd(x, y); var edmd = LeastSquares.edmd(x, y, 50, 1e-6, 0)) {
                double plain = new Surrogate(network, scalers.get(0), scalers.get(1), dmd).unexplained(states);
                double lifted = new Surrogate(network, scalers.get(0), scalers.get(1), edmd).unexplained(states);
                assertTrue(0 < lifted && lifted < plain && plain < 1, lifted + " and " + plain);
                // The mean of squares in the network's space, written out.
                double[] errors = new double[2];
                NDArray forecast = new Surrogate(network, scalers.get(0), scalers.get(1), dmd).forecast(states.first());
                float[] mean = states.last().mean(new int[] {0}).toFloatArray();
                for (int row = 0; row < samples.size(); row++) {
                    for (int i = 0; i < mean.length; i++) {
                        errors[0] += Math.pow(forecast.getFloat(row, i) - states.last().getFloat(row, i), 2);
                        errors[1] += Math.pow(states.last().getFloat(row, i) - mean[i], 2);
                    }
                }
                assertEquals(errors[0] / errors[1], plain, 1e-4);
            }
        }
    }
}
