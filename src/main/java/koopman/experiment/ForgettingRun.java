package koopman.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.Surrogate;
import koopman.data.Splits;
import koopman.network.LayerStates;
import koopman.unlearning.EditRule;
import koopman.unlearning.ForgettingReport;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;

/**
 * The forgetting of each class of a data set, one after another: by the published rule from the published autoencoder, and by
 * ours from ours, with each seed.
 *
 * @param rule the reports of the published rule, by class and seed
 * @param own those of ours
 */
record ForgettingRun(List<List<ForgettingReport>> rule, List<List<ForgettingReport>> own) {

    static ForgettingRun of(Fit fit, Splits splits, EditRule published, List<KoopmanAutoencoder> theirs,
            List<KoopmanAutoencoder> own) {
        List<int[]> classes = IntStream.range(0, splits.test().classes().size()).mapToObj(label -> new int[] {label}).toList();
        var byRule = new ArrayList<List<ForgettingReport>>();
        var byOurs = new ArrayList<List<ForgettingReport>>();
        try (LayerStates test = fit.network().states(splits.test())) {
            for (int seed = 0; seed < own.size(); seed++) {
                byRule.add(reports(OperatorEdit.forgetEach(fit.surrogate(theirs.get(seed)), fit.train(), published, classes),
                        test));
                byOurs.add(reports(ForgettingStudy.chooseEach(fit.surrogate(own.get(seed)), fit.train(),
                        splits.validation(), classes), test));
            }
        }
        return new ForgettingRun(byClass(byRule), byClass(byOurs));
    }

    private static List<ForgettingReport> reports(List<OperatorEdit> edits, LayerStates test) {
        return edits.stream().map(edit -> ForgettingReport.of(edit, test)).toList();
    }

    private static List<List<ForgettingReport>> byClass(List<List<ForgettingReport>> bySeed) {
        return IntStream.range(0, bySeed.get(0).size())
                .mapToObj(label -> bySeed.stream().map(reports -> reports.get(label)).toList()).toList();
    }

    void addTo(Reproduction.Sink sink, Published published) {
        List<String> names = own.get(0).get(0).samples().classes();
        for (int label = 0; label < own.size(); label++) {
            int forgotten = label;
            String plain = String.valueOf(label);
            String name = "class " + label + (names.get(label).equals(plain) ? "" : " (" + names.get(label) + ")");
            add(sink, rule.get(label), name + ", before", report -> report.before(forgotten),
                    published.before().getOrDefault(label, ""));
            add(sink, rule.get(label), name + ", published rule in exact arithmetic", ForgettingReport::target,
                    published.after().getOrDefault(label, ""));
            add(sink, rule.get(label), name + ", published rule: mean loss of the others", ForgettingReport::lost, "");
            add(sink, own.get(label), name + ", ours", ForgettingReport::target, "");
            add(sink, own.get(label), name + ", ours: mean loss of the others", ForgettingReport::lost, "");
            add(sink, own.get(label), name + ", ours: greatest loss of another", ForgettingReport::worstLoss, "");
        }
    }

    private static void add(Reproduction.Sink sink, List<ForgettingReport> reports, String name,
            ToDoubleFunction<ForgettingReport> figure, String published) {
        sink.add(Experiment.UNLEARNING, name + ", %", Spread.of(reports.stream().mapToDouble(figure)).percent(), published);
    }
}
