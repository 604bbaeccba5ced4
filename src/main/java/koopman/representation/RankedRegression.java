// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Least squares through few numbers: of the observables X, (N, m), only the r numbers X U_r are kept, and everything is
 * forecast from them. With G = X^T X, (m, m), B = X^T Y, (m, n), and directions U_r, (m, r), for which
 * U_r^T (G + ρ I) U_r = I, the forecast is X P_r with P_r = U_r U_r^T B.
 *
 * <p>The directions stand in order, and the first r of them are those of rank r. There are two ways to choose them. Reduced
 * rank: those that explain most of targets T, (N, t), which may be Y itself or a part of it; X U_r U_r^T X^T T then
 * minimises |X W − T|² + ρ |W|² over all W of rank r. Principal components: those along which X itself is greatest, whatever
 * it is to forecast. Nothing is centred.
 *
 * <p>Sources: Izenman, <i>Reduced-rank regression for the multivariate linear model</i> (1975); Kostic et al., <i>Learning
 * dynamical systems via Koopman operator regression in reproducing kernel Hilbert spaces</i> (2022), section 3.
 */
public final class RankedRegression {

    private final double[][] directions;
    private final double[][] forecasts;
    private final double[] explained;

    private RankedRegression(double[][] directions, double[][] forecasts, double[] explained) {
        this.directions = directions;
        this.forecasts = forecasts;
        this.explained = explained;
    }

    /** Returns the regression of reduced rank whose targets are all that is forecast: as below with T = Y. */
    public static RankedRegression reducedRank(double[][] gram, double[][] product, double ridge) {
        return reducedRank(gram, product, product, ridge);
    }

    /**
     * Returns the regression of reduced rank.
     *
     * @param gram G, (m, m)
     * @param product B, (m, n)
     * @param targets X^T T, (m, t)
     * @param ridge ρ, at least 0; a multiple of {@link RidgeRegression#meanSquare} makes it relative to the data
     * @throws IllegalArgumentException if a number is not finite, the shapes do not fit, G + ρ I is singular to rounding, or
     *     the observables explain nothing of the targets
     */
    public static RankedRegression reducedRank(double[][] gram, double[][] product, double[][] targets, double ridge) {
        Entries.requireSystem("gram", gram, "product", product);
        Entries.requireSystem("gram", gram, "targets", targets);
        double[][] system = RidgeRegression.system(gram, ridge);
        double[][] solved = LinearAlgebra.solution(system, targets, RidgeRegression.NOTHING)
                .orElseThrow(() -> new IllegalArgumentException("gram (" + Entries.shape(gram) + ", singular to rounding with "
                        + "the ridge " + ridge + ") must be positive definite: raise the ridge, drop observables that are "
                        + "always zero or combinations of others, or give more samples than observables")); // (m, t)
        var eigen = LinearAlgebra.symmetric(LinearAlgebra.product(LinearAlgebra.transposed(targets), solved));
        int count = above(eigen.values(), RidgeRegression.NOTHING * eigen.values()[0]);
        if (count == 0) {
            throw new IllegalArgumentException("targets (" + Entries.shape(targets)
                    + ") must depend on the observables: their product with them is zero");
        }
        double[] strengths = Arrays.copyOf(eigen.values(), count);
        return of(LinearAlgebra.product(solved, LinearAlgebra.columnsDividedByRoots(eigen.vectors(), strengths)), product, strengths);
    }

    /**
     * Returns the regression on principal components, of which those of no size are left out.
     *
     * @param gram G, (m, m)
     * @param product B, (m, n)
     * @param ridge ρ, at least 0
     * @throws IllegalArgumentException if a number is not finite, the shapes do not fit, or G is zero
     */
    public static RankedRegression principalComponents(double[][] gram, double[][] product, double ridge) {
        Entries.requireSystem("gram", gram, "product", product);
        var eigen = LinearAlgebra.symmetric(RidgeRegression.system(gram, ridge));
        int count = above(eigen.values(), RidgeRegression.NOTHING * eigen.values()[0]);
        if (count == 0) {
            throw new IllegalArgumentException("gram (" + Entries.shape(gram) + ") must have an entry that is not zero");
        }
        double[][] directions = LinearAlgebra.columnsDividedByRoots(eigen.vectors(),
                Arrays.copyOf(eigen.values(), count));
        double[][] forecasts = LinearAlgebra.product(LinearAlgebra.transposed(directions), product);
        return of(directions, product, Arrays.stream(forecasts)
                .mapToDouble(row -> Arrays.stream(row).map(value -> value * value).sum()).toArray());
    }

    private static RankedRegression of(double[][] directions, double[][] product, double[] explained) {
        return new RankedRegression(directions, LinearAlgebra.product(LinearAlgebra.transposed(directions), product), explained);
    }

    private static int above(double[] descending, double bound) {
        return (int) Arrays.stream(descending).filter(value -> value > Math.max(bound, 0)).count();
    }

    /** Returns how many directions there are: no rank above this forecasts better. */
    public int size() {
        return explained.length;
    }

    /** Returns U_r, (m, r), with as many columns as there are directions if r is greater. */
    public double[][] directions(int rank) {
        int count = requireRank(rank);
        return Arrays.stream(directions).map(row -> Arrays.copyOf(row, count)).toArray(double[][]::new);
    }

    /**
     * Returns what each direction explains: of reduced rank, of the sum of the targets' squares (without a ridge exactly, with
     * one less the penalty); of principal components, of the sum of Y's squares.
     */
    public double[] explained() {
        return explained.clone();
    }

    /** Returns P_r, (m, n). */
    public double[][] matrix(int rank) {
        return matrix(IntStream.range(0, requireRank(rank)).toArray());
    }

    /** Returns the sum of u u^T B over the directions u that are kept, (m, n), such as all but one. */
    public double[][] matrix(int[] kept) {
        if (kept.length == 0) {
            return new double[directions.length][forecasts[0].length];
        }
        double[][] some = Arrays.stream(directions)
                .map(row -> IntStream.of(kept).mapToDouble(column -> row[column]).toArray()).toArray(double[][]::new);
        return LinearAlgebra.product(some, IntStream.of(kept).mapToObj(row -> forecasts[row]).toArray(double[][]::new));
    }

    private int requireRank(int rank) {
        return Math.min(requireRank(rank, directions.length), size());
    }

    /** Returns a rank that so many observables may be restricted to, or refuses another. */
    public static int requireRank(int rank, int observables) {
        if (rank < 1 || rank > observables) {
            throw new IllegalArgumentException("rank (" + rank + ") must be from 1 to " + observables
                    + ", the number of observables");
        }
        return rank;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d directions in %d observables, of which the first explains %.1f %%", size(),
                directions.length, 100 * explained[0] / Arrays.stream(explained).sum());
    }
}
