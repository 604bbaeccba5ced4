// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Samples;
import koopman.measure.Spread;
import koopman.network.LayeredNetwork;
import koopman.representation.CenteredKernelAlignment;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Ways to forget one class beside each other, each judged by networks retrained without the class: what is left, what others
 * lose, how far the answers about the forgotten class are from retrained ones, in units of how far these are from each other,
 * whether an attacker knows its samples, what probes find, how alike the representation is, how soon the class comes back.
 *
 * <p>The first of these a masked logit passes; no figure alone tells a forgetting from a disguise. The retrained networks are
 * judged in the same way, each by the others, and a way has forgotten as far as its figures are among theirs, above or below.
 *
 * @param ways what was measured of each way
 * @param retrained the same of each retrained network
 */
public record ForgettingComparison(List<Row> ways, List<Row> retrained) {

    private static final double HALF = 0.5;
    private static final double SAME = 1e-12;

    /**
     * What was measured of one way on held-out samples.
     *
     * @param way its name
     * @param left the share of the class that is still given, from 0 to 1
     * @param lost what the other classes lose on average
     * @param maskLost what they lose by a mask over the same model's answers, which changes nothing else
     * @param disagreement how far it is from the class that retraining gives
     * @param variation how far its probabilities are from the retrained ones
     * @param attack what an attacker tells from its answers about the other classes
     * @param straight what a probe with straight cuts finds in the last representation
     * @param bent what one with bent cuts finds
     * @param likeOriginal the alignment of the last representation with the original network's
     * @param likeRetrained the mean of that with the retrained networks'
     * @param relearning how many labelled samples bring the class back
     * @param seconds how long the forgetting took; NaN if nobody took the time
     */
    public record Row(String way, double left, double lost, double maskLost, RetrainedReference.Distance disagreement,
            RetrainedReference.Distance variation, MembershipAttack attack, ClassProbe.Found straight, ClassProbe.Found bent,
            double likeOriginal, double likeRetrained, Relearning relearning, double seconds) {

        /** Returns how many labelled samples of each class bring half of this one back, or NaN if the most tried do not. */
        public double toHalf() {
            return relearning.toReach(HALF).stream().mapToDouble(amount -> amount).findFirst().orElse(Double.NaN);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.1f %% left, %.1f %% given the class that retraining gives, %.2f units "
                    + "away, attack %.2f, probes %.1f and %.1f %%", way, 100 * left, 100 * (1 - disagreement.value()),
                    variation.inUnits(), attack.byFitting().mean(), 100 * straight.share(),
                    100 * bent.share());
        }
    }

    public ForgettingComparison {
        ways = List.copyOf(ways);
        retrained = List.copyOf(retrained);
    }

    /**
     * Returns the comparison on the reference's held-out samples.
     *
     * @param original the network that knows the class
     * @param reference networks retrained without it, none of which is among the ways
     * @param train what probes are fitted to and labelled samples are drawn of
     * @param seed fixes what is random of probes, attacks and labelled samples
     * @throws IllegalArgumentException if a way forgets another class than the reference or is one of its networks, or the
     *     samples to fit to are those to judge by
     */
    public static ForgettingComparison of(List<Alternative> ways, LayeredNetwork original, RetrainedReference reference,
            Samples train, long seed) {
        for (Alternative way : ways) {
            if (way.label() != reference.label()) {
                throw new IllegalArgumentException("way (" + way + ") must forget class " + reference.label()
                        + ", as the reference");
            }
        }
        if (train.digest().equals(reference.samples().digest())) {
            throw new IllegalArgumentException("train (" + train + ") must be other samples than the reference's");
        }
        try (Answers before = Classifier.of(original).answers(reference.samples())) {
            var judge = new Judge(reference, train, before, seed);
            return new ForgettingComparison(ways.stream().map(judge::row).toList(), judge.retrained());
        }
    }

    /**
     * What all ways are held against.
     *
     * @param original what the original network answers about the reference's samples
     */
    private record Judge(RetrainedReference reference, Samples train, Answers original, long seed) {

        Row row(Alternative way) {
            try (Answers known = way.after().answers(train); Answers seen = way.after().answers(reference.samples());
                    Answers before = way.before().answers(reference.samples())) {
                requireNoReference(way, seen);
                return row(way.name(), known, seen, before, way.seconds());
            }
        }

        private void requireNoReference(Alternative way, Answers seen) {
            for (Answers other : reference.answers()) {
                if (reference.variation(seen, other) == 0 && alike(seen, List.of(other)) > 1 - SAME) {
                    throw new IllegalArgumentException("way (" + way + ") must not be one of the retrained networks that it is "
                            + "judged by");
                }
            }
        }

        /** Each retrained network is judged by the others, and what it loses is counted from the original network. */
        List<Row> retrained() {
            return IntStream.range(0, reference.answers().size()).mapToObj(i -> {
                try (Answers known = reference.networks().get(i).answers(train)) {
                    return row("retrained " + i, known, reference.answers().get(i), original, Double.NaN);
                }
            }).toList();
        }

        private Row row(String name, Answers known, Answers seen, Answers before, double seconds) {
            int label = reference.label();
            Traces traces = Traces.of(name, label, known, seen, before, seed);
            return new Row(name, traces.report().target(), traces.report().lost(), traces.maskLost(),
                    reference.disagreement(seen), reference.totalVariation(seen), traces.attack(), traces.straight(),
                    traces.bent(), alike(seen, List.of(original)), alike(seen, reference.without(seen)),
                    Relearning.bySamples(known, seen, label, Traces.REPETITIONS, seed), seconds);
        }

        private static double alike(Answers one, List<Answers> others) {
            return RetrainedReference.mean(one, others, (a, b) -> CenteredKernelAlignment.of(a.states(), b.states()));
        }
    }

    /** Returns a figure of the retrained networks with its spread over them. */
    public Spread retrained(ToDoubleFunction<Row> figure) {
        return Spread.of(retrained.stream().mapToDouble(figure));
    }

    /**
     * Returns the ways as a table, a row each, and below them the mean of the retrained networks, each judged by the others,
     * and its standard deviation. Where half of the class does not come back the entry is empty.
     */
    public Table table() {
        return Table.create("forgetting, judged by " + retrained.size() + " retrained networks",
                StringColumn.create("way", Stream.concat(ways.stream().map(Row::way),
                        Stream.of("retrained, each by the others", "their deviation"))),
                column("left, %", Row::left, 100),
                column("others lose, points", Row::lost, 100),
                column("by a mask, points", Row::maskLost, 100),
                column("same class as retrained, %", row -> 1 - row.disagreement.value(), 100),
                column("total variation, units", row -> row.variation.inUnits(), 1),
                column("attack by uncertainty", row -> row.attack.byUncertainty().mean(), 1),
                column("attack by fitting", row -> row.attack.byFitting().mean(), 1),
                column("a linear probe finds, %", row -> row.straight.share(), 100),
                column(ClassProbe.FALSELY, row -> row.straight.falsely(), 100),
                column("with bent cuts, %", row -> row.bent.share(), 100),
                column(ClassProbe.BENT_FALSELY, row -> row.bent.falsely(), 100),
                column("like the original", Row::likeOriginal, 1),
                column("like the retrained", Row::likeRetrained, 1),
                column("labelled samples for half", Row::toHalf, 1),
                column("seconds", Row::seconds, 1));
    }

    /** A mean over retrained networks of which one has no figure is none. */
    private DoubleColumn column(String name, ToDoubleFunction<Row> figure, double unit) {
        Spread spread = retrained(figure);
        double[] values = DoubleStream.concat(ways.stream().mapToDouble(figure), DoubleStream.of(spread.mean(),
                spread.deviation())).toArray();
        DoubleColumn column = DoubleColumn.create(name);
        DoubleStream.of(values).forEach(value -> {
            if (Double.isNaN(value)) {
                column.appendMissing();
            } else {
                column.append(Math.round(1000 * unit * value) / 1000.0);
            }
        });
        return column;
    }

    @Override
    public String toString() {
        return "forgetting in units of " + retrained.size() + " retrained networks: " + ways.stream()
                .map(row -> String.format(Locale.ROOT, "%s %.2f", row.way, row.variation.inUnits()))
                .collect(Collectors.joining(", "));
    }
}
