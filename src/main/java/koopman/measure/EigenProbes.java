// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.data.Splits;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;
import koopman.representation.PrincipalComponents;

/** How much of the classes of test samples a linear probe, fitted on training samples, finds in a few eigenfunctions. */
public final class EigenProbes {

    private EigenProbes() {}

    /**
     * Returns the chosen eigenfunctions of observables as columns, (N, m) → (N, chosen), attached to their manager. A
     * complex pair gives its real part where the imaginary part of λ is positive, and its imaginary part where it is
     * negative; so all eigenfunctions together hold what the observables hold.
     */
    public static NDArray columns(Spectrum spectrum, int[] chosen, NDArray observables) {
        double[] imaginary = spectrum.imaginary();
        var columns = new double[chosen.length][];
        for (int i = 0; i < chosen.length; i++) {
            columns[i] = imaginary[chosen[i]] < 0 ? spectrum.imaginaryEigenfunction(observables, chosen[i])
                    : spectrum.eigenfunction(observables, chosen[i]);
        }
        return LinearAlgebra.toNative(observables.getManager(), LinearAlgebra.transposed(columns), DataType.FLOAT64);
    }

    /** Returns what the probe finds, from 0 to 1, in the n eigenfunctions of the journey that grow most, for each n. */
    public static double[] growing(Surrogate surrogate, Splits splits, int... counts) {
        return found(surrogate, splits, counts, spectrum -> (count, observables) -> columns(spectrum,
                IntStream.range(0, count).toArray(), observables));
    }

    /** Returns what the probe finds in the n eigenfunctions of the journey that die fastest, for each n. */
    public static double[] dying(Surrogate surrogate, Splits splits, int... counts) {
        return found(surrogate, splits, counts, spectrum -> (count, observables) -> columns(spectrum,
                IntStream.range(spectrum.size() - count, spectrum.size()).toArray(), observables));
    }

    /** Returns what the probe finds in the first n principal components of the same observables, for each n. */
    public static double[] principal(Surrogate surrogate, Splits splits, int... counts) {
        try (LayerStates train = surrogate.network().states(splits.train());
                NDArray seen = surrogate.observables(train.first())) {
            return found(surrogate, splits, counts,
                    spectrum -> (count, observables) -> PrincipalComponents.fit(seen, count).project(observables));
        }
    }

    /** A choice of so many columns made of observables, (N, m) → (N, count). */
    private interface Choice {
        NDArray columns(int count, NDArray observables);
    }

    private static double[] found(Surrogate surrogate, Splits splits, int[] counts,
            Function<Spectrum, Choice> choices) {
        Choice choice = choices.apply(Spectrum.of(surrogate.journey()));
        try (LayerStates train = surrogate.network().states(splits.train());
                LayerStates test = surrogate.network().states(splits.test());
                NDArray seen = surrogate.observables(train.first()); NDArray unseen = surrogate.observables(test.first())) {
            return Arrays.stream(counts).mapToDouble(count -> {
                try (NDArray own = choice.columns(count, seen); NDArray others = choice.columns(count, unseen)) {
                    return LinearProbe.fit(own, splits.train()).accuracy(others, splits.test());
                }
            }).toArray();
        }
    }
}
