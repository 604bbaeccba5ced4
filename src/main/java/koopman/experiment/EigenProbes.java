package koopman.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import koopman.autoencoder.Spectrum;
import koopman.data.Samples;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;

/** How much of the classes straight cuts find in a few eigenfunctions of an operator. */
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

    /**
     * Returns the share of test samples, from 0 to 1, whose class a linear probe finds in the chosen eigenfunctions.
     *
     * @param trainObservables (N, m), which the probe is fitted on
     * @param testObservables (N', m), which it is judged on
     */
    public static double accuracy(Spectrum spectrum, int[] chosen, NDArray trainObservables, Samples train,
            NDArray testObservables, Samples test) {
        try (NDArray seen = columns(spectrum, chosen, trainObservables);
                NDArray unseen = columns(spectrum, chosen, testObservables)) {
            return LinearProbe.fit(seen, train).accuracy(unseen, test);
        }
    }
}
