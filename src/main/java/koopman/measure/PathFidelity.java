// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How near a surrogate's path from x_0 to x_B passes to the layers in between. All is measured in the space of preprocessed
 * states, as a fraction of the layer's variance unexplained (FVU), for one stop of the path a layer: the first for x_0, the last
 * for x_B, and for those in between the stops that leave least unexplained of all layers together, where none may come before
 * the stop of an earlier layer. Stops are chosen on training samples. The straight line is treated likewise.
 *
 * @param surrogate for x_0 to x_B, the FVU of the layer by the surrogate's decoded step at the layer's stop
 * @param straight the same by a point of the straight line from x_0 to x_B, which knows of no network
 * @param reconstruction the FVU of the layer by its own encoding, decoded: what the autoencoder could do at best
 * @param stops the layers' stops, in steps of the surrogate
 * @param shares the layers' points on the straight line, as shares of it
 * @param byClass what the surrogate's step leaves unexplained of each class (second index) in each layer (first), in units of
 *     the whole layer's variance: the classes' mean, weighted by their sizes, is the layer's FVU
 */
public record PathFidelity(double[] surrogate, double[] straight, double[] reconstruction, int[] stops, double[] shares,
        double[][] byClass) {

    private static final int PARTS = 50; // between the points of the path that are looked at

    /**
     * Returns the fidelity of a surrogate's path, with each layer's preprocessing fitted on the training states.
     *
     * @param ground what the surrogate was fitted to; the stops are chosen on its first 10,000 samples
     * @param samples on which it is measured
     */
    public static PathFidelity of(Surrogate surrogate, Surrogates ground, Samples samples) {
        int[] stops = surrogate.operator().stops(PARTS);
        try (var known = PathBesideLayers.ofKnown(surrogate, ground);
                var path = PathBesideLayers.of(surrogate, ground, samples)) {
            int[] chosen = OrderedStops.least(known.fvus(stops.length, stop -> known.step(stops[stop])));
            int[] points = OrderedStops.least(known.fvus(PARTS + 1, point -> known.between((double) point / PARTS)));
            return at(path, Arrays.stream(chosen).map(stop -> stops[stop]).toArray(),
                    Arrays.stream(points).mapToDouble(point -> (double) point / PARTS).toArray());
        }
    }

    /**
     * Returns the fidelity at stops that were fixed before, such as those that a fit gave the layers; the straight line has
     * points after the same shares of its length.
     *
     * @param stops one for each layer, from 0 to the surrogate's steps, in their order
     */
    public static PathFidelity at(Surrogate surrogate, Surrogates ground, Samples samples, int... stops) {
        requireOrdered(stops, ground.train().count(), surrogate.operator().steps());
        try (var path = PathBesideLayers.of(surrogate, ground, samples)) {
            return at(path, stops.clone(),
                    Arrays.stream(stops).mapToDouble(stop -> (double) stop / surrogate.operator().steps()).toArray());
        }
    }

    private static void requireOrdered(int[] stops, int layers, int steps) {
        if (stops.length != layers) {
            throw new IllegalArgumentException("stops (" + stops.length + ") must be one for each of the " + layers + " layers");
        }
        for (int layer = 0; layer < layers; layer++) {
            if (stops[layer] < (layer == 0 ? 0 : stops[layer - 1]) || stops[layer] > steps) {
                throw new IllegalArgumentException("stops (" + stops[layer] + " for layer " + layer
                        + ") must be from 0 to " + steps + " and not before the stop of an earlier layer");
            }
        }
    }

    private static PathFidelity at(PathBesideLayers path, int[] stops, double[] shares) {
        double[][] byClass = IntStream.range(0, path.count()).mapToObj(layer -> {
            try (NDArray step = path.step(stops[layer])) {
                return path.byClass(step, layer);
            }
        }).toArray(double[][]::new);
        return new PathFidelity(path.fvu(layer -> path.step(stops[layer])), path.fvu(layer -> path.between(shares[layer])),
                path.fvu(path::reconstructed), stops, shares, byClass);
    }

    /** Returns a row for each layer: its stop, and what path, straight line and the layer's own encoding leave unexplained. */
    public Table table() {
        return Table.create("FVU of the layers",
                IntColumn.create("layer", IntStream.range(0, stops.length).toArray()), IntColumn.create("step", stops),
                column("path", surrogate), column("point of the line", shares), column("straight line", straight),
                column("own encoding", reconstruction));
    }

    private static DoubleColumn column(String name, double[] values) {
        return DoubleColumn.create(name, Arrays.stream(values).map(value -> Math.round(1e4 * value) / 1e4));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "FVU of the layers by the surrogate's path %s, at steps %s; by a straight line %s",
                numbers(surrogate), Arrays.toString(stops), numbers(straight));
    }

    private static List<String> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%.2g", value)).toList();
    }
}
