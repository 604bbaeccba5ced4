// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.Spread;
import koopman.network.LayerStates;
import koopman.unlearning.Alternative;
import koopman.unlearning.EditRule;
import koopman.unlearning.Forecasts;
import koopman.unlearning.ForgettingReport;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;

/**
 * The forgetting of each class of a data set, one after another, in several ways and with each seed: from the published
 * autoencoder by the rules of the paper, by two of ours and by a masked logit, and from our autoencoder by the last three.
 *
 * @param ways in the order of the table
 */
record ForgettingRun(List<Way> ways) {

    /** Our rules, the settings of each chosen on validation samples. */
    static final Map<String, List<EditRule>> OWN = new TreeMap<>(Map.of("by our rule of neighbours", ForgettingStudy.NEIGHBOURS,
            "by our rule of the runner-up", ForgettingStudy.RUNNER_UP));

    /**
     * One way to forget.
     *
     * @param name what it is, and from which autoencoder
     * @param kind what there is to tell of it
     * @param theirs whether it is from the published autoencoder
     * @param outcomes by class and seed; empty where a rule cannot be followed
     */
    record Way(String name, Kind kind, boolean theirs, List<List<Optional<Outcome>>> outcomes) {}

    /** What a way is. The paper's figures may be by a rule of the authors; of a class that is never answered nothing is left. */
    enum Kind { AUTHORS, VARIANT, OURS, MASKED }

    /**
     * What came of it.
     *
     * @param moved share of the training samples that were moved
     * @param vainTargets share of these whose target is itself forecast as the class
     */
    record Outcome(ForgettingReport report, double moved, double vainTargets) {}

    /**
     * Returns what all ways come to.
     *
     * @param theirs surrogates by the published autoencoder, one for each seed
     * @param own those by ours; the same list where there is only one
     */
    static ForgettingRun of(Surrogates ground, Splits splits, Published published, List<Surrogate> theirs, List<Surrogate> own) {
        var ways = new ArrayList<Way>();
        try (LayerStates test = ground.network().states(splits.test())) {
            for (Map.Entry<String, EditRule> rule : published.rules().entrySet()) {
                Kind kind = published.authors().contains(rule.getKey()) ? Kind.AUTHORS : Kind.VARIANT;
                ways.add(way(rule.getKey(), kind, true, theirs, surrogate -> byRule(surrogate, ground, rule.getValue(), test)));
            }
            for (List<Surrogate> surrogates : own == theirs ? List.of(own) : List.of(theirs, own)) {
                String whose = own == theirs ? "" : surrogates == own ? ", our autoencoder" : ", published autoencoder";
                ways.addAll(ours(whose, surrogates == theirs, ground, splits, surrogates, test));
            }
        }
        return new ForgettingRun(ways);
    }

    /** Returns what our rules and a masked logit come to. */
    static ForgettingRun ours(Surrogates ground, Splits splits, List<Surrogate> surrogates) {
        try (LayerStates test = ground.network().states(splits.test())) {
            return new ForgettingRun(ours("", false, ground, splits, surrogates, test));
        }
    }

    private static List<Way> ours(String whose, boolean theirs, Surrogates ground, Splits splits, List<Surrogate> surrogates,
            LayerStates test) {
        List<Integer> labels = IntStream.range(0, splits.test().classes().size()).boxed().toList();
        var ways = new ArrayList<Way>();
        OWN.forEach((name, rules) -> ways.add(way(name + whose, Kind.OURS, theirs, surrogates, surrogate ->
                ForgettingStudy.chooseEach(surrogate, ground.train(), splits.validation(), rules, each(labels)).stream()
                        .map(edit -> Optional.of(outcome(edit, test))).toList())));
        ways.add(way("masked logit" + whose, Kind.MASKED, theirs, surrogates, surrogate -> labels.stream()
                .map(label -> Optional.of(masked(surrogate, splits.test(), label))).toList()));
        return ways;
    }

    private static List<int[]> each(List<Integer> labels) {
        return labels.stream().map(label -> new int[] {label}).toList();
    }

    private static Way way(String name, Kind kind, boolean theirs, List<Surrogate> surrogates,
            Function<Surrogate, List<Optional<Outcome>>> forgetting) {
        List<List<Optional<Outcome>>> bySeed = surrogates.stream().map(forgetting).toList();
        return new Way(name, kind, theirs, IntStream.range(0, bySeed.get(0).size())
                .mapToObj(label -> bySeed.stream().map(outcomes -> outcomes.get(label)).toList()).toList());
    }

    private static List<Optional<Outcome>> byRule(Surrogate surrogate, Surrogates ground, EditRule rule, LayerStates test) {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train())) {
            return IntStream.range(0, test.samples().classes().size()).mapToObj(label -> {
                try {
                    return Optional.of(outcome(OperatorEdit.forget(forecasts, rule, label), test));
                } catch (IllegalArgumentException impossible) { // as with a ball that leaves no sample to be kept
                    return Optional.<Outcome>empty();
                }
            }).toList();
        }
    }

    private static Outcome outcome(OperatorEdit edit, LayerStates test) {
        return new Outcome(ForgettingReport.of(edit, test), (double) edit.moved() / edit.trained(), edit.vainTargets());
    }

    private static Outcome masked(Surrogate surrogate, Samples test, int label) {
        return new Outcome(Alternative.mask(surrogate, label).report(test), 0, 0);
    }

    void addTo(Reproduction.Sink sink, Published published) {
        Samples samples = ways.get(ways.size() - 1).outcomes().get(0).get(0).orElseThrow().report().samples();
        for (int label = 0; label < samples.classes().size(); label++) {
            int forgotten = label;
            String name = named(samples, label);
            for (Way way : ways) {
                String own = name + ", " + way.name() + ": ";
                List<Optional<Outcome>> outcomes = way.outcomes().get(label);
                if (way.kind() != Kind.MASKED) {
                    add(sink, outcomes, own + "left", outcome -> outcome.report().target(),
                            way.kind() == Kind.AUTHORS ? published.after().getOrDefault(label, "") : "");
                } else {
                    add(sink, outcomes, own + "found before", outcome -> outcome.report().before(forgotten),
                            way.theirs() ? published.before().getOrDefault(label, "") : "");
                }
                add(sink, outcomes, own + "others lose", outcome -> outcome.report().lost(), "");
                if (way.kind() == Kind.OURS) {
                    add(sink, outcomes, own + "one of them at most", outcome -> outcome.report().worstLoss(), "");
                } else if (way.kind() != Kind.MASKED) {
                    add(sink, outcomes, own + "training samples moved", Outcome::moved, "");
                    add(sink, outcomes, own + "of these with a target that is forecast so", Outcome::vainTargets, "");
                }
            }
        }
    }

    /** Returns the class's number and, if it has one beside, its name. */
    static String named(Samples samples, int label) {
        String name = samples.classes().get(label);
        return "class " + label + (name.equals(String.valueOf(label)) ? "" : " (" + name + ")");
    }

    private static void add(Reproduction.Sink sink, List<Optional<Outcome>> outcomes, String name,
            ToDoubleFunction<Outcome> figure, String published) {
        int[] found = IntStream.range(0, outcomes.size()).filter(seed -> outcomes.get(seed).isPresent()).toArray();
        if (found.length > 0) {
            sink.add(Experiment.UNLEARNING, name + ", %", found, Spread.of(IntStream.of(found)
                    .mapToDouble(seed -> figure.applyAsDouble(outcomes.get(seed).orElseThrow()))).percent(), published);
        }
    }
}
