// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Chooses the settings of an edit on samples that are neither trained nor tested on, and varies its strength. */
public final class ForgettingStudy {

    /** How many neighbours vote; 20 did as well on Yin-Yang. */
    private static final int VOTERS = 5;

    /** What is chosen among where nothing else is said: the rule by neighbours with several weights and ridges. */
    public static final List<EditRule> NEIGHBOURS = balanced((weight, ridge) -> EditRule.neighbours(VOTERS, weight, ridge));

    /** The rule of the runner-up's mean with the same weights and ridges. */
    public static final List<EditRule> RUNNER_UP = balanced(EditRule::runnerUp);

    /** So many training samples count too: the validation samples of one class are few. */
    private static final int SEEN = 10_000;

    private ForgettingStudy() {}

    private static List<EditRule> balanced(BiFunction<Double, Double, EditRule> rule) {
        return List.of(rule.apply(1.0, 1e-3), rule.apply(3.0, 1e-4), rule.apply(3.0, 1e-3).withRounds(3), rule.apply(3.0, 1e-2),
                rule.apply(10.0, 1e-3));
    }

    /**
     * Returns the edit by {@link #NEIGHBOURS} whose settings do best: by which the share of the classes that is still found and
     * the mean share that the others lose are least together, on validation or on training samples, whichever is worse.
     */
    public static OperatorEdit choose(Surrogate surrogate, LayerStates train, Samples validation, int... forgotten) {
        return chooseEach(surrogate, train, validation, List.of(forgotten)).get(0);
    }

    /** Returns the edit that is chosen as above for each of several sets of classes, which share all preparations. */
    public static List<OperatorEdit> chooseEach(Surrogate surrogate, LayerStates train, Samples validation, List<int[]> sets) {
        return chooseEach(surrogate, train, validation, NEIGHBOURS, sets);
    }

    /**
     * Returns the edits that are chosen as above among other rules.
     *
     * @param candidates rules that differ only in how hard they move and keep
     */
    public static List<OperatorEdit> chooseEach(Surrogate surrogate, LayerStates train, Samples validation,
            List<EditRule> candidates, List<int[]> sets) {
        if (candidates.stream().map(rule -> List.of(rule.selection(), rule.target())).distinct().count() != 1) {
            throw new IllegalArgumentException("candidates (" + candidates + ") must be one rule or more, all with one selection "
                    + "and one target");
        }
        Samples seen = train.samples().first(Math.min(SEEN, train.samples().size()));
        try (var forecasts = Forecasts.of(surrogate, train); var held = new Judge(surrogate, validation);
                var known = new Judge(surrogate, seen)) {
            return sets.stream().map(forgotten -> {
                var trials = OperatorEdit.candidates(forecasts, candidates, forgotten).stream()
                        .map(edit -> new Trial(edit, held.report(edit), known.report(edit)));
                return trials.min(Comparator.comparingDouble(Trial::harm)).orElseThrow().edit();
            }).toList();
        }
    }

    /** An edit with what it does to validation samples and to training samples. */
    private record Trial(OperatorEdit edit, ForgettingReport held, ForgettingReport known) {

        double harm() {
            return Math.max(held.target(), known.target()) + Math.max(held.lost(), known.lost());
        }
    }

    /** Samples with what the surrogate makes of them before any edit, and what no edit changes: their observables. */
    private static final class Judge implements AutoCloseable {

        private final LayerStates states;
        private final NDArray observables;
        private final int[] before;

        Judge(Surrogate surrogate, Samples samples) {
            states = surrogate.network().states(samples);
            observables = surrogate.observables(states.first());
            before = surrogate.classify(states);
        }

        ForgettingReport report(OperatorEdit edit) {
            return new ForgettingReport(edit.toString(), states.samples(), edit.classes(), before,
                    edit.classify(observables));
        }

        @Override
        public void close() {
            states.close();
        }
    }

    /**
     * Returns rules beside each other, in per cent: how many of the training samples each moves, how many of the targets are
     * themselves forecast as the class, and, on other samples, what is left of the class and what the others lose.
     */
    public static Table rules(Surrogate surrogate, LayerStates train, Map<String, EditRule> rules, Samples samples,
            int... forgotten) {
        try (var forecasts = Forecasts.of(surrogate, train)) {
            List<OperatorEdit> edits = rules.values().stream()
                    .map(rule -> OperatorEdit.forget(forecasts, rule, forgotten)).toList();
            List<ForgettingReport> reports = edits.stream().map(edit -> ForgettingReport.of(edit, samples)).toList();
            return Table.create("rules", StringColumn.create("rule", rules.keySet()),
                    percent("rows moved, %", edits, edit -> (double) edit.moved() / edit.trained()),
                    percent("targets in vain, %", edits, OperatorEdit::vainTargets),
                    percent("left, %", reports, ForgettingReport::target),
                    percent("others lose, percentage points", reports, ForgettingReport::lost));
        }
    }

    private static <T> DoubleColumn percent(String name, List<T> rows, ToDoubleFunction<T> share) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(row -> Math.round(1e4 * share.applyAsDouble(row)) / 100.0));
    }

    /** Returns the report for each strength of the edit, from 0, none of it, to 1, all, and beyond. */
    public static List<ForgettingReport> doses(OperatorEdit edit, Samples samples, double... strengths) {
        int[] before = edit.original().classify(samples);
        return DoubleStream.of(strengths).mapToObj(strength -> {
            try (Surrogate edited = edit.edited(strength)) {
                return new ForgettingReport("strength " + strength, samples, edit.classes(), before, edited.classify(samples));
            }
        }).toList();
    }
}
