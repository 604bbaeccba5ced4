// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import koopman.data.Randomness;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;

/**
 * How far the eigenvalues of a fitted step depend on which samples it was fitted to, by the bootstrap: the step is fitted
 * again to as many samples, drawn from the same with replacement, many times.
 *
 * <p>Each refit's eigenvalues are matched to those of all samples, the closest two first. An interval goes from the share
 * (1 − level) / 2 of what was found to the share (1 + level) / 2, for the real and the imaginary part by itself. Where refits
 * make a pair of two real eigenvalues, the intervals of their imaginary parts lie on either side of 0.
 *
 * <p>Source: Efron and Tibshirani, <i>An Introduction to the Bootstrap</i> (1993), section 13.3.
 */
public final class EigenvalueIntervals {

    /** The level that is usual: a truth lies outside once in twenty times. */
    private static final double LEVEL = 0.95;

    /**
     * An interval of real numbers.
     *
     * @param from its lower end
     * @param to its upper end
     */
    public record Interval(double from, double to) {

        /** Returns whether a number lies in the interval. */
        public boolean holds(double value) {
            return from <= value && value <= to;
        }

        /** Returns to − from. */
        public double width() {
            return to - from;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g to %.4g", from, to);
        }
    }

    private final LinearAlgebra.General whole;
    private final int resamples;
    private final double level;
    private final List<Interval> real;
    private final List<Interval> imaginary;

    private EigenvalueIntervals(LinearAlgebra.General whole, List<LinearAlgebra.General> refits, double level) {
        this.whole = whole;
        this.level = level;
        resamples = refits.size();
        List<int[]> partners = refits.stream().map(refit -> ClosestPairs.of(whole, refit)).toList();
        real = IntStream.range(0, size()).mapToObj(i -> percentiles(IntStream.range(0, resamples)
                .mapToDouble(k -> refits.get(k).real()[partners.get(k)[i]]).sorted().toArray(), level)).toList();
        imaginary = IntStream.range(0, size()).mapToObj(i -> percentiles(IntStream.range(0, resamples)
                .mapToDouble(k -> refits.get(k).imaginary()[partners.get(k)[i]]).sorted().toArray(), level)).toList();
    }

    /** Returns intervals at the level 0.95 of the plain least-squares step from x to y, both (N, m). */
    public static EigenvalueIntervals of(NDArray x, NDArray y, int resamples, long seed) {
        return of(x, y, (gram, cross) -> RidgeRegression.solve(gram, cross, 0), resamples, LEVEL, seed);
    }

    /**
     * Returns the intervals of any step that is fitted by the samples' second moments.
     *
     * @param x observables at the start, (N, m), with N at least m
     * @param y observables of the same samples at the end
     * @param fit gives the step, (m, m), z → z S, of Ψ(x)^T Ψ(x) and Ψ(x)^T Ψ(y), sums over the samples; several
     *     threads may ask it at once
     * @param resamples how often the step is fitted again, at least 2; some hundreds settle the ends of an interval
     * @param level the share of resamples that an interval holds, between 0 and 1
     * @param seed fixes what is drawn
     * @throws IllegalArgumentException if one of these is not as it is said here, or a number is not finite
     */
    public static EigenvalueIntervals of(NDArray x, NDArray y, BinaryOperator<double[][]> fit, int resamples, double level,
            long seed) {
        ObservablePairs.requireEnough(x, y);
        if (resamples < 2) {
            throw new IllegalArgumentException("resamples (" + resamples + ") must be at least 2");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level (" + level + ") must be between 0 and 1, such as 0.95");
        }
        SplittableRandom random = Randomness.RESAMPLES.of(seed);
        double[][] start = LinearAlgebra.toJava(x);
        double[][] end = LinearAlgebra.toJava(y);
        int[] once = new int[start.length];
        Arrays.fill(once, 1);
        List<int[]> draws = IntStream.range(0, resamples).mapToObj(k -> drawn(start.length, random)).toList();
        List<LinearAlgebra.General> refits = draws.parallelStream().map(counts -> refit(start, end, counts, fit)).toList();
        return new EigenvalueIntervals(refit(start, end, once, fit), refits, level);
    }

    /** Returns how often each row is drawn. */
    private static int[] drawn(int rows, SplittableRandom random) {
        int[] counts = new int[rows];
        for (int i = 0; i < rows; i++) {
            counts[random.nextInt(rows)]++;
        }
        return counts;
    }

    private static LinearAlgebra.General refit(double[][] x, double[][] y, int[] counts, BinaryOperator<double[][]> fit) {
        var gram = new double[x[0].length][x[0].length];
        var cross = new double[x[0].length][x[0].length];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; counts[row] > 0 && i < gram.length; i++) {
                add(counts[row] * x[row][i], x[row], gram[i]);
                add(counts[row] * x[row][i], y[row], cross[i]);
            }
        }
        return LinearAlgebra.general(fit.apply(gram, cross));
    }

    private static void add(double factor, double[] row, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * row[i];
        }
    }

    /** Returns the ends of the middle share of ascending values, between two of them in proportion. */
    private static Interval percentiles(double[] sorted, double level) {
        return new Interval(percentile(sorted, (1 - level) / 2), percentile(sorted, (1 + level) / 2));
    }

    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = Math.min((int) place, sorted.length - 2);
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    /** Returns m, how many eigenvalues there are. */
    public int size() {
        return whole.real().length;
    }

    /** Returns the interval of an eigenvalue's real part, in the order of the {@link Spectrum} of all samples' step. */
    public Interval real(int index) {
        return at(real, index);
    }

    /** Returns the interval of an eigenvalue's imaginary part. */
    public Interval imaginary(int index) {
        return at(imaginary, index);
    }

    private Interval at(List<Interval> intervals, int index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException("index (" + index + ") must be from 0 to " + (size() - 1));
        }
        return intervals.get(index);
    }

    @Override
    public String toString() {
        double[] widths = IntStream.range(0, size()).mapToDouble(i -> Math.hypot(real(i).width(), imaginary(i).width()))
                .sorted().toArray();
        return String.format(Locale.ROOT, "%d eigenvalues, %s %% intervals of %d resamples: widths from %.2g to %.2g",
                size(), percent(), resamples, widths[0], widths[size() - 1]);
    }

    private String percent() {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
