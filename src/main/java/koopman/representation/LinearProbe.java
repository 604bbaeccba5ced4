// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import koopman.data.Samples;
import koopman.training.Computation;

/**
 * The dullest classifier there is, fitted to a representation to ask what straight cuts can find in it: least
 * squares from the states and a constant to the classes' indicators, then the greatest of the answers.
 *
 * <p>W = ([X 1]^T [X 1] + ε I)^-1 [X 1]^T Y with X (N, d), Y (N, classes), W (d + 1, classes). Of few samples in many
 * dimensions it is found as [X 1]^T ([X 1] [X 1]^T + ε I)^-1 Y, which is the same and a smaller system.
 */
public final class LinearProbe {

    /** Relative to the mean square of a column; it only keeps dead features from making the system singular. */
    private static final double RIDGE = 1e-9;
    private static final int LEAST_POWER = -9; // of ten, that of the ridge above

    private final double[][] weights;

    private LinearProbe(double[][] weights) {
        this.weights = weights;
    }

    /** Returns the probe that fits the states, (N, d), to the samples' classes best. */
    public static LinearProbe fit(NDArray states, Samples samples) {
        return fit(states, samples, RIDGE);
    }

    /**
     * Returns the probe, of those by ridges of all powers of ten up to 1, that is right on most of other samples: for states of
     * many numbers and few samples. Where several are, it is the one of the greatest ridge.
     *
     * @param unseen the other samples' states, (M, d)
     * @param others the other samples
     */
    public static LinearProbe chosen(NDArray states, Samples samples, NDArray unseen, Samples others) {
        LinearProbe best = null;
        double most = -1;
        for (int power = 0; power >= LEAST_POWER; power--) {
            LinearProbe probe = fit(states, samples, Math.pow(10, power));
            double right = probe.accuracy(unseen, others);
            if (right > most) {
                best = probe;
                most = right;
            }
        }
        return best;
    }

    /**
     * Returns the probe by a ridge of one's choice.
     *
     * @param ridge ε, relative to the mean square of a feature
     */
    public static LinearProbe fit(NDArray states, Samples samples, double ridge) {
        requireRows(states, samples);
        Entries.requireFinite("states", states);
        boolean few = states.size(0) <= states.size(1);
        var system = Computation.results(states.getManager(), () -> {
            NDArray x = LinearAlgebra.withConstant(states);
            NDArray y = samples.labels(states.getManager()).oneHot(samples.classes().size()).toType(DataType.FLOAT64, false);
            NDArray across = x.transpose();
            return few ? new NDList(x.matMul(across), y, across) : new NDList(across.matMul(x), across.matMul(y));
        });
        try (system) {
            double[][] square = LinearAlgebra.toJava(system.get(0));
            double share = (double) square.length / (states.size(1) + 1); // of a column's mean square in that of the diagonal
            double[][] solved = RidgeRegression.solve(square, LinearAlgebra.toJava(system.get(1)),
                    ridge * share * RidgeRegression.meanSquare(square));
            return new LinearProbe(few ? LinearAlgebra.product(LinearAlgebra.toJava(system.get(2)), solved) : solved);
        }
    }

    /** Returns the class that the probe gives each row of the states, (N, d). */
    public int[] classify(NDArray states) {
        try (NDArray scores = scores(states)) {
            return Computation.greatest(scores);
        }
    }

    /** Returns what the probe makes of each row of the states for each class, (N, d) → (N, classes), near 1 for its own. */
    public NDArray scores(NDArray states) {
        Entries.requireColumns("states", states, weights.length - 1);
        return Computation.result(states.getManager(), () -> LinearAlgebra.withConstant(states)
                .matMul(LinearAlgebra.toNative(states.getManager(), weights, DataType.FLOAT64)));
    }

    /** Returns the share of the samples whose class the probe finds in their states, from 0 to 1. */
    public double accuracy(NDArray states, Samples samples) {
        requireRows(states, samples);
        return samples.accuracy(classify(states));
    }

    static void requireRows(NDArray states, Samples samples) {
        Entries.requireShape("states", states);
        if (states.size(0) != samples.size()) {
            throw new IllegalArgumentException("states " + states.getShape() + " must have a row for each of the "
                    + samples.size() + " samples");
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "linear probe from %d features to %d classes", weights.length - 1,
                weights[0].length);
    }
}
