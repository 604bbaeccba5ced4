package koopman.unlearning;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;

/** Chooses the settings of an edit on samples that are neither trained nor tested on, and varies its strength. */
public final class ForgettingStudy {

    private static final List<EditRule.RunnerUp> CANDIDATES = DoubleStream.of(1, 3, 10).boxed()
            .flatMap(weight -> DoubleStream.of(1e-4, 1e-3, 1e-2).mapToObj(ridge -> new EditRule.RunnerUp(weight, ridge)))
            .toList();
    private static final int[] ROUNDS = {2, 3};
    /** An edit counts as forgetting if at most this share of the class is still found: half of what is asked on test samples. */
    private static final double FORGOTTEN = 0.0025;

    private static final Comparator<ForgettingReport> BETTER = Comparator
            .comparingDouble((ForgettingReport report) -> Math.max(FORGOTTEN, report.target()))
            .thenComparingDouble(ForgettingReport::worstLoss);

    private ForgettingStudy() {}

    /**
     * Returns the runner-up edit whose settings do best on the validation samples: of those that leave at most 0.25 % of
     * the classes, the one by which the others lose least; if there is none, the one that leaves least.
     */
    public static OperatorEdit choose(Surrogate surrogate, LayerStates train, Samples validation, int... forgotten) {
        return chooseEach(surrogate, train, validation, List.of(forgotten)).get(0);
    }

    /** Returns the edit that is chosen as above for each of several sets of classes, which share all preparations. */
    public static List<OperatorEdit> chooseEach(Surrogate surrogate, LayerStates train, Samples validation,
            List<int[]> sets) {
        try (var forecasts = Forecasts.of(surrogate, train);
                LayerStates seen = surrogate.network().states(validation)) {
            int[] before = surrogate.classify(seen);
            return sets.stream().map(forgotten -> choose(forecasts, seen, before, forgotten)).toList();
        }
    }

    private static OperatorEdit choose(Forecasts forecasts, LayerStates validation, int[] before, int[] forgotten) {
        OperatorEdit once = best(OperatorEdit.candidates(forecasts, CANDIDATES, forgotten), validation, before);
        var rule = (EditRule.RunnerUp) once.rule();
        var again = IntStream.of(ROUNDS).mapToObj(rule::withRounds).toList();
        return best(Stream.concat(Stream.of(once), OperatorEdit.candidates(forecasts, again, forgotten).stream()).toList(),
                validation, before);
    }

    /** Returns the best of the edits; of equals, the first. */
    private static OperatorEdit best(List<OperatorEdit> edits, LayerStates validation, int[] before) {
        var reports = new HashMap<OperatorEdit, ForgettingReport>();
        edits.forEach(edit -> reports.put(edit, new ForgettingReport(edit.toString(), validation.samples(), edit.classes(),
                before, edit.classify(validation))));
        return edits.stream().min(Comparator.comparing(reports::get, BETTER)).orElseThrow();
    }

    /** Returns the report for each strength of the edit, from 0, none of it, to 1, all, and beyond. */
    public static List<ForgettingReport> doses(OperatorEdit edit, Samples samples, double... strengths) {
        int[] before = edit.original().classify(samples);
        return DoubleStream.of(strengths).mapToObj(strength -> new ForgettingReport("strength " + strength, samples,
                edit.classes(), before, edit.edited(strength).classify(samples))).toList();
    }
}
