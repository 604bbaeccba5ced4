// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import java.util.Arrays;

/**
 * The one linear system that least squares comes to: W = (G + r I)^-1 B with G = X^T X, (m, m), and B = X^T Y, (m, n), which
 * minimises |X W − Y|² + r |W|².
 *
 * <p>Where G + r I is singular to rounding, its pseudo-inverse takes the inverse's place: of all W that fit best, that of least
 * norm. Features that are always zero then get weights of zero, and equal features share alike.
 *
 * <p>Source: Golub and Van Loan, <i>Matrix Computations</i> (2013), sections 5.5 and 6.1.
 */
public final class RidgeRegression {

    /** An eigenvalue below this share of the greatest is none: features in single precision are known no better, squared. */
    static final double NOTHING = 1e-13;

    private RidgeRegression() {}

    /**
     * Returns W, (m, n).
     *
     * @param gram G, (m, m)
     * @param product B, (m, n)
     * @param ridge r, at least 0; a multiple of {@link #meanSquare} makes it relative to the data
     * @throws IllegalArgumentException if a number is not finite, the shapes do not fit, or G has negative eigenvalues
     */
    public static double[][] solve(double[][] gram, double[][] product, double ridge) {
        Entries.requireSystem("gram", gram, "product", product);
        double[][] system = system(gram, ridge);
        return LinearAlgebra.solution(system, product, NOTHING).orElseGet(() -> leastNorm(system, product));
    }

    /** Returns G + r I. */
    static double[][] system(double[][] gram, double ridge) {
        if (!(ridge >= 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ridge (" + ridge + ") must be at least 0 and finite");
        }
        double[][] system = Arrays.stream(gram).map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < system.length; i++) {
            system[i][i] += ridge;
        }
        return system;
    }

    /** Returns the mean of the diagonal of X^T X: the mean square of a feature, times the number of rows. */
    public static double meanSquare(double[][] gram) {
        double trace = 0;
        for (int i = 0; i < gram.length; i++) {
            trace += gram[i][i];
        }
        return trace / gram.length;
    }

    private static double[][] leastNorm(double[][] system, double[][] product) {
        var eigen = LinearAlgebra.symmetric(system);
        double[] values = eigen.values();
        double least = values[values.length - 1];
        if (least < 0 && -least > Math.sqrt(NOTHING) * values[0]) {
            throw new IllegalArgumentException("gram (" + Entries.shape(system) + " with the eigenvalue " + least
                    + ") must have none below 0, as X^T X has none");
        }
        double[][] along = LinearAlgebra.product(LinearAlgebra.transposed(eigen.vectors()), product); // (m, n)
        for (int i = 0; i < values.length; i++) {
            double inverse = values[i] > NOTHING * values[0] ? 1 / values[i] : 0;
            along[i] = Arrays.stream(along[i]).map(value -> value * inverse).toArray();
        }
        return LinearAlgebra.product(eigen.vectors(), along);
    }
}
