// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.Surrogates;
import koopman.data.Randomness;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.StateScaler;
import koopman.training.Computation;
import koopman.training.GradientDescent;
import koopman.training.Initial;
import koopman.training.NativeMemory;
import koopman.training.Objective;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.TrainingCurve;
import koopman.training.TrainingPlan;

/**
 * What a forecast of x_B from x_0 may do that need not be linear anywhere: a network of two layers, preprocessed x_0 (N, p) →
 * leaky ReLU → preprocessed x_B (N, p), fitted to the mean square error. Beside an autoencoder of as many learned numbers it
 * tells what linearity costs.
 */
public final class RegressionNetwork implements AutoCloseable {

    private static final float LEAK = 0.01f; // as the autoencoders have

    private final NativeMemory memory = new NativeMemory("the regression network");
    private final LayeredNetwork network;
    private final StateScaler first;
    private final StateScaler last;
    private final Parameters parameters;
    private TrainingCurve curve;

    private RegressionNetwork(Surrogates ground, int hidden, long seed) {
        network = ground.network();
        first = ground.first();
        last = ground.last();
        parameters = Computation.withoutGradient(() -> start(ground.components(), hidden, Randomness.AUTOENCODER.of(seed)));
    }

    private Parameters start(int components, int hidden, SplittableRandom random) {
        try (NDManager starting = memory.manager().newSubManager()) {
            var layout = Parameters.layout(memory.manager(), DataType.FLOAT32);
            Initial.linear(layout, starting, "first", components, hidden, random);
            Initial.linear(layout, starting, "second", hidden, components, random);
            return layout.build();
        }
    }

    /**
     * How well the network forecasts.
     *
     * @param accuracy share of samples whose class the head reads rightly from the forecast, from 0 to 1
     * @param agreement share of samples to which it gives the network's class
     * @param fvu what the forecast leaves unexplained of the preprocessed last states
     */
    public record Report(double accuracy, double agreement, double fvu) {}

    /**
     * Returns the regression of a network's last states on its first ones, fitted to the training samples of its surrogates,
     * with as many learned numbers as an autoencoder of the settings has, to the nearest hidden unit.
     *
     * @param seed fixes the starting values and the order of the samples
     */
    public static RegressionNetwork fit(Surrogates ground, AutoencoderSettings settings, TrainingPlan plan, long seed,
            Progress progress) {
        var regression = new RegressionNetwork(ground, hidden(ground.components(), settings), seed);
        try (NDArray x = regression.first.apply(ground.train().first());
                NDArray y = regression.last.apply(ground.train().last())) {
            regression.curve = GradientDescent.minimise(new SquareError(), regression.parameters, new NDList(x, y), plan, seed,
                    progress);
            return regression;
        } catch (RuntimeException failed) {
            regression.close();
            throw failed;
        }
    }

    /** Returns so many hidden units h that h (2 p + 1) + p is what an autoencoder learns: weights, biases and operator. */
    static int hidden(int components, AutoencoderSettings settings) {
        long weights = 2L * settings.hidden() * (components + settings.latent()) + (long) settings.latent() * settings.latent();
        long biases = 2L * settings.hidden() + settings.latent() + components;
        return Math.max(1, Math.toIntExact(Math.round((weights + biases - components) / (2.0 * components + 1))));
    }

    /** The mean square error of the forecast. */
    private record SquareError() implements Objective {

        @Override
        public List<String> names() {
            return List.of("state");
        }

        @Override
        public NDList terms(Map<String, NDArray> parameters, NDList batch) {
            return new NDList(pass(parameters, batch.get(0)).sub(batch.get(1)).square().mean());
        }
    }

    private static NDArray pass(Map<String, NDArray> parameters, NDArray states) {
        return linear(parameters, "second", Activation.leakyRelu(linear(parameters, "first", states), LEAK));
    }

    private static NDArray linear(Map<String, NDArray> parameters, String name, NDArray rows) {
        return Linear.linear(rows, parameters.get(name + ".weight"), parameters.get(name + ".bias")).head();
    }

    /** Returns how many numbers are learned. */
    public long parameters() {
        return parameters.count();
    }

    /** Returns the course of the fit. */
    public TrainingCurve curve() {
        return curve;
    }

    /** Returns x_B as it is forecast from x_0, (N, d_0) → (N, d_B), attached to the states' manager. */
    public NDArray forecast(NDArray firstStates) {
        memory.requireOpen();
        return Computation.result(firstStates.getManager(), () -> last.undo(pass(parameters.arrays(), first.apply(firstStates))));
    }

    /** Returns how well the network forecasts on samples. */
    public Report report(Samples samples) {
        try (LayerStates states = network.states(samples); NDArray found = forecast(states.first());
                NDArray logits = network.head(found); NDArray prepared = last.apply(found);
                NDArray wanted = last.apply(states.last())) {
            int[] own = Computation.greatest(logits);
            int[] answers = network.classify(states);
            double same = IntStream.range(0, own.length).filter(row -> own[row] == answers[row]).count();
            return new Report(samples.accuracy(own), same / own.length, PathBesideLayers.fvu(prepared, wanted));
        }
    }

    /** Frees the native memory; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return "regression network of two layers, " + parameters.count() + " parameters, fitted for " + curve;
    }
}
