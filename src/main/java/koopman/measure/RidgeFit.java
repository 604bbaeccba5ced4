// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** Least squares from pairs of observables, A W ≈ B, whose ridge is chosen by what W does on samples it was not fitted to. */
final class RidgeFit {

    private static final int LEAST_POWER = -10; // of ten, below which a ridge changes nothing that single precision shows

    private double[][] gram;
    private double[][] product;

    /**
     * W by a ridge ρ.
     *
     * @param ridge ρ, relative to the mean square of an observable
     * @param weights W, (m, n)
     */
    record Fitted(double ridge, double[][] weights) {}

    /** Adds the pairs of rows of A, (N, m), and B, (N, n), to what is fitted; they are given in double precision. */
    RidgeFit plus(NDArray from, NDArray to) {
        NDList sums = Computation.results(NativeMemory.loose(),
                () -> new NDList(from.transpose().matMul(from), from.transpose().matMul(to)));
        try (sums) {
            gram = sum(gram, LinearAlgebra.toJava(sums.get(0)));
            product = sum(product, LinearAlgebra.toJava(sums.get(1)));
            return this;
        }
    }

    private static double[][] sum(double[][] before, double[][] more) {
        return before == null ? more : LinearAlgebra.sum(before, 1, more);
    }

    Fitted by(double ridge) {
        return new Fitted(ridge, RidgeRegression.solve(gram, product, ridge * RidgeRegression.meanSquare(gram)));
    }

    /** Returns the fit, of those by no ridge and by all powers of ten up to 1, that leaves least unexplained. */
    Fitted chosen(ToDoubleFunction<double[][]> unexplained) {
        Fitted best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double ridge : ridges()) {
            Fitted fitted = by(ridge);
            double left = unexplained.applyAsDouble(fitted.weights());
            if (best == null || left < least) {
                best = fitted;
                least = left;
            }
        }
        return best;
    }

    /** The greatest comes first: it stands where all others leave more than a number holds. */
    private static double[] ridges() {
        return DoubleStream.concat(IntStream.rangeClosed(LEAST_POWER, 0).map(i -> LEAST_POWER - i)
                .mapToDouble(power -> Math.pow(10, power)), DoubleStream.of(0)).toArray();
    }
}
