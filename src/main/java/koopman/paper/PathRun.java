// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.LayerForecasts;
import koopman.measure.LayerReadings;
import koopman.measure.PathFidelity;
import koopman.measure.PathTopology;
import koopman.measure.RegressionNetwork;
import koopman.measure.Spread;
import koopman.training.Progress;
import koopman.training.Seeds;

/**
 * How near the paths of surrogates pass to the layers in between, beside what dull ways along depth come to.
 *
 * @param paths the fidelity of each seed's surrogate
 * @param components the topology of the same paths
 * @param readings what the head reads from the layers
 * @param forecasts of the layers by dull ways, with each seed's features and starting values
 */
record PathRun(List<PathFidelity> paths, List<PathTopology> components, LayerReadings readings, List<LayerForecasts> forecasts) {

    private static final String PLAIN = "two-layer network of the autoencoder's size";

    static PathRun of(Surrogates ground, List<Surrogate> surrogates, Splits splits, Settings settings, Seeds seeds) {
        Samples test = splits.test();
        List<PathFidelity> paths = surrogates.stream().map(each -> PathFidelity.of(each, ground, test)).toList();
        List<PathTopology> components = IntStream.range(0, paths.size()).mapToObj(seed ->
                PathTopology.of(surrogates.get(seed), ground, test, paths.get(seed))).toList();
        return new PathRun(paths, components, LayerReadings.of(ground, splits.validation(), test),
                seeds.each(settings.sideBySide(), seed -> forecasts(ground, splits, settings, seed)));
    }

    private static LayerForecasts forecasts(Surrogates ground, Splits splits, Settings settings, long seed) {
        try (var plain = RegressionNetwork.fit(ground, settings.ownAutoencoder(), settings.ownFit(), seed, Progress.silent())) {
            return LayerForecasts.of(ground, splits.validation(), splits.test(), settings.studies().rankFeatures(), seed)
                    .with(PLAIN, plain);
        }
    }

    void addTo(Reproduction.Sink sink) {
        for (int layer = 1; layer < readings.rows().size() - 1; layer++) {
            addPath(sink, "layer " + layer + ": ", layer);
        }
        for (int layer = 0; layer < readings.rows().size(); layer++) {
            LayerReadings.Row row = readings.rows().get(layer);
            addOnce(sink, "layer " + layer + ": accuracy of the head on the layer as it is, %", 100 * row.lens());
            addOnce(sink, "layer " + layer + ": accuracy of the head after an affine map to the last layer, %",
                    100 * row.shortcut());
        }
        for (int way = 0; way < forecasts.get(0).rows().size(); way++) {
            addForecast(sink, forecasts.get(0).rows().get(way), way);
        }
    }

    private void addPath(Reproduction.Sink sink, String layer, int index) {
        add(sink, layer + "FVU by the path, at ordered steps", paths, each -> each.surrogate()[index]);
        addOnce(sink, layer + "FVU by a straight line from start to end", paths.get(0).straight()[index]);
        add(sink, layer + "FVU by its own encoding", paths, each -> each.reconstruction()[index]);
        add(sink, layer + "step of the path", paths, each -> each.stops()[index]);
        add(sink, layer + "relative distance of Betti-0 curves, path", components, each -> each.surrogate()[index]);
        addOnce(sink, layer + "relative distance of Betti-0 curves, straight line", components.get(0).straight()[index]);
    }

    /** What has neither features nor starting values is the same with every seed. */
    private void addForecast(Reproduction.Sink sink, LayerForecasts.Row first, int way) {
        String name = first.name();
        boolean drawn = name.contains("features") || name.equals(PLAIN);
        List<LayerForecasts.Row> rows = (drawn ? forecasts : forecasts.subList(0, 1)).stream()
                .map(each -> each.rows().get(way)).toList();
        for (int layer = 1; layer < first.fvu().length; layer++) {
            int index = layer;
            if (!Double.isNaN(first.fvu()[layer])) {
                add(sink, name + ": FVU of layer " + layer, rows, row -> row.fvu()[index]);
            }
        }
        add(sink, name + ": accuracy, %", rows, row -> 100 * row.accuracy());
        add(sink, name + ": agreement with the network, %", rows, row -> 100 * row.agreement());
    }

    private static <T> void add(Reproduction.Sink sink, String name, List<T> seeds, ToDoubleFunction<T> figure) {
        sink.add(Experiment.PATH, name, IntStream.range(0, seeds.size()).toArray(),
                Spread.of(seeds.stream().mapToDouble(figure)), "");
    }

    private static void addOnce(Reproduction.Sink sink, String name, double figure) {
        if (!Double.isNaN(figure)) {
            sink.add(Experiment.PATH, name, new int[] {0}, Spread.of(figure), "");
        }
    }
}
