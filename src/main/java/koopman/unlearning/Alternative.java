package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;
import koopman.representation.RandomFeatures;
import koopman.training.Computation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Another way to forget one class, held against the edit of the operator on the same samples. It owns what the forgetting
 * made, such as a network trained anew.
 */
public final class Alternative implements AutoCloseable {

    /** The random features of the probe with bent cuts. */
    private static final int BENT_CUTS = 300;

    /** The ridge and the weight of the edit of the last layer; those of the operator's edit, too, are near these. */
    private static final Balance HEAD_BALANCE = new Balance.Relative(3, 1e-3);

    private final String name;
    private final int label;
    private final double seconds;
    private final Function<Samples, int[]> before;
    private final Made<?> made;

    private Alternative(String name, int label, double seconds, Function<Samples, int[]> before, Made<?> made) {
        this.name = name;
        this.label = label;
        this.seconds = seconds;
        this.before = before;
        this.made = made;
    }

    /** What the forgetting made, with the class that it gives to samples and its last representation of them, (N, d). */
    private record Made<T>(T result, BiFunction<T, Samples, int[]> after, BiFunction<T, Samples, NDArray> lastStates) {

        int[] classify(Samples samples) {
            return after.apply(result, samples);
        }

        NDArray states(Samples samples) {
            return lastStates.apply(result, samples);
        }
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

    /** Returns the report on samples that nothing was fitted to. */
    public ForgettingReport report(Samples samples) {
        return new ForgettingReport(name, samples, Set.of(label), before.apply(samples), made.classify(samples));
    }

    /**
     * Returns the share of the forgotten class, from 0 to 1, that a fresh linear probe still finds in the last
     * representation: what straight cuts find again.
     *
     * @param train what the probe is fitted to
     * @param test what it is asked about
     */
    public double stillThere(Samples train, Samples test) {
        return stillThere(train, test, fitted -> UnaryOperator.identity());
    }

    /**
     * Returns the share of the forgotten class that a fresh linear probe still finds in the last representation with so many
     * random features of it besides: what bent cuts find again.
     *
     * @param seed fixes the features
     */
    public double stillThere(Samples train, Samples test, int features, long seed) {
        return stillThere(train, test, fitted -> {
            RandomFeatures bent = RandomFeatures.of(fitted.getManager(), fitted, features, seed);
            return states -> states.concat(bent.apply(states), 1);
        });
    }

    private double stillThere(Samples train, Samples test, Function<NDArray, UnaryOperator<NDArray>> lifting) {
        try (NDManager manager = NDManager.newBaseManager(); NDArray fitted = made.states(train);
                NDArray seen = made.states(test)) {
            fitted.attach(manager);
            seen.attach(manager);
            UnaryOperator<NDArray> lift = lifting.apply(fitted);
            int[] found = LinearProbe.fit(lift.apply(fitted), train).classify(lift.apply(seen));
            int[] own = IntStream.range(0, test.size()).filter(row -> test.label(row) == label).toArray();
            return (double) IntStream.of(own).filter(row -> found[row] == label).count() / own.length;
        }
    }

    /** Returns the alternatives beside each other, measured on samples that nothing was fitted to. */
    public static Table table(List<Alternative> alternatives, Samples train, Samples test) {
        List<ForgettingReport> reports = alternatives.stream().map(each -> each.report(test)).toList();
        return Table.create("ways to forget",
                StringColumn.create("way", alternatives.stream().map(Alternative::name)),
                column("still found, %", reports.stream().mapToDouble(ForgettingReport::target), 100),
                column("others lose, percentage points", reports.stream().mapToDouble(ForgettingReport::lost), 100),
                column("a linear probe finds, %", alternatives.stream().mapToDouble(each -> each.stillThere(train, test)), 100),
                column("with bent cuts, %", alternatives.stream().mapToDouble(
                        each -> each.stillThere(train, test, BENT_CUTS, 0)), 100),
                column("milliseconds", alternatives.stream().mapToDouble(Alternative::seconds), 1000));
    }

    private static DoubleColumn column(String name, DoubleStream values, double unit) {
        return DoubleColumn.create(name, values.map(value -> Math.round(100 * unit * value) / 100.0));
    }

    /** Returns the edit of the operator itself, to stand in the same table. */
    public static Alternative edit(Surrogate surrogate, LayerStates train, EditRule rule, int label) {
        return timed("edit of the operator", label, surrogate::classify,
                () -> OperatorEdit.forget(surrogate, train, rule, label).edited(),
                (edited, samples) -> edited.classify(samples), (edited, samples) -> forecast(edited, samples));
    }

    /** Returns masking: the class is never answered, and nothing else is changed. */
    public static Alternative mask(Surrogate surrogate, int label) {
        return timed("masked logit", label, surrogate::classify, () -> label,
                (same, samples) -> masked(surrogate, samples, label), (same, samples) -> forecast(surrogate, samples));
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
        return timed("edit of the last layer", label, network::classify, () -> headWithout(network, train, label),
                (head, samples) -> classesOf(head, network, samples), (head, samples) -> last(network, samples));
    }

    private static Alternative ofNetwork(String name, LayeredNetwork network, int label,
            Supplier<? extends LayeredNetwork> forgetting) {
        return timed(name, label, network::classify, forgetting, (other, samples) -> other.classify(samples),
                (other, samples) -> last(other, samples));
    }

    private static <T> Alternative timed(String name, int label, Function<Samples, int[]> before, Supplier<T> forgetting,
            BiFunction<T, Samples, int[]> after,
            BiFunction<T, Samples, NDArray> lastStates) {
        long start = System.nanoTime();
        T result = forgetting.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Alternative(name, label, seconds, before, new Made<>(result, after, lastStates));
    }

    private static int[] masked(Surrogate surrogate, Samples samples, int label) {
        try (LayerStates states = surrogate.network().states(samples);
                var forecasts = Forecasts.of(surrogate, states)) {
            return IntStream.range(0, samples.size()).map(row -> forecasts.classOf(row, Set.of(label))).toArray();
        }
    }

    private static NDArray forecast(Surrogate surrogate, Samples samples) {
        try (LayerStates states = surrogate.network().states(samples)) {
            return Computation.unattached(() -> surrogate.forecast(states.first()));
        }
    }

    private static NDArray last(LayeredNetwork network, Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return Computation.unattached(() -> states.last().duplicate());
        }
    }

    /** Returns the edited head as one matrix from [x 1] to the logits, (d + 1, classes). */
    private static double[][] headWithout(LayeredNetwork network, Samples train, int label) {
        double[][] x = withConstant(network, train);
        double[][] head = head(network, x[0].length - 1);
        double[][] logits = LinearAlgebra.product(x, head);
        int[] unwanted = IntStream.range(0, x.length).filter(row -> greatest(logits[row], -1) == label).toArray();
        int[] kept = IntStream.range(0, x.length).filter(row -> greatest(logits[row], -1) != label).toArray();
        double[][] targets = Target.RunnerUp.means(unwanted, kept, row -> greatest(logits[row], label),
                row -> greatest(logits[row], -1), rows -> mean(logits, rows));
        double[][] h = Arrays.stream(unwanted).mapToObj(row -> x[row]).toArray(double[][]::new);
        double[][] now = Arrays.stream(unwanted).mapToObj(row -> logits[row]).toArray(double[][]::new);
        var form = ClosedForm.of(LinearAlgebra.product(LinearAlgebra.transposed(x), x), h, LinearAlgebra.sum(targets, -1, now));
        return LinearAlgebra.sum(head, 1, form.change(HEAD_BALANCE.weight(), HEAD_BALANCE.ridge(form.meanSquare())));
    }

    /** Returns the network's head, read off by what it makes of the axes and of zero. */
    private static double[][] head(LayeredNetwork network, int width) {
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] bias = LinearAlgebra.toJava(network.head(manager.zeros(
                    new Shape(1, width), DataType.FLOAT32)))[0];
            double[][] rows = Arrays.copyOf(LinearAlgebra.toJava(network.head(manager.eye(width))), width + 1);
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < bias.length; j++) {
                    rows[i][j] -= bias[j];
                }
            }
            rows[width] = bias;
            return rows;
        }
    }

    private static double[][] withConstant(LayeredNetwork network, Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return Arrays.stream(LinearAlgebra.toJava(states.last())).map(row -> {
                double[] longer = Arrays.copyOf(row, row.length + 1);
                longer[row.length] = 1;
                return longer;
            }).toArray(double[][]::new);
        }
    }

    private static int[] classesOf(double[][] head, LayeredNetwork network, Samples samples) {
        return Arrays.stream(LinearAlgebra.product(withConstant(network, samples), head))
                .mapToInt(row -> greatest(row, -1)).toArray();
    }

    private static int greatest(double[] values, int without) {
        return IntStream.range(0, values.length).filter(i -> i != without).boxed()
                .max((a, b) -> Double.compare(values[a], values[b])).orElseThrow();
    }

    private static double[] mean(double[][] logits, int[] rows) {
        return IntStream.range(0, logits[0].length)
                .mapToDouble(i -> Arrays.stream(rows).mapToDouble(row -> logits[row][i]).average().orElseThrow()).toArray();
    }

    /** Frees what the forgetting made; closing once more does nothing. */
    @Override
    public void close() {
        if (made.result() instanceof AutoCloseable owned) {
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
