package koopman.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.StateScaler;
import koopman.training.Computation;

/**
 * How near a surrogate's path from x_0 to x_B passes to the layers in between, which it was not fitted to. All is
 * measured in the space of preprocessed states, as a fraction of the layer's variance unexplained (FVU), on the same
 * samples; for each layer the nearest of all steps counts.
 *
 * @param surrogate for x_0 to x_B, the least FVU of the layer by a decoded step of the surrogate
 * @param straight the same by a point of the straight line from x_0 to x_B, which knows of no network
 * @param reconstruction the FVU of the layer by its own encoding, decoded: what the autoencoder could do at best
 */
public record PathFidelity(double[] surrogate, double[] straight, double[] reconstruction) {

    private static final int STOPS = 51; // points of the path that are looked at, ends included

    /** Returns the fidelity of an autoencoder's path, with each layer's preprocessing fitted on the training states. */
    public static PathFidelity of(Fit fit, KoopmanAutoencoder autoencoder, Samples samples) {
        int components = fit.last().components();
        List<StateScaler> scalers = StateScaler.fit(fit.train().layers(), components, 1);
        try (LayerStates states = fit.network().states(samples)) {
            NDList layers = new NDList(IntStream.range(0, scalers.size())
                    .mapToObj(layer -> scalers.get(layer).apply(states.layer(layer))).toList());
            NDArray first = layers.get(0);
            NDArray last = layers.get(layers.size() - 1);
            NDArray start = autoencoder.encode(first);
            double[][] steps = fvus(layers, stop -> {
                try (NDArray part = autoencoder.journey((int) Math.round(stop * autoencoder.steps() / (STOPS - 1.0)))) {
                    return autoencoder.decode(start.matMul(part));
                }
            });
            double[][] line = fvus(layers, stop -> {
                double share = stop / (STOPS - 1.0);
                return first.mul(1 - share).add(last.mul(share));
            });
            double[] own = layers.stream().mapToDouble(layer -> fvu(autoencoder.decode(autoencoder.encode(layer)), layer))
                    .toArray();
            return new PathFidelity(least(steps), least(line), own);
        }
    }

    /** Returns for each layer the FVU by each stop of a path. */
    private static double[][] fvus(NDList layers, IntFunction<NDArray> path) {
        var found = new double[layers.size()][STOPS];
        for (int stop = 0; stop < STOPS; stop++) {
            try (NDArray point = path.apply(stop)) {
                for (int layer = 0; layer < layers.size(); layer++) {
                    found[layer][stop] = fvu(point, layers.get(layer));
                }
            }
        }
        return found;
    }

    private static double fvu(NDArray found, NDArray layer) {
        try (NDArray share = Computation.result(layer.getManager(), () -> found.sub(layer).square().mean()
                .div(layer.sub(layer.mean(new int[] {0}, true)).square().mean()))) {
            return share.getFloat();
        }
    }

    private static double[] least(double[][] byLayer) {
        return Arrays.stream(byLayer).mapToDouble(row -> Arrays.stream(row).min().orElseThrow()).toArray();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "least FVU of the layers by the surrogate's path %s, by a straight line %s",
                numbers(surrogate), numbers(straight));
    }

    private static List<String> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%.2g", value)).toList();
    }
}
