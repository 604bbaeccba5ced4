package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
        try (var forecasts = Forecasts.of(surrogate, train)) {
            return forget(forecasts, rule, forgotten);
        }
    }

    /** Returns the edits as above for each of several sets of classes, which share all preparations. */
    public static List<OperatorEdit> forgetEach(Surrogate surrogate, LayerStates train, EditRule rule, List<int[]> sets) {
        try (var forecasts = Forecasts.of(surrogate, train)) {
            return sets.stream().map(forgotten -> forget(forecasts, rule, forgotten)).toList();
        }
    }

    private static OperatorEdit forget(Forecasts forecasts, EditRule rule, int... forgotten) {
        List<OperatorEdit> byRounds = candidates(forecasts, List.of(rule), forgotten);
        return byRounds.get(byRounds.size() - 1);
    }

    /** Returns the edits of rules that differ only in how hard they move and keep, after each round, from one preparation. */
    static List<OperatorEdit> candidates(Forecasts forecasts, List<? extends EditRule> rules, int... forgotten) {
        Set<Integer> classes = requireClasses(forecasts.states(), forgotten);
        int[] unwanted = unwanted(forecasts, classes, rules.get(0));
        int[] kept = IntStream.range(0, forecasts.size()).filter(row -> Arrays.binarySearch(unwanted, row) < 0).toArray();
        if (unwanted.length == 0 || kept.length == 0) {
            throw new IllegalArgumentException("rows to move (" + unwanted.length + ") and rows to keep (" + kept.length
                    + ") must both be some: choose other classes or a smaller ball");
        }
        double[][] h = forecasts.observables(unwanted);
        double[][] residual = LinearAlgebra.sum(targets(forecasts, unwanted, kept, classes, rules.get(0)), -1,
                forecasts.forecasts(unwanted)); // T − H P
        var form = ClosedForm.of(forecasts.square(), h, residual);
        return rules.stream().flatMap(rule -> byRounds(forecasts, classes, form, rule, unwanted, residual).stream()).toList();
    }

    private static List<OperatorEdit> byRounds(Forecasts forecasts, Set<Integer> classes, ClosedForm form, EditRule rule,
            int[] unwanted, double[][] residual) {
        double ridge = ridge(rule, form);
        double[][] change = form.change(weight(rule), ridge);
        if (!(rule instanceof EditRule.RunnerUp own)) {
            return List.of(new OperatorEdit(forecasts.surrogate(), classes, rule, change, unwanted.length));
        }
        var edits = new ArrayList<OperatorEdit>();
        edits.add(new OperatorEdit(forecasts.surrogate(), classes, own.withRounds(0), change, unwanted.length));
        var reweighting = new Reweighting(forecasts, classes, own.weight(), ridge, unwanted, residual);
        for (int round = 1; round <= own.rounds(); round++) {
            double[][] mended = reweighting.after(edits.get(round - 1));
            edits.add(new OperatorEdit(forecasts.surrogate(), classes, own.withRounds(round), mended, unwanted.length));
        }
        return edits;
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
        double[] toOwn = forecasts.distances(new int[] {medoid}, own).get(0);
        Arrays.sort(toOwn);
        double radius = toOwn[Math.max(0, (int) Math.ceil(quantile * toOwn.length) - 1)];
        double[] toAll = forecasts.distances(new int[] {medoid}, IntStream.range(0, forecasts.size()).toArray()).get(0);
        return IntStream.range(0, toAll.length).filter(row -> toAll[row] <= radius);
    }

    /** Returns the row whose forecast has the smallest sum of distances to those of all the rows. */
    private static int medoid(Forecasts forecasts, int[] rows) {
        double[] sums = forecasts.distances(rows, rows).stream().mapToDouble(row -> Arrays.stream(row).sum()).toArray();
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
        if (target == EditRule.Target.SINGLE) {
            int[] single = forecasts.nearest(new double[][] {forecasts.mean(unwanted)}, kept);
            var targets = new double[unwanted.length][];
            Arrays.fill(targets, forecasts.forecasts(single)[0]);
            return targets;
        }
        return forecasts.forecasts(forecasts.nearest(forecasts.forecasts(unwanted), kept));
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
        return rule instanceof EditRule.RunnerUp own ? own.weight() : 1 / ridge(rule, null);
    }

    private static double ridge(EditRule rule, ClosedForm form) {
        if (rule instanceof EditRule.RunnerUp own) {
            return own.ridge() * form.meanSquare();
        }
        return rule instanceof EditRule.Published published ? published.rho() : ((EditRule.MedoidBall) rule).rho();
    }

    /** Returns the class that the edited surrogate gives each sample. */
    public int[] classify(LayerStates states) {
        Surrogate edited = edited();
        try (NDArray journey = edited.journey()) {
            return edited.classify(states);
        }
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
        return original.changedBy(change, strength);
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
