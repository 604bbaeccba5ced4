// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a network's own head reads from each of its layers: from the layer as it is (the logit lens), and after an affine map
 * that takes the layer to the last one in a single step (the affine shortcut). A forecast of the last layer from x_0 that is
 * worth its name reads better than the shortcut from x_0.
 *
 * <p>Sources: nostalgebraist, <i>Interpreting GPT: the logit lens</i> (2020); Din, Karidi, Choshen and Geva, <i>Jump to
 * Conclusions: Short-Cutting Transformers with Linear Transformations</i>, arXiv 2303.09435 (2023).
 *
 * @param samples on which samples all was measured
 * @param rows a row for each layer, x_0 to x_B
 */
public record LayerReadings(Samples samples, List<Row> rows) {

    public LayerReadings {
        rows = List.copyOf(rows);
    }

    /**
     * One layer's readings, shares from 0 to 1.
     *
     * @param lens the accuracy of the head on the layer as it is; NaN where the layer has another width than the last one
     * @param lensAgreement the share of samples to which it gives the network's class; NaN likewise
     * @param shortcut the accuracy of the head after the affine map
     * @param shortcutAgreement the share of samples to which that gives the network's class
     * @param shortcutFvu what the affine map leaves unexplained of the preprocessed last layer
     */
    public record Row(double lens, double lensAgreement, double shortcut, double shortcutAgreement, double shortcutFvu) {}

    /**
     * Returns the readings of the network that the surrogates are of.
     *
     * @param validation samples on which the ridge of each map is chosen
     * @param samples on which all is measured
     */
    public static LayerReadings of(Surrogates ground, Samples validation, Samples samples) {
        var rows = new ArrayList<Row>();
        try (var layers = new PreparedLayers(ground, validation, samples)) {
            for (int layer = 0; layer < layers.count(); layer++) {
                rows.add(row(layers, layer));
            }
        }
        return new LayerReadings(samples, rows);
    }

    private static Row row(PreparedLayers layers, int layer) {
        int last = layers.count() - 1;
        List<Integer> widths = layers.states().widths();
        double[] lens = widths.get(layer).equals(widths.get(last)) ? layers.readAsItIs(layer)
                : new double[] {Double.NaN, Double.NaN};
        try (var map = EndpointMap.fit(Observables.states(), layers.train().get(layer), layers.train().get(last),
                    layers.validation().get(layer), layers.validation().get(last));
                NDArray found = map.apply(layers.measured().get(layer))) {
            double[] shortcut = layers.read(found);
            return new Row(lens[0], lens[1], shortcut[0], shortcut[1],
                    PathBesideLayers.fvu(found, layers.measured().get(last)));
        }
    }

    /** Returns a row for each layer, shares in per cent; a layer that the head cannot read as it is has gaps. */
    public Table table() {
        var table = Table.create("What the head reads from the layers of " + samples);
        table.addColumns(IntColumn.indexColumn("layer", rows.size(), 0), column("logit lens, %", Row::lens),
                column("as the network, %", Row::lensAgreement), column("affine shortcut, %", Row::shortcut),
                column("shortcut as the network, %", Row::shortcutAgreement),
                column("shortcut: variance unexplained, %", Row::shortcutFvu));
        return table;
    }

    private DoubleColumn column(String name, ToDoubleFunction<Row> share) {
        var column = DoubleColumn.create(name);
        for (Row row : rows) {
            double value = share.applyAsDouble(row);
            column.append(Double.isNaN(value) ? value : Math.round(1e4 * value) / 100.0);
        }
        return column;
    }

    @Override
    public String toString() {
        return "accuracy in %: logit lens " + numbers(Row::lens) + ", affine shortcut " + numbers(Row::shortcut);
    }

    private List<String> numbers(ToDoubleFunction<Row> share) {
        return rows.stream().map(row -> String.format(Locale.ROOT, "%.1f", 100 * share.applyAsDouble(row))).toList();
    }
}
