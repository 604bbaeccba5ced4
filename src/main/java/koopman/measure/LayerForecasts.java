// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well each layer is forecast from x_0, by dull means first: x_0 itself (identity), one linear operator for all layers
 * (K^p), and one linear map for each layer alone (endpoint map), plain and lifted by random features. All are measured in the
 * space of preprocessed states, where every layer is turned onto the last one, as a fraction of the layer's variance
 * unexplained (FVU); the ridges are chosen on validation samples.
 *
 * <p>Source: Aswani and Jabari, <i>Dynamic Mode Decomposition along Depth in Vision Transformers</i>, arXiv 2605.07556 (2026).
 *
 * @param samples on which samples all was measured
 * @param rows a row for each way
 */
public record LayerForecasts(Samples samples, List<Row> rows) {

    private static final double NOTHING = 1e-6; // that single precision can tell

    public LayerForecasts {
        rows = List.copyOf(rows);
    }

    /**
     * One way to forecast the layers.
     *
     * @param name what it is
     * @param fvu of the layers x_0 to x_B by their forecasts; NaN for a layer of which there is none
     * @param accuracy of the network's head on the forecast of x_B, from 0 to 1
     * @param agreement the share of samples to which that gives the network's class
     */
    public record Row(String name, double[] fvu, double accuracy, double agreement) {}

    /**
     * Returns the forecasts of the network that the surrogates are of.
     *
     * @param validation samples on which the ridges are chosen
     * @param samples on which all is measured
     * @param features how many random features the lifted ways have
     * @param seed fixes them
     */
    public static LayerForecasts of(Surrogates ground, Samples validation, Samples samples, int features, long seed) {
        var rows = new ArrayList<Row>();
        try (var layers = new PreparedLayers(ground, validation, samples)) {
            rows.add(row("identity", layers, layer -> layers.measured().get(0).duplicate()));
            for (Observables observables : List.of(Observables.states(), Observables.randomFeatures(features, seed))) {
                String lifted = observables instanceof Observables.States ? "" : ", " + observables;
                rows.add(alongDepth("one K" + lifted, layers, observables));
                rows.add(endpoints("endpoint map" + lifted, layers, observables));
            }
        }
        return new LayerForecasts(samples, rows);
    }

    private static Row alongDepth(String name, PreparedLayers layers, Observables observables) {
        try (var one = OneOperator.chosen(layers.train(), layers.validation(), observables);
                NDArray start = one.encode(layers.measured().get(0))) {
            return row(name, layers, layer -> {
                try (NDArray power = one.journey(layer); NDArray moved = start.matMul(power)) {
                    return one.decode(moved);
                }
            });
        }
    }

    private static Row endpoints(String name, PreparedLayers layers, Observables observables) {
        return row(name, layers, layer -> {
            try (var map = EndpointMap.fit(observables, layers.train().get(0), layers.train().get(layer),
                    layers.validation().get(0), layers.validation().get(layer))) {
                return map.apply(layers.measured().get(0));
            }
        });
    }

    private static Row row(String name, PreparedLayers layers, IntFunction<NDArray> forecast) {
        var fvu = new double[layers.count()];
        double[] read = {};
        for (int layer = 0; layer < fvu.length; layer++) {
            try (NDArray found = forecast.apply(layer)) {
                fvu[layer] = PathBesideLayers.fvu(found, layers.measured().get(layer));
                read = layers.read(found); // the last one's stays
            }
        }
        return new Row(name, fvu, read[0], read[1]);
    }

    /** Returns these forecasts and, behind them, those by a surrogate's path, at its best ordered stops. */
    public LayerForecasts with(String name, Surrogate surrogate, Surrogates ground) {
        return with(new Row(name, PathFidelity.of(surrogate, ground, samples).surrogate(), surrogate.accuracy(samples),
                surrogate.agreement(samples)));
    }

    /** Returns these forecasts and one of the last layer alone. */
    public LayerForecasts with(String name, RegressionNetwork regression) {
        var fvu = new double[rows.get(0).fvu().length];
        Arrays.fill(fvu, 0, fvu.length - 1, Double.NaN);
        RegressionNetwork.Report report = regression.report(samples);
        fvu[fvu.length - 1] = report.fvu();
        return with(new Row(name, fvu, report.accuracy(), report.agreement()));
    }

    private LayerForecasts with(Row row) {
        var more = new ArrayList<>(rows);
        more.add(row);
        return new LayerForecasts(samples, more);
    }

    /**
     * Returns the row of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Row row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name (" + name + ") must be one of "
                        + rows.stream().map(Row::name).toList()));
    }

    /** Returns a row for each way: the layers' FVU, and what the head makes of the last forecast, in per cent. */
    public Table table() {
        var table = Table.create("Forecasts of the layers from x_0, on " + samples);
        table.addColumns(StringColumn.create("forecast by", rows.stream().map(Row::name).toList()));
        IntStream.range(0, rows.get(0).fvu().length).forEach(layer -> table.addColumns(StringColumn.create("FVU of x_" + layer,
                rows.stream().map(row -> number(row.fvu()[layer])).toList())));
        table.addColumns(
                DoubleColumn.create("accuracy, %", rows.stream().mapToDouble(row -> percent(row.accuracy()))),
                DoubleColumn.create("as the network, %", rows.stream().mapToDouble(row -> percent(row.agreement()))));
        return table;
    }

    private static double percent(double share) {
        return Math.round(1e4 * share) / 100.0;
    }

    private static String number(double fvu) {
        return Double.isNaN(fvu) ? "" : fvu < NOTHING ? "0" : String.format(Locale.ROOT, "%.2g", fvu);
    }

    @Override
    public String toString() {
        return table().printAll();
    }
}
