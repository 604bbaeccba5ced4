// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;
import koopman.training.Computation;

/**
 * How much of a surrogate's observables is more than a rigid or affine image of the states, and what becomes of that part on
 * the way. The observables of first states are divided, z = a(x) + b, with a the affine map that fits them best on training
 * samples: what b holds is all that lifting adds, since an affine map alone makes of the surrogate a linear forecast, however
 * many observables there are.
 *
 * @param start the share of the observables' variance that b has, on samples not fitted to
 * @param end the same after the journey: the variance of b P as a share of that of z P
 * @param growth how many times the variance of b grows on the journey: that of b P divided by that of b
 * @param accuracy the share of samples whose class the surrogate gives rightly
 * @param affineAccuracy the same if only a(x) makes the journey
 */
public record Nonlinearity(double start, double end, double growth, double accuracy, double affineAccuracy) {

    /**
     * Returns the nonlinearity of a surrogate's observables.
     *
     * @param train the states of samples that a is fitted to
     * @param samples on which it is measured
     */
    public static Nonlinearity of(Surrogate surrogate, LayerStates train, Samples samples) {
        double[][] weights = weights(states(surrogate, train), observables(surrogate, train));
        try (LayerStates test = surrogate.network().states(samples)) {
            double[][] whole = observables(surrogate, test);
            double[][] affine = LinearAlgebra.product(states(surrogate, test), weights);
            double[][] bent = LinearAlgebra.sum(whole, -1, affine);
            double[][] journey = LinearAlgebra.toJava(surrogate.journey());
            double grown = variance(LinearAlgebra.product(bent, journey));
            return new Nonlinearity(variance(bent) / variance(whole), grown / variance(LinearAlgebra.product(whole, journey)),
                    grown / variance(bent), samples.accuracy(surrogate.classify(test)),
                    samples.accuracy(read(surrogate, test, LinearAlgebra.product(affine, journey))));
        }
    }

    /** Returns the preprocessed states and a constant, (N, p + 1). */
    private static double[][] states(Surrogate surrogate, LayerStates states) {
        try (NDArray x = Computation.result(states.first().getManager(),
                () -> LinearAlgebra.withConstant(surrogate.first().apply(states.first())))) {
            return LinearAlgebra.toJava(x);
        }
    }

    private static double[][] observables(Surrogate surrogate, LayerStates states) {
        try (NDArray z = surrogate.observables(states.first())) {
            return LinearAlgebra.toJava(z);
        }
    }

    private static double[][] weights(double[][] states, double[][] observables) {
        double[][] turned = LinearAlgebra.transposed(states);
        return RidgeRegression.solve(LinearAlgebra.product(turned, states), LinearAlgebra.product(turned, observables), 0);
    }

    /** Returns the classes that the network's head reads from observables at the end. */
    private static int[] read(Surrogate surrogate, LayerStates states, double[][] observables) {
        try (NDArray end = LinearAlgebra.toNative(states.first().getManager(), observables, surrogate.journey().getDataType());
                NDArray logits = surrogate.logitsAt(end)) {
            return Computation.greatest(logits);
        }
    }

    private static double variance(double[][] rows) {
        double sum = 0;
        for (int column = 0; column < rows[0].length; column++) {
            int at = column;
            double mean = Arrays.stream(rows).mapToDouble(row -> row[at]).average().orElseThrow();
            sum += Arrays.stream(rows).mapToDouble(row -> (row[at] - mean) * (row[at] - mean)).sum();
        }
        return sum / rows.length;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "bent: %.2f %% of the observables' variance at the start, %.1f %% at the end, grown "
                + "%.1f-fold; the affine part alone is right on %.2f %%, all of it on %.2f %%", 100 * start, 100 * end, growth,
                100 * affineAccuracy, 100 * accuracy);
    }
}
