// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/**
 * A change D of a surrogate's journey P by which it forgets classes, found in closed form by one solve of size m.
 *
 * <p>The edit changes nothing in place: {@link #edited()} is a new surrogate, and to undo it is to keep the old one. All
 * arithmetic is in double precision.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 5.
 */
public final class OperatorEdit {

    private final Surrogate original;
    private final Set<Integer> classes;
    private final EditRule rule;
    private final double[][] change;
    private final Moves moves;

    /** How many of all rows are moved, and which share of their targets is itself forecast as a class to be forgotten. */
    private record Moves(int all, int rows, double vainTargets) {}

    private OperatorEdit(Surrogate original, Set<Integer> classes, EditRule rule, double[][] change, Moves moves) {
        this.original = original;
        this.classes = classes;
        this.rule = rule;
        this.change = change;
        this.moves = moves;
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

    /** Returns the edit by our rule, its settings chosen on validation samples: see {@link ForgettingStudy#choose}. */
    public static OperatorEdit forget(Surrogate surrogate, Splits data, int... forgotten) {
        try (LayerStates train = surrogate.network().states(data.train())) {
            return ForgettingStudy.choose(surrogate, train, data.validation(), forgotten);
        }
    }

    /** Returns the edits as above for each of several sets of classes, which share all preparations. */
    public static List<OperatorEdit> forgetEach(Surrogate surrogate, LayerStates train, EditRule rule, List<int[]> sets) {
        try (var forecasts = Forecasts.of(surrogate, train)) {
            return sets.stream().map(forgotten -> forget(forecasts, rule, forgotten)).toList();
        }
    }

    /** Returns the edit as above, from forecasts of the training samples that several edits may share. */
    public static OperatorEdit forget(Forecasts forecasts, EditRule rule, int... forgotten) {
        List<OperatorEdit> byRounds = candidates(forecasts, List.of(rule), forgotten);
        return byRounds.get(byRounds.size() - 1);
    }

    /**
     * Returns the edits of rules that differ only in how hard they move and keep, after each round, from one preparation.
     *
     * @param rules the first of them says which rows move, and where to
     */
    static List<OperatorEdit> candidates(Forecasts forecasts, List<EditRule> rules, int... forgotten) {
        Set<Integer> classes = requireClasses(forecasts.states(), forgotten);
        EditRule first = rules.get(0);
        int[] moved = Arrays.stream(first.selection().rows(forecasts, classes)).sorted().distinct().toArray();
        int[] kept = IntStream.range(0, forecasts.size()).filter(row -> Arrays.binarySearch(moved, row) < 0).toArray();
        if (moved.length == 0 || kept.length == 0) {
            throw new IllegalArgumentException("rows to move (" + moved.length + ") and rows to keep (" + kept.length
                    + ") must both be some: choose other classes or a smaller ball");
        }
        double[][] targets = first.target().of(forecasts, moved, kept, classes);
        double vain = (double) Arrays.stream(forecasts.classesAt(targets)).filter(classes::contains).count() / moved.length;
        double[][] residual = LinearAlgebra.sum(targets, -1, forecasts.forecasts(moved)); // T − H P
        var form = ClosedForm.of(forecasts.square(), forecasts.observables(moved), residual);
        var moves = new Moves(forecasts.size(), moved.length, vain);
        return rules.stream().flatMap(rule -> byRounds(forecasts, classes, form, rule, moves,
                new Reweighting.Rows(moved, residual)).stream()).toList();
    }

    private static List<OperatorEdit> byRounds(Forecasts forecasts, Set<Integer> classes, ClosedForm form, EditRule rule,
            Moves moves, Reweighting.Rows rows) {
        double weight = rule.balance().weight();
        double ridge = rule.balance().ridge(form.meanSquare());
        var edits = new ArrayList<OperatorEdit>();
        edits.add(new OperatorEdit(forecasts.surrogate(), classes, rule.withRounds(0), form.change(weight, ridge), moves));
        if (rule.rounds() > 0) {
            var reweighting = new Reweighting(forecasts, classes, weight, ridge, rows);
            for (int round = 1; round <= rule.rounds(); round++) {
                double[][] mended = reweighting.after(edits.get(round - 1));
                edits.add(new OperatorEdit(forecasts.surrogate(), classes, rule.withRounds(round), mended, moves));
            }
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

    /** Returns the class that the edited surrogate gives each sample. */
    public int[] classify(LayerStates states) {
        try (NDArray observables = original.observables(states.first())) {
            return classify(observables);
        }
    }

    /** Returns the class that the edited surrogate gives each sample of which the observables at the start are known, (N, m). */
    int[] classify(NDArray observables) {
        try (Surrogate edited = edited();
                NDArray logits = Computation.unattached(() -> edited.logitsAt(observables.matMul(edited.journey())))) {
            return Computation.greatest(logits);
        }
    }

    /** Returns what the edit does to samples that it was not fitted to. */
    public ForgettingReport report(Samples samples) {
        return ForgettingReport.of(this, samples);
    }

    /**
     * Returns a surrogate that has forgotten the classes; the original stays as it was. Its journey is known as a whole only:
     * half of its way need not exist.
     */
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

    /** Returns D, (m, m). */
    public double[][] change() {
        return Arrays.stream(change).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns the surrogate before the edit. */
    public Surrogate original() {
        return original;
    }

    /** Returns the labels of the classes that are forgotten. */
    public Set<Integer> classes() {
        return classes;
    }

    /** Returns how many training samples the edit was fitted to, those that stay and those that move. */
    public int trained() {
        return moves.all;
    }

    /** Returns how many training samples the edit was to move. */
    public int moved() {
        return moves.rows;
    }

    /**
     * Returns the share of the moved training samples, from 0 to 1, whose target is itself forecast as a class that is to be
     * forgotten: were they sent there exactly, they would still be found.
     */
    public double vainTargets() {
        return moves.vainTargets;
    }

    @Override
    public String toString() {
        return "OperatorEdit that forgets " + classes + " by " + rule + ", moving " + moves.rows + " training samples";
    }
}
