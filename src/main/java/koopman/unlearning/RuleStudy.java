// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.LayerStates;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Rules to forget one class, and parts of their doses, held against networks retrained without it: a choice by how far the
 * edited surrogate is from these, which needs validation samples. Where no network can be retrained, {@link ForgettingStudy}
 * chooses by what is left and what is lost alone.
 *
 * @param trials one for each rule and strength
 */
public record RuleStudy(List<Trial> trials) {

    /**
     * A rule at a strength.
     *
     * @param name the rule's
     * @param edit what it comes to
     * @param strength how much of the change is made, from 0 to 2
     * @param report what is left and what is lost
     * @param disagreement how far it is from the class that retraining gives
     * @param variation how far its probabilities are from the retrained ones
     */
    public record Trial(String name, OperatorEdit edit, double strength, ForgettingReport report,
            RetrainedReference.Distance disagreement, RetrainedReference.Distance variation) {

        /** Returns what is left of the class, what the others lose, and how far the answers are from the retrained ones. */
        double harm() {
            return report.harm() + variation.value();
        }
    }

    public RuleStudy {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("trials (none) must be one at least: give a rule and a strength");
        }
    }

    /**
     * Returns the study of rules by name, each at all strengths.
     *
     * @param reference networks retrained without the class, with validation samples; test samples are for the result only
     * @throws IllegalArgumentException if the reference's samples are for testing
     */
    public static RuleStudy of(Surrogate surrogate, LayerStates train, Map<String, EditRule> rules,
            RetrainedReference reference, double... strengths) {
        Samples samples = reference.samples();
        if (samples.split() == Split.TEST) {
            throw new IllegalArgumentException("samples (" + samples + ") must be for validation: a rule that was chosen on "
                    + "test samples is judged by none");
        }
        int[] before = surrogate.classify(samples);
        var trials = new ArrayList<Trial>();
        try (var forecasts = Forecasts.of(surrogate, train)) {
            rules.forEach((name, rule) -> {
                OperatorEdit edit = OperatorEdit.forget(forecasts, rule, reference.label());
                for (double strength : strengths) {
                    trials.add(trial(name, edit, strength, before, reference));
                }
            });
        }
        return new RuleStudy(trials);
    }

    private static Trial trial(String name, OperatorEdit edit, double strength, int[] before, RetrainedReference reference) {
        try (Surrogate edited = edit.edited(strength); Answers answers = Classifier.of(edited).answers(reference.samples())) {
            var report = new ForgettingReport(name, reference.samples(), edit.classes(), before, answers.classes());
            return new Trial(name, edit, strength, report, reference.disagreement(answers), reference.totalVariation(answers));
        }
    }

    /** Returns the trial with the least sum of what is left, what the others lose and the total variation to retraining. */
    public Trial nearest() {
        return trials.stream().min(Comparator.comparingDouble(Trial::harm)).orElseThrow();
    }

    /** Returns the trials as a table, a row each. */
    public Table table() {
        return Table.create("rules held against retrained networks",
                StringColumn.create("rule", trials.stream().map(Trial::name)),
                DoubleColumn.create("strength", trials.stream().mapToDouble(Trial::strength)),
                DoubleColumn.create("left, %", trials.stream().mapToDouble(trial -> percent(trial.report.target()))),
                DoubleColumn.create("others lose, points", trials.stream().mapToDouble(trial -> percent(trial.report.lost()))),
                DoubleColumn.create("same class as retrained, %",
                        trials.stream().mapToDouble(trial -> percent(1 - trial.disagreement.value()))),
                DoubleColumn.create("total variation, units",
                        trials.stream().mapToDouble(trial -> Math.round(100 * trial.variation.inUnits()) / 100.0)));
    }

    private static double percent(double share) {
        return Math.round(10_000 * share) / 100.0;
    }

    @Override
    public String toString() {
        Trial nearest = nearest();
        return String.format(Locale.ROOT, "%d trials, nearest to retraining %s at %s: %.2f units away", trials.size(),
                nearest.name, nearest.strength, nearest.variation.inUnits());
    }
}
