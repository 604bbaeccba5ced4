package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import koopman.representation.LinearAlgebra;
import koopman.representation.RandomFeatures;
import koopman.representation.RidgeRegression;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * The journey by least squares alone, without any training loop: dynamic mode decomposition (DMD), whose observables are
 * the states themselves and a constant, and its extension by fixed random features (EDMD), relu(x w + b).
 *
 * <p>With Ψ(x) the observables, (N, m), of which the first p are the state itself, P = (Ψ(x)^T Ψ(x) + ρ I)^-1 Ψ(x)^T Ψ(y);
 * the forecast of y is the first p columns of Ψ(x) P, which is plain least squares from Ψ(x) to y.
 *
 * <p>Sources: Schmid, <i>Dynamic mode decomposition</i> (2010); Williams, Kevrekidis, Rowley, <i>A data-driven approximation
 * of the Koopman operator</i> (2015), section 2.
 */
public final class LeastSquares implements Lifting, AutoCloseable {

    private final NativeMemory memory = new NativeMemory("the least squares");
    private final int components;
    private final RandomFeatures features;
    private final WholeJourney operator;
    private final int observables;

    private LeastSquares(NDArray first, NDArray last, int count, double ridge, long seed) {
        components = Math.toIntExact(first.size(1));
        features = count == 0 ? null : RandomFeatures.of(memory.manager(), first, count, seed);
        operator = new WholeJourney(fit(first, last, ridge), 1);
        observables = operator.size();
    }

    /** Returns the best linear journey from first to last states, both (N, p). */
    public static LeastSquares dmd(NDArray first, NDArray last) {
        return new LeastSquares(first, last, 0, 0, 0);
    }

    /**
     * Returns the best linear journey of states lifted by random features.
     *
     * @param features how many, at least 1
     * @param ridge ρ, relative to the mean square of an observable; it keeps the system from being singular
     * @param seed fixes the features
     */
    public static LeastSquares edmd(NDArray first, NDArray last, int features, double ridge, long seed) {
        if (features < 1) {
            throw new IllegalArgumentException("features (" + features + ") must be at least 1: use dmd for none");
        }
        return new LeastSquares(first, last, features, ridge, seed);
    }

    private NDArray fit(NDArray first, NDArray last, double ridge) {
        var system = Computation.results(memory.manager(), () -> {
            NDArray from = encode(first).toType(DataType.FLOAT64, true);
            NDArray to = encode(last).toType(DataType.FLOAT64, true);
            return new NDList(from.transpose().matMul(from), from.transpose().matMul(to));
        });
        try (system) {
            double[][] gram = LinearAlgebra.toJava(system.get(0));
            double[][] solved = RidgeRegression.solve(gram, LinearAlgebra.toJava(system.get(1)),
                    ridge * RidgeRegression.meanSquare(gram));
            return LinearAlgebra.toNative(memory.manager(), solved, DataType.FLOAT32);
        }
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

    /** Frees the native memory; closing once more does nothing. */
    @Override
    public void close() {
        operator.close();
        memory.close();
    }

    @Override
    public String toString() {
        int count = observables - components - 1;
        return count == 0 ? "DMD: least squares on " + components + " components"
                : "EDMD: least squares on " + components + " components and " + count + " random features";
    }
}
