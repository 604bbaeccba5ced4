// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.Spread;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import koopman.unlearning.Alternative;
import koopman.unlearning.Classifier;
import koopman.unlearning.EditRule;
import koopman.unlearning.Erasure;
import koopman.unlearning.ForgettingComparison;
import koopman.unlearning.ForgettingComparison.Row;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;
import koopman.unlearning.RetrainedReference;

/**
 * The forgetting of one class, judged by networks retrained without it: of surrogates by a mask, by the authors' rule, by ours
 * and with an erasure after it; of their network by fine-tuning, by gradient ascent and by its last layer. What has settings
 * has them chosen on validation samples.
 *
 * @param comparison the ways of surrogates stand in it once for each seed, under one name
 * @param seeds the seed of each of these rows
 */
record JudgedForgetting(ForgettingComparison comparison, List<Long> seeds) {

    /** How many networks are retrained: the fewest whose distances have a spread. */
    static final int REFERENCES = 3;

    private static final int PROBED = 10_000; // training samples that probes are fitted to

    private static final int LABELLED = 10; // samples of each class with which it is brought back

    /** What is asked of each way, shares in per cent. */
    private static final Map<String, ToDoubleFunction<Row>> FIGURES = figures();

    private static Map<String, ToDoubleFunction<Row>> figures() {
        var figures = new LinkedHashMap<String, ToDoubleFunction<Row>>();
        figures.put("left, %", row -> 100 * row.left());
        figures.put("others lose more than by a mask, points", row -> 100 * (row.lost() - row.maskLost()));
        figures.put("same class as retrained, %", row -> 100 * (1 - row.disagreement().value()));
        figures.put("total variation to retrained, units", row -> row.variation().inUnits());
        figures.put("attack by uncertainty, area", row -> row.attack().byUncertainty().mean());
        figures.put("attack by fitting, area", row -> row.attack().byFitting().mean());
        figures.put("a linear probe finds, %", row -> 100 * row.straight().share());
        figures.put("the same of others falsely, %", row -> 100 * row.straight().falsely());
        figures.put("found with bent cuts, %", row -> 100 * row.bent().share());
        figures.put("alignment with the original", Row::likeOriginal);
        figures.put("alignment with the retrained", Row::likeRetrained);
        figures.put("net found again with " + LABELLED + " labelled samples of each class, %", row -> 100 * foundAgain(row));
        return figures;
    }

    /** Returns the net share of the class that comes back with few labelled samples, or with the most there are. */
    private static double foundAgain(Row row) {
        double[] net = row.relearning().net();
        int at = row.relearning().amounts().indexOf(LABELLED);
        return net[at < 0 ? net.length - 1 : at];
    }

    /**
     * Returns the judgement on test samples.
     *
     * @param label the class
     * @param retrained networks trained without the class
     * @param surrogates one for each of the seeds
     * @param authors the authors' rules by name
     * @param plan of the network, from which those of fine-tuning and ascent follow
     */
    static JudgedForgetting of(int label, Surrogates ground, Splits splits, List<ResidualMlp> retrained,
            List<Surrogate> surrogates, Seeds seeds, Map<String, EditRule> authors, TrainingPlan plan) {
        var ways = new ArrayList<Alternative>();
        var own = new ArrayList<Long>();
        try (var reference = RetrainedReference.of(label, splits.test(), retrained)) {
            for (int i = 0; i < surrogates.size(); i++) {
                addWays(ways, label, ground, splits, surrogates.get(i), authors);
                own.addAll(Collections.nCopies(ways.size() - own.size(), seeds.list().get(i)));
            }
            ways.addAll(ofNetwork(label, (ResidualMlp) ground.network(), splits, plan));
            own.addAll(Collections.nCopies(ways.size() - own.size(), seeds.first()));
            Samples known = splits.train().first(Math.min(PROBED, splits.train().size()));
            return new JudgedForgetting(ForgettingComparison.of(ways, ground.network(), reference, known, 0), own);
        } finally {
            ways.forEach(Alternative::close);
        }
    }

    private static void addWays(List<Alternative> ways, int label, Surrogates ground, Splits splits, Surrogate surrogate,
            Map<String, EditRule> authors) {
        ways.add(Alternative.mask(surrogate, label));
        authors.forEach((name, rule) -> {
            try {
                ways.add(edit(name, surrogate, label,
                        () -> OperatorEdit.forget(surrogate, ground.train(), rule, label).edited()));
            } catch (IllegalArgumentException impossible) {
                // as with a ball that leaves no sample to be kept: then it is no way
            }
        });
        var chosen = new HashMap<List<EditRule>, OperatorEdit>();
        ForgettingRun.OWN.forEach((name, rules) -> {
            chosen.put(rules, ForgettingStudy.chooseEach(surrogate, ground.train(), splits.validation(), rules,
                    List.of(new int[] {label})).get(0));
            ways.add(edit(name, surrogate, label, () -> chosen.get(rules).edited()));
        });
        ways.add(edit("by our rule of neighbours, then erased", surrogate, label, () -> Erasure.of(
                chosen.get(ForgettingStudy.NEIGHBOURS).edited(), ground.train(), label)));
    }

    private static Alternative edit(String name, Surrogate surrogate, int label, Supplier<Surrogate> forgetting) {
        return Alternative.of(name, label, Classifier.of(surrogate), () -> Classifier.of(forgetting.get()));
    }

    private static List<Alternative> ofNetwork(int label, ResidualMlp network, Splits splits, TrainingPlan plan) {
        Samples train = splits.train();
        return List.of(
                Alternative.leastHarm(plans(plan, List.of(0.05, 0.1), List.of(0.1, 1.0)).map(brief -> Alternative.tune(network,
                        train, label, others -> network.tuned(others, brief, 0, Progress.silent()))).toList(),
                        splits.validation()),
                Alternative.leastHarm(plans(plan, List.of(0.0, 0.01, 0.02), List.of(0.01, 0.03, 0.1)).map(brief ->
                        Alternative.ascend(network, train, label, unwanted -> network.drivenAway(unwanted, brief, 0,
                                Progress.silent()))).toList(), splits.validation()),
                Alternative.editHead(network, train, label));
    }

    /** Returns plans with shares of the epochs, at least one of these, and of the peak rate. */
    private static Stream<TrainingPlan> plans(TrainingPlan plan, List<Double> epochs, List<Double> rates) {
        return epochs.stream().map(share -> Math.max(1, (int) (share * plan.epochs()))).distinct().flatMap(count ->
                rates.stream().map(share -> plan.withEpochs(count).withPeakRate(share * plan.peakRate())));
    }

    /** What takes a figure of test samples. */
    @FunctionalInterface
    interface Sink {

        /** Takes a figure with the seeds of the models that it was measured of. */
        void add(String name, List<Long> seeds, Spread measured);
    }

    /**
     * Adds the figures of each way, and below them those of the retrained networks, each judged by the others.
     *
     * @param name what the class is called
     * @param references the seeds of the retrained networks
     */
    void addTo(Sink sink, String name, Seeds references) {
        List<Row> rows = comparison.ways();
        rows.stream().map(Row::way).distinct().forEach(way -> {
            int[] own = IntStream.range(0, rows.size()).filter(i -> rows.get(i).way().equals(way)).toArray();
            add(sink, name + ", " + way + ", judged: ", IntStream.of(own).mapToObj(seeds::get).toList(),
                    IntStream.of(own).mapToObj(rows::get).toList());
        });
        add(sink, name + ", retrained, judged by each other: ", references.list(), comparison.retrained());
    }

    private static void add(Sink sink, String name, List<Long> seeds, List<Row> rows) {
        FIGURES.forEach((figure, of) -> sink.add(name + figure, seeds, Spread.of(rows.stream().mapToDouble(of))));
    }
}
