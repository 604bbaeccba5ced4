// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.network.LayerStates;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What forgetting did to samples that it was not fitted to: the share of each class that is found before and after, and
 * where the forgotten samples went.
 *
 * @param method how the classes were forgotten
 * @param samples on which samples
 * @param forgotten the labels of the forgotten classes
 * @param before the class that each sample was given before
 * @param after the class that it is given after
 */
public record ForgettingReport(String method, Samples samples, Set<Integer> forgotten, int[] before, int[] after) {

    public ForgettingReport {
        forgotten = Set.copyOf(forgotten);
        if (before.length != samples.size() || after.length != samples.size()) {
            throw new IllegalArgumentException("before (" + before.length + ") and after (" + after.length
                    + ") must be classes of the " + samples.size() + " samples");
        }
    }

    /** Returns the report of an edit on samples other than those it was fitted to. */
    public static ForgettingReport of(OperatorEdit edit, Samples samples) {
        try (LayerStates states = edit.original().network().states(samples)) {
            return of(edit, states);
        }
    }

    /** Returns the report of an edit as above, on samples whose states are at hand. */
    public static ForgettingReport of(OperatorEdit edit, LayerStates states) {
        Samples samples = states.samples();
        String names = edit.classes().stream().map(samples.classes()::get).collect(Collectors.joining(", "));
        return new ForgettingReport("edit of the operator that forgets " + names, samples, edit.classes(),
                edit.original().classify(states), edit.classify(states));
    }

    /** Returns the share of a class's samples that is given the class before, from 0 to 1. */
    public double before(int label) {
        return share(before, label);
    }

    /** Returns the share of a class's samples that is given the class after, from 0 to 1. */
    public double after(int label) {
        return share(after, label);
    }

    /** Returns the mean over forgotten classes of the share that is still found, from 0 to 1. */
    public double target() {
        return forgotten.stream().mapToDouble(this::after).average().orElseThrow();
    }

    /** Returns the mean over the classes that stay of the share that is found no longer, from −1 to 1. */
    public double lost() {
        return retained().stream().mapToDouble(label -> before(label) - after(label)).average().orElseThrow();
    }

    /** Returns what is left of the forgotten classes and what the others lose, taken together: 0 is best, or below. */
    double harm() {
        return target() + lost();
    }

    /** Returns the greatest loss of a class that stays, from −1 to 1. */
    public double worstLoss() {
        return retained().stream().mapToDouble(label -> before(label) - after(label)).max().orElseThrow();
    }

    /** Returns the share of the samples of the classes that stay which are given the same class as before. */
    public double agreement() {
        int[] rows = IntStream.range(0, samples.size()).filter(row -> !forgotten.contains(samples.label(row))).toArray();
        return (double) IntStream.of(rows).filter(row -> before[row] == after[row]).count() / rows.length;
    }

    /** Returns how many samples of the forgotten classes are given each class after. */
    public int[] whereTheyWent() {
        var counts = new int[samples.classes().size()];
        IntStream.range(0, samples.size()).filter(row -> forgotten.contains(samples.label(row)))
                .forEach(row -> counts[after[row]]++);
        return counts;
    }

    private Set<Integer> retained() {
        var retained = new TreeSet<Integer>();
        IntStream.range(0, samples.classes().size()).filter(label -> !forgotten.contains(label)).forEach(retained::add);
        return retained;
    }

    private double share(int[] found, int label) {
        samples.requireClass(label);
        long own = IntStream.range(0, samples.size()).filter(row -> samples.label(row) == label).count();
        long hit = IntStream.range(0, samples.size())
                .filter(row -> samples.label(row) == label && found[row] == label).count();
        return own == 0 ? 0 : (double) hit / own;
    }

    /** Returns the classes as a table: found before and after in per cent, and where the forgotten samples went. */
    public Table table() {
        List<Integer> labels = IntStream.range(0, samples.classes().size()).boxed().toList();
        return Table.create(method, StringColumn.create("class", samples.classes()),
                StringColumn.create("", labels.stream().map(label -> forgotten.contains(label) ? "forgotten" : "kept")),
                DoubleColumn.create("found before, %", labels.stream().mapToDouble(label -> percent(before(label)))),
                DoubleColumn.create("found after, %", labels.stream().mapToDouble(label -> percent(after(label)))),
                IntColumn.create("forgotten samples given it", whereTheyWent()));
    }

    /** Returns several reports as a table, a row each: what is left of the forgotten classes and what the others lose. */
    public static Table summary(List<ForgettingReport> reports) {
        return Table.create("forgetting", StringColumn.create("forgotten", reports.stream().map(report -> report.forgotten
                .stream().sorted().map(report.samples.classes()::get).collect(Collectors.joining(", ")))),
                column("found before, %", reports, report -> report.forgotten.stream().mapToDouble(report::before).average()
                        .orElseThrow()),
                column("left, %", reports, ForgettingReport::target),
                column("others lose, percentage points", reports, ForgettingReport::lost),
                column("one of them at most", reports, ForgettingReport::worstLoss));
    }

    private static DoubleColumn column(String name, List<ForgettingReport> reports,
            ToDoubleFunction<ForgettingReport> figure) {
        return DoubleColumn.create(name, reports.stream().mapToDouble(report -> percent(figure.applyAsDouble(report))));
    }

    private static double percent(double share) {
        return Math.round(10_000 * share) / 100.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "forgotten %s: %.2f %% of it still found, others lose %.2f points on average and "
                + "%.2f at most, on %s", forgotten, 100 * target(), 100 * lost(), 100 * worstLoss(), samples);
    }
}
