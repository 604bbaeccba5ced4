package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
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

    private static final int PARTS = 50; // between the points of the path that are looked at

    /**
     * Returns the fidelity of a surrogate's path, with each layer's preprocessing fitted on the training states.
     *
     * @param train the states of the samples that the surrogate was fitted to
     * @param samples on which it is measured
     */
    public static PathFidelity of(Surrogate surrogate, LayerStates train, Samples samples) {
        List<StateScaler> scalers = StateScaler.fit(train.layers(), surrogate.last().components(), 1);
        try (LayerStates states = surrogate.network().states(samples); NDManager manager = NDManager.newBaseManager()) {
            NDList layers = new NDList(IntStream.range(0, scalers.size())
                    .mapToObj(layer -> scalers.get(layer).apply(states.layer(layer))).toList());
            layers.attach(manager);
            NDArray start = surrogate.lifting().encode(layers.head());
            int[] stops = surrogate.operator().stops(PARTS);
            double[][] steps = fvus(layers, stops.length, stop -> {
                try (NDArray part = surrogate.operator().journey(stops[stop])) {
                    return surrogate.lifting().decode(start.matMul(part));
                }
            });
            double[][] line = fvus(layers, PARTS + 1, stop -> between(layers, (double) stop / PARTS));
            double[] own = layers.stream().mapToDouble(layer ->
                    fvu(() -> surrogate.lifting().decode(surrogate.lifting().encode(layer)), layer)).toArray();
            return new PathFidelity(least(steps), least(line), own);
        }
    }

    private static NDArray between(NDList layers, double share) {
        return layers.head().mul(1 - share).add(layers.get(layers.size() - 1).mul(share));
    }

    /** Returns for each layer the FVU by each stop of a path. */
    private static double[][] fvus(NDList layers, int stops, IntFunction<NDArray> path) {
        var found = new double[layers.size()][stops];
        for (int stop = 0; stop < stops; stop++) {
            int at = stop;
            try (NDArray point = Computation.unattached(() -> path.apply(at))) {
                for (int layer = 0; layer < layers.size(); layer++) {
                    found[layer][stop] = fvu(() -> point, layers.get(layer));
                }
            }
        }
        return found;
    }

    private static double fvu(Supplier<NDArray> found, NDArray layer) {
        try (NDArray share = Computation.unattached(() -> found.get().sub(layer).square().mean()
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
