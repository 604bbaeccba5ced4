package koopman.unlearning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;

/** Chooses the settings of an edit on samples that are neither trained nor tested on, and varies its strength. */
public final class ForgettingStudy {

    private static final double[] WEIGHTS = {1, 3, 10};
    private static final double[] RIDGES = {1e-4, 1e-3, 1e-2};
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
        var tried = new ArrayList<ForgettingReport>();
        List<OperatorEdit> edits = new ArrayList<>();
        for (double weight : WEIGHTS) {
            for (double ridge : RIDGES) {
                var edit = OperatorEdit.forget(surrogate, train, new EditRule.RunnerUp(weight, ridge), forgotten);
                edits.add(edit);
                tried.add(ForgettingReport.of(edit, validation));
            }
        }
        int best = 0;
        for (int i = 1; i < tried.size(); i++) {
            if (BETTER.compare(tried.get(i), tried.get(best)) < 0) {
                best = i;
            }
        }
        return edits.get(best);
    }

    /** Returns the report for each strength of the edit, from 0, none of it, to 1, all, and beyond. */
    public static List<ForgettingReport> doses(OperatorEdit edit, Samples samples, double... strengths) {
        int[] before = edit.original().classify(samples);
        return DoubleStream.of(strengths).mapToObj(strength -> new ForgettingReport("strength " + strength, samples,
                edit.classes(), before, edit.edited(strength).classify(samples))).toList();
    }
}
