// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.ResidualMlp;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Another way to forget one class, held against the edit of the operator on the same samples. It owns what the forgetting
 * made, such as a network trained anew.
 */
public final class Alternative implements AutoCloseable {

    private final String name;
    private final int label;
    private final double seconds;
    private final Classifier before;
    private final Object made;
    private final Classifier after;

    private Alternative(String name, int label, double seconds, Classifier before, Object made, Classifier after) {
        this.name = name;
        this.label = label;
        this.seconds = seconds;
        this.before = before;
        this.made = made;
        this.after = after;
    }

    /**
     * Returns any other way to forget.
     *
     * @param before what knows the class
     * @param forgetting makes of it what does not, which the alternative owns if it can be closed; its time is taken
     */
    public static Alternative of(String name, int label, Classifier before, Supplier<? extends Classifier> forgetting) {
        return timed(name, label, before, forgetting, made -> made);
    }

    /** Returns what it is. */
    public String name() {
        return name;
    }

    /** Returns the forgotten class. */
    public int label() {
        return label;
    }

    /** Returns how long the forgetting took. */
    public double seconds() {
        return seconds;
    }

    /** Returns the same way under another name. */
    public Alternative named(String other) {
        return new Alternative(other, label, seconds, before, made, after);
    }

    /** Returns the same way with the seconds added that it needs besides, such as those of the surrogate's fitting. */
    public Alternative withSeconds(double more) {
        return new Alternative(name, label, seconds + more, before, made, after);
    }

    /** Returns what knew the class. */
    public Classifier before() {
        return before;
    }

    /** Returns what has forgotten it. */
    public Classifier after() {
        return after;
    }

    /** Returns the report on samples that nothing was fitted to. */
    public ForgettingReport report(Samples samples) {
        return new ForgettingReport(name, samples, Set.of(label), before.classify(samples), after.classify(samples));
    }

    /**
     * Returns the share of the forgotten class, from 0 to 1, that a fresh linear probe still finds in the last
     * representation: what straight cuts find again.
     *
     * @param train what the probe is fitted to
     * @param test what it is asked about
     */
    public double stillThere(Samples train, Samples test) {
        return asked(train, test, (known, seen) -> ClassProbe.straight(known, seen, label).share());
    }

    /**
     * Returns the share of the forgotten class that a fresh linear probe still finds in the last representation with so many
     * random features of it besides: what bent cuts find again.
     *
     * @param seed fixes the features
     */
    public double stillThere(Samples train, Samples test, int features, long seed) {
        return asked(train, test, (known, seen) -> ClassProbe.bent(known, seen, label, features, seed).share());
    }

    private double asked(Samples train, Samples test, ToDoubleBiFunction<Answers, Answers> question) {
        try (Answers known = after.answers(train); Answers seen = after.answers(test)) {
            return question.applyAsDouble(known, seen);
        }
    }

    /**
     * Returns that one of several with different settings which does least harm on validation samples, what is left of the class
     * and what the others lose on average taken together; the rest are closed. The seconds are of the chosen one alone.
     */
    public static Alternative leastHarm(List<Alternative> several, Samples validation) {
        Map<Alternative, Double> harms = several.stream().collect(Collectors.toMap(each -> each,
                each -> each.report(validation).harm(), Double::sum, IdentityHashMap::new));
        Alternative least = several.stream().min(Comparator.comparingDouble(harms::get)).orElseThrow(() ->
                new IllegalArgumentException("several (none) must be one alternative at least"));
        several.stream().filter(each -> each != least).forEach(Alternative::close);
        return least;
    }

    /** Returns the alternatives beside each other, measured on samples that nothing was fitted to. */
    public static Table table(List<Alternative> alternatives, Samples train, Samples test) {
        List<Traces> traces = traces(alternatives, train, test);
        return Table.create("ways to forget", StringColumn.create("way", alternatives.stream().map(Alternative::name)),
                column("left, %", traces, each -> 100 * each.report().target()),
                column("others lose, points", traces, each -> 100 * each.report().lost()),
                column("by a mask, points", traces, each -> 100 * each.maskLost()),
                column("attack by fitting", traces, each -> each.attack().byFitting().mean()),
                column("a linear probe finds, %", traces, each -> 100 * each.straight().share()),
                column(ClassProbe.FALSELY, traces, each -> 100 * each.straight().falsely()),
                column("with bent cuts, %", traces, each -> 100 * each.bent().share()),
                column(ClassProbe.BENT_FALSELY, traces, each -> 100 * each.bent().falsely()),
                column("seconds", alternatives, Alternative::seconds));
    }

    /** What knew the class is asked once, however many ways begin with it. */
    private static List<Traces> traces(List<Alternative> alternatives, Samples train, Samples test) {
        var known = new IdentityHashMap<Classifier, Answers>();
        try (var training = new SharedLayers(train); var heldOut = new SharedLayers(test)) {
            return alternatives.stream().map(each -> Traces.of(each, training, heldOut,
                    known.computeIfAbsent(each.before, heldOut::answers))).toList();
        } finally {
            known.values().forEach(Answers::close);
        }
    }

    private static <T> DoubleColumn column(String name, List<T> rows, ToDoubleFunction<T> figure) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(row -> Math.round(1000 * figure.applyAsDouble(row)) / 1000.0));
    }

    /** Returns the edit of the operator itself, to stand in the same table. */
    public static Alternative edit(Surrogate surrogate, LayerStates train, EditRule rule, int label) {
        return timed("edit of the operator", label, Classifier.of(surrogate),
                () -> OperatorEdit.forget(surrogate, train, rule, label).edited(), Classifier::of);
    }

    /** Returns masking: the class is never answered, and nothing else is changed. */
    public static Alternative mask(Surrogate surrogate, int label) {
        return of("masked logit", label, Classifier.of(surrogate), () -> Classifier.of(surrogate).masked(label));
    }

    /** Returns masking of the network's own answers. */
    public static Alternative mask(LayeredNetwork network, int label) {
        return of("masked logit", label, Classifier.of(network), () -> Classifier.of(network).masked(label));
    }

    /**
     * Returns a new network, trained without the class.
     *
     * @param training how a network is trained on samples; the alternative owns what it returns
     */
    public static Alternative retrain(LayeredNetwork network, Samples train, int label,
            Function<Samples, ? extends LayeredNetwork> training) {
        return ofNetwork("retrained without the class", network, label, () -> training.apply(train.withoutClass(label)));
    }

    /**
     * Returns the network, trained further on all other classes.
     *
     * @param tuning how a copy of the network is trained further on samples
     */
    public static Alternative tune(LayeredNetwork network, Samples train, int label,
            Function<Samples, ? extends LayeredNetwork> tuning) {
        return ofNetwork("fine-tuned on the others", network, label, () -> tuning.apply(train.withoutClass(label)));
    }

    /**
     * Returns the network, driven away from the class by gradient ascent on its samples.
     *
     * @param ascent how a copy of the network is driven away from samples
     */
    public static Alternative ascend(LayeredNetwork network, Samples train, int label,
            Function<Samples, ? extends LayeredNetwork> ascent) {
        return ofNetwork("gradient ascent on the class", network, label, () -> ascent.apply(train.ofClass(label)));
    }

    /** Returns the network with its head edited in the same closed form as the operator. */
    public static Alternative editHead(LayeredNetwork network, Samples train, int label) {
        return of("edit of the last layer", label, Classifier.of(network), () -> LinearHead.without(network, train, label));
    }

    private static Alternative ofNetwork(String name, LayeredNetwork network, int label,
            Supplier<? extends LayeredNetwork> forgetting) {
        return timed(name, label, Classifier.of(network), forgetting, Classifier::of);
    }

    /** Returns how long a training took that is not done anew because it was kept, or 0. */
    private static double trained(Object made) {
        return made instanceof ResidualMlp network && network.curve() != null ? network.curve().seconds() : 0;
    }

    private static <T> Alternative timed(String name, int label, Classifier before, Supplier<T> forgetting,
            Function<? super T, Classifier> reading) {
        long start = System.nanoTime();
        T made = forgetting.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Alternative(name, label, Math.max(seconds, trained(made)), before, made, reading.apply(made));
    }

    /** Frees what the forgetting made; closing once more does nothing. */
    @Override
    public void close() {
        if (made instanceof AutoCloseable owned) {
            try {
                owned.close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, class %d, %.3g s", name, label, seconds);
    }
}
