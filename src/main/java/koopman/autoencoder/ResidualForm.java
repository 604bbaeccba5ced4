// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;

/**
 * The residual |Ψ(y) g − z Ψ(x) g| / |Ψ(x) g| of functions g of m observables as |(A − z I) h|² + |B h|² of vectors h of
 * length 1: with (Ψ(x) Ψ(y)) = Q ((R, C), (0, D)), A = C R^-1, B = D R^-1 and h = R g.
 *
 * <p>No Gram matrix is formed, whose rounding would hide residuals below 10^-8.
 */
final class ResidualForm {

    /** Of equally long observables, a direction shorter than this share of the longest is made of rounding. */
    private static final double NOTHING = 1e-12;

    private final double[][] within;
    private final double[][] beyond;

    private ResidualForm(double[][] triangle) {
        int size = triangle.length / 2;
        double[][] start = block(triangle, 0, 0);
        requireRank(start);
        within = over(block(triangle, 0, size), start);
        beyond = over(block(triangle, size, size), start);
    }

    /** Returns the form that observables of samples have, (N, m) each, with a weight for each sample. */
    static ResidualForm of(NDArray x, NDArray y, double[] weights) {
        ObservablePairs.requireEnough(x, y);
        requireWeights(weights, x.size(0));
        double[][] start = LinearAlgebra.toJava(x);
        double[][] end = LinearAlgebra.toJava(y);
        double[] lengths = lengths(start, weights); // g in units of its own: the residual is the same
        int size = lengths.length;
        var both = new double[Math.max(start.length, 2 * size)][2 * size];
        for (int row = 0; row < start.length; row++) {
            double root = Math.sqrt(weights[row]);
            for (int i = 0; i < size; i++) {
                both[row][i] = root * start[row][i] / lengths[i];
                both[row][size + i] = root * end[row][i] / lengths[i];
            }
        }
        return new ResidualForm(LinearAlgebra.triangle(both));
    }

    private static double[] lengths(double[][] rows, double[] weights) {
        return IntStream.range(0, rows[0].length).mapToDouble(column -> Math.sqrt(IntStream.range(0, rows.length)
                        .mapToDouble(row -> weights[row] * rows[row][column] * rows[row][column]).sum()))
                .map(length -> length > 0 ? length : 1).toArray();
    }

    private static void requireWeights(double[] weights, long samples) {
        if (weights.length != samples) {
            throw new IllegalArgumentException("weights (" + weights.length + ") must be one for each of the " + samples
                    + " samples");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights (" + weights[i] + " of sample " + i
                        + ") must be at least 0 and finite");
            }
        }
    }

    private static void requireRank(double[][] start) {
        double[] lengths = LinearAlgebra.singularValues(start);
        long seen = Arrays.stream(lengths).filter(length -> length > NOTHING * lengths[0]).count();
        if (seen < lengths.length) {
            throw new IllegalArgumentException("x (" + seen + " independent directions) must have " + lengths.length
                    + ", one for each observable: drop observables that are always 0 or sums of others");
        }
    }

    /** Returns a quarter of the triangle, from a row and a column. */
    private static double[][] block(double[][] triangle, int from, int column) {
        int size = triangle.length / 2;
        return IntStream.range(from, from + size).mapToObj(row -> Arrays.copyOfRange(triangle[row], column, column + size))
                .toArray(double[][]::new);
    }

    /** Returns B R^-1 for an upper triangular R. */
    private static double[][] over(double[][] b, double[][] r) {
        var over = new double[b.length][r.length];
        for (int row = 0; row < b.length; row++) {
            for (int column = 0; column < r.length; column++) {
                double rest = b[row][column];
                for (int k = 0; k < column; k++) {
                    rest -= over[row][k] * r[k][column];
                }
                over[row][column] = rest / r[column][column];
            }
        }
        return over;
    }

    int size() {
        return within.length;
    }

    /** Returns the least residual of a complex number z. */
    double at(double re, double im) {
        double[][] upper = RealForm.minus(within, re, im);
        double[][] lower = im == 0 ? beyond : RealForm.doubled(beyond);
        var stacked = Arrays.copyOf(upper, upper.length + lower.length);
        System.arraycopy(lower, 0, stacked, upper.length, lower.length);
        double[] values = LinearAlgebra.singularValues(stacked);
        return values[values.length - 1];
    }
}
