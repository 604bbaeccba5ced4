package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;

/**
 * A change D of a surrogate's journey P by which it forgets classes, found in closed form by one solve of size m.
 *
 * <p>The edit changes nothing in place: {@link #edited()} is a new surrogate, and to undo it is to keep the old one. All
 * arithmetic is in double precision; the published experiments matched rows in single precision, and the few unwanted
 * rows that this missed then drew others towards themselves.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 5.
 */
public final class OperatorEdit {

    private final Surrogate original;
    private final Set<Integer> classes;
    private final EditRule rule;
    private final double[][] change;
    private final int moved;

    private OperatorEdit(Surrogate original, Set<Integer> classes, EditRule rule, double[][] change, int moved) {
        this.original = original;
        this.classes = classes;
        this.rule = rule;
        this.change = change;
        this.moved = moved;
    }

    /**
     * Returns the edit by which a surrogate forgets classes.
     *
     * @param train the training samples' states, which the edit is fitted to
     * @param rule which samples are moved, where to and how hard
     * @param forgotten the labels of one class or several, but not of all
     */
    public static OperatorEdit forget(Surrogate surrogate, LayerStates train, EditRule rule, int... forgotten) {
        Set<Integer> classes = requireClasses(train, forgotten);
        var forecasts = Forecasts.of(surrogate, train);
        int[] unwanted = unwanted(forecasts, classes, rule);
        int[] kept = IntStream.range(0, forecasts.size()).filter(row -> Arrays.binarySearch(unwanted, row) < 0).toArray();
        if (unwanted.length == 0 || kept.length == 0) {
            throw new IllegalArgumentException("rows to move (" + unwanted.length + ") and rows to keep (" + kept.length
                    + ") must both be some: choose other classes or a smaller ball");
        }
        double[][] targets = targets(forecasts, unwanted, kept, classes, rule);
        double[][] c = forecasts.observables(kept);
        double[][] square = LinearAlgebra.product(LinearAlgebra.transposed(c), c);
        double[][] change = ClosedForm.change(square, forecasts.observables(unwanted),
                LinearAlgebra.toJava(surrogate.journey()), targets, weight(rule), ridge(rule, square));
        return new OperatorEdit(surrogate, classes, rule, change, unwanted.length);
    }

    private static Set<Integer> requireClasses(LayerStates train, int[] forgotten) {
        var classes = new TreeSet<Integer>();
        for (int label : forgotten) {
            classes.add(train.samples().requireClass(label));
            if (train.samples().counts()[label] == 0) {
                throw new IllegalArgumentException("class (" + label + ") must have training samples to be forgotten");
            }
        }
        if (classes.isEmpty() || classes.size() == train.samples().classes().size()) {
            throw new IllegalArgumentException("classes (" + classes + ") must be some but not all of "
                    + train.samples().classes());
        }
        return classes;
    }

    private static int[] unwanted(Forecasts forecasts, Set<Integer> classes, EditRule rule) {
        IntStream rows = IntStream.range(0, forecasts.size());
        if (rule instanceof EditRule.RunnerUp) {
            return rows.filter(row -> classes.contains(forecasts.classOf(row, Set.of()))).toArray();
        }
        if (rule instanceof EditRule.MedoidBall ball) {
            return classes.stream().flatMapToInt(label -> inBall(forecasts, label, ball.quantile())).distinct().sorted()
                    .toArray();
        }
        return rows.filter(row -> classes.contains(forecasts.states().samples().label(row))).toArray();
    }

    private static IntStream inBall(Forecasts forecasts, int label, double quantile) {
        int[] own = IntStream.range(0, forecasts.size())
                .filter(row -> forecasts.states().samples().label(row) == label).toArray();
        int medoid = medoid(forecasts, own);
        double[] centre = forecasts.forecasts()[medoid];
        double[] distances = Arrays.stream(own)
                .mapToDouble(row -> Forecasts.squaredDistance(centre, forecasts.forecasts()[row])).sorted().toArray();
        double radius = distances[Math.max(0, (int) Math.ceil(quantile * distances.length) - 1)];
        return IntStream.range(0, forecasts.size())
                .filter(row -> Forecasts.squaredDistance(centre, forecasts.forecasts()[row]) <= radius);
    }

    /** Returns the row whose forecast has the smallest sum of distances to those of all the rows. */
    private static int medoid(Forecasts forecasts, int[] rows) {
        double[] sums = Arrays.stream(rows).mapToDouble(row -> Arrays.stream(rows).mapToDouble(other -> Math.sqrt(
                Forecasts.squaredDistance(forecasts.forecasts()[row], forecasts.forecasts()[other]))).sum()).toArray();
        return rows[IntStream.range(0, rows.length).boxed()
                .min((a, b) -> Double.compare(sums[a], sums[b])).orElseThrow()];
    }

    private static double[][] targets(Forecasts forecasts, int[] unwanted, int[] kept, Set<Integer> classes,
            EditRule rule) {
        if (rule instanceof EditRule.RunnerUp) {
            return runnersUp(forecasts, unwanted, kept, classes);
        }
        EditRule.Target target = rule instanceof EditRule.Published published ? published.target()
                : ((EditRule.MedoidBall) rule).target();
        int single = target == EditRule.Target.SINGLE ? forecasts.nearest(forecasts.mean(unwanted), kept) : -1;
        return Arrays.stream(unwanted).parallel()
                .map(row -> single >= 0 ? single : forecasts.nearest(forecasts.forecasts()[row], kept))
                .mapToObj(row -> forecasts.forecasts()[row]).toArray(double[][]::new);
    }

    private static double[][] runnersUp(Forecasts forecasts, int[] unwanted, int[] kept, Set<Integer> classes) {
        var means = new HashMap<Integer, double[]>();
        return Arrays.stream(unwanted).mapToObj(row -> means.computeIfAbsent(forecasts.classOf(row, classes),
                label -> meanOfClass(forecasts, kept, label))).toArray(double[][]::new);
    }

    private static double[] meanOfClass(Forecasts forecasts, int[] kept, int label) {
        int[] rows = Arrays.stream(kept).filter(row -> forecasts.classOf(row, Set.of()) == label).toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("class (" + label + "), a runner-up, must be forecast for some sample");
        }
        return forecasts.mean(rows);
    }

    private static double weight(EditRule rule) {
        if (rule instanceof EditRule.RunnerUp own) {
            return own.weight();
        }
        return 1 / ridge(rule, null);
    }

    private static double ridge(EditRule rule, double[][] square) {
        if (rule instanceof EditRule.RunnerUp own) {
            double trace = IntStream.range(0, square.length).mapToDouble(i -> square[i][i]).sum();
            return own.ridge() * trace / square.length;
        }
        return rule instanceof EditRule.Published published ? published.rho() : ((EditRule.MedoidBall) rule).rho();
    }

    /** Returns a surrogate that has forgotten the classes; the original stays as it was. */
    public Surrogate edited() {
        return edited(1);
    }

    /**
     * Returns a surrogate with only a part of the change, P + strength D.
     *
     * @param strength 0 for none of it, 1 for all
     */
    public Surrogate edited(double strength) {
        if (!(strength >= 0 && strength <= 2)) {
            throw new IllegalArgumentException("strength (" + strength + ") must be from 0 to 2");
        }
        NDArray journey = original.journey();
        try (NDArray part = LinearAlgebra.toNative(journey.getManager(), change, journey.getDataType())) {
            return original.withJourney(journey.add(part.muli(strength)));
        }
    }

    /** Returns the surrogate before the edit. */
    public Surrogate original() {
        return original;
    }

    /** Returns the labels of the classes that are forgotten. */
    public Set<Integer> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return "OperatorEdit that forgets " + classes + " by " + rule + ", moving " + moved + " training samples";
    }
}
