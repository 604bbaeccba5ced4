// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import koopman.representation.LinearAlgebra;
import koopman.representation.RankedRegression;
import koopman.representation.RidgeRegression;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * The journey by least squares alone, without any training loop: dynamic mode decomposition (DMD), whose observables are
 * the states themselves and a constant, its extension by fixed features (EDMD), and either through few numbers.
 *
 * <p>With Ψ(x) the observables, (N, m), of which the first p are the state itself, P = (Ψ(x)^T Ψ(x) + ρ I)^-1 Ψ(x)^T Ψ(y);
 * the forecast of y is the first p columns of Ψ(x) P, which is plain least squares from Ψ(x) to y. Where the state alone is
 * asked for, the columns of P after those and the constant's are zero. Of rank r, P = U U^T Ψ(x)^T
 * Ψ(y): everything is forecast from the r numbers Ψ(x) U, which {@link RankedRegression} chooses.
 *
 * <p>Sources: Schmid, <i>Dynamic mode decomposition</i> (2010); Williams, Kevrekidis, Rowley, <i>A data-driven approximation
 * of the Koopman operator</i> (2015), section 2; Kostic et al. (2022), section 3, for the reduced rank.
 */
public final class LeastSquares implements Lifting, AutoCloseable {

    private static final long PART = 4_096; // rows whose observables are in memory together

    private final NativeMemory memory = new NativeMemory("the least squares");
    private final int components;
    private final UnaryOperator<NDArray> features; // null for none
    private final String name;
    private final RankedRegression ranked; // null if all observables take part
    private final int rank;
    private final OwnedOperator operator;

    /** @param steps how often what is fitted is repeated, or 0 if it is the whole journey */
    private LeastSquares(NDArray first, NDArray last, int steps, Observables observables, Regression regression) {
        if (first.getShape().dimension() != 2 || !last.getShape().equals(first.getShape())) {
            throw new IllegalArgumentException("last " + last.getShape() + " must have the shape of first, " + first.getShape()
                    + ": (N, p)");
        }
        boolean toState = regression instanceof Regression.Full full && !full.toObservables();
        if (toState && steps > 0) {
            throw new IllegalArgumentException("regression (" + regression + ") must be to all observables where it is a step"
                    + " of " + steps + ": the next step needs them");
        }
        components = Math.toIntExact(first.size(1));
        features = observables.features(memory.manager(), first, last);
        name = regression + " on " + components + " components" + (features == null ? "" : " and " + observables);
        double[][][] system = system(first, last, toState ? LinearAlgebra::withConstant : this::encode);
        double ridge = regression.ridge() * RidgeRegression.meanSquare(system[0]);
        int most = regression.rank(system[0].length);
        ranked = ranked(regression, system, ridge);
        rank = ranked == null ? most : Math.min(most, ranked.size());
        double[][] journey = ranked == null ? RidgeRegression.solve(system[0], system[1], ridge) : ranked.matrix(rank);
        double[][] square = Arrays.stream(journey).map(row -> Arrays.copyOf(row, journey.length)).toArray(double[][]::new);
        NDArray fitted = LinearAlgebra.toNative(memory.manager(), square, first.getDataType());
        operator = steps == 0 ? new WholeJourney(fitted, 1) : new RepeatedStep(fitted, steps);
    }

    /** Returns the best journey from first to last states, both (N, p). */
    public static LeastSquares fit(NDArray first, NDArray last, Observables observables, Regression regression) {
        return new LeastSquares(first, last, 0, observables, regression);
    }

    /**
     * Returns the best step K from each state of a trajectory to the next, one for all T of them: z_s = z_0 K^s. Through the
     * layers of a network this is dynamic mode decomposition along depth.
     *
     * @throws IllegalArgumentException if the regression is to the state alone: the next step needs all observables
     */
    public static LeastSquares fit(Trajectory trajectory, Observables observables, Regression regression) {
        List<NDArray> states = trajectory.states();
        int parts = trajectory.parts();
        try (NDArray from = joined(states.subList(0, parts)); NDArray to = joined(states.subList(1, parts + 1))) {
            return new LeastSquares(from, to, parts, observables, regression);
        }
    }

    private static NDArray joined(List<NDArray> states) {
        return Computation.result(states.get(0).getManager(), () -> NDArrays.concat(new NDList(states)));
    }

    /** Returns the best linear journey from first to last states, both (N, p). */
    public static LeastSquares dmd(NDArray first, NDArray last) {
        return fit(first, last, Observables.states(), Regression.full(0));
    }

    /**
     * Returns the best linear journey of states lifted by random features.
     *
     * @param features how many, at least 1
     * @param ridge ρ, relative to the mean square of an observable; it keeps the system from being singular
     * @param seed fixes the features
     */
    public static LeastSquares edmd(NDArray first, NDArray last, int features, double ridge, long seed) {
        return fit(first, last, Observables.randomFeatures(features, seed), Regression.full(ridge));
    }

    /**
     * Returns the journey by the r numbers from which the last state is forecast best.
     *
     * @param rank r, from 1 to the number of observables; above p it is no better than p
     * @param ridge ρ, relative to the mean square of an observable
     * @throws IllegalArgumentException if the rank is out of range, or observables depend on each other and there is no ridge
     */
    public static LeastSquares reducedRank(int rank, NDArray first, NDArray last, Observables observables, double ridge) {
        return fit(first, last, observables, Regression.reducedRank(rank, ridge));
    }

    /** Returns Ψ(x)^T Ψ(x) and Ψ(x)^T Y, with Y what is made of y: Ψ(y) or the first of its columns. */
    private double[][][] system(NDArray first, NDArray last, UnaryOperator<NDArray> targets) {
        NDList sums = new NDList();
        for (long from = 0; from < first.size(0); from += PART) {
            var part = new NDIndex().addSliceDim(from, Math.min(from + PART, first.size(0)));
            NDList more = Computation.results(memory.manager(), () -> {
                NDArray x = encode(first.get(part)).toType(DataType.FLOAT64, true);
                NDArray y = targets.apply(last.get(part)).toType(DataType.FLOAT64, true);
                return new NDList(LinearAlgebra.gram(x), x.transpose().matMul(y));
            });
            if (sums.isEmpty()) {
                sums = more;
            } else {
                sums.get(0).addi(more.get(0));
                sums.get(1).addi(more.get(1));
                more.close();
            }
        }
        try (NDList all = sums) {
            return new double[][][] {LinearAlgebra.toJava(all.get(0)), LinearAlgebra.toJava(all.get(1))};
        }
    }

    private RankedRegression ranked(Regression regression, double[][][] system, double ridge) {
        if (regression instanceof Regression.ReducedRank reduced) {
            return RankedRegression.reducedRank(system[0], system[1], reduced.toObservables() ? system[1] : states(system[1]),
                    ridge);
        }
        return regression instanceof Regression.Principal
                ? RankedRegression.principalComponents(system[0], system[1], ridge) : null;
    }

    /** Returns the columns of the state alone. */
    private double[][] states(double[][] observables) {
        return Arrays.stream(observables).map(row -> Arrays.copyOf(row, components)).toArray(double[][]::new);
    }

    @Override
    public NDArray encode(NDArray states) {
        memory.requireOpen();
        return Computation.result(states.getManager(), () -> {
            NDArray constant = states.getManager().ones(new Shape(states.size(0), 1), states.getDataType());
            NDArray plain = states.concat(constant, 1);
            return features == null ? plain : plain.concat(features.apply(states), 1);
        });
    }

    @Override
    public NDArray decode(NDArray observables) {
        memory.requireOpen();
        return Computation.result(observables.getManager(),
                () -> observables.get(new NDIndex().addAllDim().addSliceDim(0, components)).duplicate());
    }

    /** Returns the operator that was fitted; it lives as long as this. */
    public Operator operator() {
        return operator;
    }

    /** Returns r, from how many numbers everything is forecast; m, if it is not restricted. */
    public int rank() {
        return rank;
    }

    /**
     * Returns the r numbers from which everything is forecast, Ψ(x) U, (N, p) → (N, r), those that matter most first, in double
     * precision and attached to the states' manager.
     *
     * @throws IllegalStateException if the regression is not restricted to a rank
     */
    public NDArray coordinates(NDArray states) {
        double[][] directions = requireRanked().directions(rank);
        return Computation.result(states.getManager(), () -> encode(states).toType(DataType.FLOAT64, false)
                .matMul(LinearAlgebra.toNative(states.getManager(), directions, DataType.FLOAT64)));
    }

    /**
     * Returns what each of the r numbers explains, as a share of what all that there could be explain: of the target's sum of
     * squares, descending, or with principal components of that of all observables at the end, in the components' own order.
     *
     * @throws IllegalStateException if the regression is not restricted to a rank
     */
    public double[] shares() {
        double[] explained = requireRanked().explained();
        double all = Arrays.stream(explained).sum();
        return Arrays.stream(explained).limit(rank).map(each -> each / all).toArray();
    }

    /**
     * Returns the journey by some of the r numbers, (m, m), such as the first few or all but one; it belongs to the caller. Of
     * a trajectory it is one step.
     *
     * @param which of them, each from 0 to r − 1
     * @throws IllegalStateException if the regression is not restricted to a rank
     */
    public NDArray journeyBy(int... which) {
        RankedRegression regression = requireRanked();
        for (int index : which) {
            if (index < 0 || index >= rank) {
                throw new IllegalArgumentException("which (" + index + ") must be from 0 to " + (rank - 1));
            }
        }
        double[][] journey = regression.matrix(which);
        return Computation.unattached(() -> LinearAlgebra.toNative(NativeMemory.loose(), journey,
                operator.journey().getDataType()));
    }

    private RankedRegression requireRanked() {
        memory.requireOpen();
        if (ranked == null) {
            throw new IllegalStateException("regression (" + name + ") must be restricted to a rank: its numbers have no order");
        }
        return ranked;
    }

    /** Frees the native memory; closing once more does nothing. */
    @Override
    public void close() {
        operator.close();
        memory.close();
    }

    @Override
    public String toString() {
        return (features == null ? "DMD: " : "EDMD: ") + name;
    }
}
