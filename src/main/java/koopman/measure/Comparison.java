// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.SurrogateReport;
import koopman.data.Samples;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Surrogates side by side, measured on the same samples, in the order in which they were added.
 *
 * @param samples on which samples all was measured
 * @param rows a row for each kind of surrogate
 */
public record Comparison(Samples samples, List<Row> rows) {

    public Comparison {
        rows = List.copyOf(rows);
    }

    /**
     * One kind of surrogate, measured over its seeds.
     *
     * @param name what it is
     * @param observables m, the size of its operator
     * @param accuracy share of samples whose class it gives rightly, from 0 to 1
     * @param agreement share of samples to which it gives the class that its network gives
     * @param fvu fraction of variance unexplained, of the last states by its forecast
     */
    public record Row(String name, int observables, Spread accuracy, Spread agreement, Spread fvu) {}

    /** Returns a comparison of nothing yet. */
    public static Comparison on(Samples samples) {
        return new Comparison(samples, List.of());
    }

    /** Returns this comparison with one more row: surrogates that differ only in their seed. */
    public Comparison with(String name, List<Surrogate> surrogates) {
        List<Spread> columns = Spread.columns(surrogates.stream().map(this::measured).toList());
        var more = new ArrayList<>(rows);
        int observables = surrogates.get(0).operator().size();
        more.add(new Row(name, observables, columns.get(0), columns.get(1), columns.get(2)));
        return new Comparison(samples, more);
    }

    private double[] measured(Surrogate surrogate) {
        SurrogateReport report = surrogate.report(samples);
        return new double[] {report.accuracy(), report.agreement(), report.fvu()};
    }

    /** Returns the comparison in per cent: means and, in brackets, standard deviations over the seeds. */
    public Table table() {
        var table = Table.create("Surrogates on " + samples);
        table.addColumns(column("surrogate", Row::name),
                IntColumn.create("observables", rows.stream().mapToInt(Row::observables).toArray()),
                column("accuracy, %", row -> percent(row.accuracy())),
                column("as the network, %", row -> percent(row.agreement())),
                column("variance unexplained, %", row -> percent(row.fvu())));
        return table;
    }

    /** What was measured once has no spread to tell. */
    private static String percent(Spread share) {
        return share.values().size() == 1 ? String.format(Locale.ROOT, "%.2f", 100 * share.mean())
                : share.percent().toString();
    }

    private StringColumn column(String name, Function<Row, String> cell) {
        return StringColumn.create(name, rows.stream().map(cell).toList());
    }

    @Override
    public String toString() {
        return table().printAll();
    }
}
