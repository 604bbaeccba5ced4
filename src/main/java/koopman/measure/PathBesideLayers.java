// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.StateScaler;
import koopman.training.Computation;

/**
 * The layers x_0 to x_B of samples, each (N, p) after its preprocessing, and what comes near to them: a surrogate's decoded
 * steps, the points of a straight line, and the layers' own encodings decoded.
 */
final class PathBesideLayers implements AutoCloseable {

    private static final int MOST_KNOWN = 10_000; // training samples on which stops are chosen

    private final NDManager manager = NDManager.newBaseManager();
    private final Surrogate surrogate;
    private final Samples samples;
    private final List<NDArray> layers;
    private final NDArray start;

    private PathBesideLayers(Surrogate surrogate, List<StateScaler> scalers, LayerStates states, Samples samples) {
        this.surrogate = surrogate;
        this.samples = samples;
        this.layers = Computation.results(manager, () -> new NDList(IntStream.range(0, states.count()).mapToObj(layer ->
                scalers.get(layer).apply(states.layer(layer).get(new NDIndex().addSliceDim(0, samples.size())))).toList()));
        this.start = Computation.result(manager, () -> surrogate.lifting().encode(layers.get(0)));
    }

    /** Returns what is beside the layers of some samples, each layer preprocessed as the ground says. */
    static PathBesideLayers of(Surrogate surrogate, Surrogates ground, Samples samples) {
        try (LayerStates states = surrogate.network().states(samples)) {
            return new PathBesideLayers(surrogate, ground.scalers(), states, samples);
        }
    }

    /** Returns what is beside the layers of the first training samples, enough of them to choose stops on. */
    static PathBesideLayers ofKnown(Surrogate surrogate, Surrogates ground) {
        Samples samples = ground.train().samples();
        return new PathBesideLayers(surrogate, ground.scalers(), ground.train(),
                samples.first(Math.min(MOST_KNOWN, samples.size())));
    }

    int count() {
        return layers.size();
    }

    Samples samples() {
        return samples;
    }

    NDArray layer(int index) {
        return layers.get(index);
    }

    /** Returns the decoded step of the path, (N, p), the caller's own. */
    NDArray step(int stop) {
        try (NDArray part = surrogate.operator().journey(stop)) {
            return Computation.unattached(() -> surrogate.lifting().decode(start.matMul(part)));
        }
    }

    /** Returns the point of the straight line from x_0 to x_B after a share of it, (N, p), the caller's own. */
    NDArray between(double share) {
        return Computation.unattached(() -> layers.get(0).mul(1 - share).add(layers.get(layers.size() - 1).mul(share)));
    }

    /** Returns the layer's own encoding decoded, (N, p), the caller's own. */
    NDArray reconstructed(int layer) {
        return Computation.unattached(() -> surrogate.lifting().decode(surrogate.lifting().encode(layers.get(layer))));
    }

    /** Returns the FVU of each layer (first index) by each of so many points (second). */
    double[][] fvus(int points, IntFunction<NDArray> path) {
        var found = new double[layers.size()][points];
        for (int point = 0; point < points; point++) {
            try (NDArray at = path.apply(point)) {
                for (int layer = 0; layer < layers.size(); layer++) {
                    found[layer][point] = fvu(at, layers.get(layer));
                }
            }
        }
        return found;
    }

    /** Returns the FVU of each layer by a point of its own. */
    double[] fvu(IntFunction<NDArray> ofLayer) {
        return IntStream.range(0, layers.size()).mapToDouble(layer -> {
            try (NDArray found = ofLayer.apply(layer)) {
                return fvu(found, layers.get(layer));
            }
        }).toArray();
    }

    /** Returns what a point leaves unexplained of each class in a layer, in units of the whole layer's variance. */
    double[] byClass(NDArray found, int layer) {
        double[] errors = errors(found, layers.get(layer));
        var sums = new double[samples().classes().size()];
        for (int row = 0; row < errors.length; row++) {
            sums[samples().label(row)] += errors[row];
        }
        int[] counts = samples().counts();
        return IntStream.range(0, sums.length).mapToDouble(label -> sums[label] / counts[label]).toArray();
    }

    /** Returns the fraction of the layer's variance that a point of a path leaves unexplained. */
    static double fvu(NDArray found, NDArray layer) {
        return Arrays.stream(errors(found, layer)).average().orElseThrow();
    }

    /** Returns each sample's squared distance in units of the layer's variance. */
    private static double[] errors(NDArray found, NDArray layer) {
        try (NDArray errors = Computation.unattached(() -> found.sub(layer).square().mean(new int[] {1})
                .div(layer.sub(layer.mean(new int[] {0}, true)).square().mean()).toType(DataType.FLOAT64, false))) {
            return errors.toDoubleArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
