// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import koopman.training.Computation;

/**
 * How much of the end of a journey can be told from its start, whatever coordinates either is written in: the singular values
 * σ_1 ≥ σ_2 ≥ … of C_x^(-1/2) C_xy C_y^(-1/2), where C_x, C_y and C_xy are the covariances of the observables at the start,
 * (N, m), and at the end, (N, n). Each lies from 0 to 1; an invertible linear change of either side leaves all as they are.
 *
 * <p>The VAMP-r score is Σ σ_i^r: the greater, the more of the motion the observables see.
 *
 * <p>Sources: Hotelling, <i>Relations between two sets of variates</i> (1936); Wu and Noé, <i>Variational approach for learning
 * Markov processes from time series data</i> (2020), section 3.
 *
 * @param values σ, descending: as many as the narrower side has directions
 */
public record CanonicalCorrelations(double[] values) {

    /** Returns the correlations of observables whose means are taken away first. */
    public static CanonicalCorrelations of(NDArray first, NDArray last) {
        return of(first, last, true);
    }

    /**
     * Returns the correlations of the same samples' observables at start, (N, m), and end, (N, n).
     *
     * @param centred whether the means are taken away; if not, a constant counts as a direction of its own with σ = 1
     * @throws IllegalArgumentException if an entry is no finite number, N differs or is not above m and n, or one of the sides
     *     does not vary
     */
    public static CanonicalCorrelations of(NDArray first, NDArray last, boolean centred) {
        requireEnds(first, last);
        NDList covariances = Computation.results(first.getManager(), () -> {
            NDArray x = wide(first, centred);
            NDArray y = wide(last, centred);
            return new NDList(x.transpose().matMul(x), y.transpose().matMul(y), x.transpose().matMul(y));
        });
        try (covariances) {
            double[][] from = whitening("first", LinearAlgebra.toJava(covariances.get(0)));
            double[][] to = whitening("last", LinearAlgebra.toJava(covariances.get(1)));
            double[][] between = LinearAlgebra.product(LinearAlgebra.transposed(from),
                    LinearAlgebra.product(LinearAlgebra.toJava(covariances.get(2)), to));
            return new CanonicalCorrelations(LinearAlgebra.singularValues(between));
        }
    }

    private static void requireEnds(NDArray first, NDArray last) {
        Entries.requireShape("first", first);
        Entries.requireShape("last", last);
        if (first.size(0) != last.size(0)) {
            throw new IllegalArgumentException("last " + last.getShape() + " must have " + first.size(0)
                    + " samples, as first");
        }
        long widest = Math.max(first.size(1), last.size(1));
        if (first.size(0) <= widest) {
            throw new IllegalArgumentException("first (" + first.size(0) + " samples) must be more than the observables ("
                    + widest + "): with fewer every correlation is 1");
        }
        Entries.requireFinite("first", first);
        Entries.requireFinite("last", last);
    }

    private static NDArray wide(NDArray rows, boolean centred) {
        NDArray wide = rows.toType(DataType.FLOAT64, true);
        return centred ? wide.sub(wide.mean(new int[] {0}, true)) : wide;
    }

    /** Returns C^(-1/2) without its last rotation, (m, directions): directions of no variance are left out. */
    private static double[][] whitening(String name, double[][] covariance) {
        var eigen = LinearAlgebra.symmetric(covariance);
        double[] values = eigen.values();
        int count = (int) Arrays.stream(values).filter(value -> value > RidgeRegression.NOTHING * values[0] && value > 0).count();
        if (count == 0) {
            throw new IllegalArgumentException(name + " has no variance: every sample has the same observables");
        }
        return LinearAlgebra.columnsDividedByRoots(eigen.vectors(), Arrays.copyOf(values, count));
    }

    /** Returns the VAMP-r score, Σ σ^r; r is 1 or 2 in the literature. */
    public double vamp(int power) {
        if (power < 1) {
            throw new IllegalArgumentException("power (" + power + ") must be at least 1");
        }
        return Arrays.stream(values).map(value -> Math.pow(value, power)).sum();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d canonical correlations from %.4f to %.4f, VAMP-2 score %.4f", values.length,
                values[0], values[values.length - 1], vamp(2));
    }
}
