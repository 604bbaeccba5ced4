// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Randomness;

/**
 * Distances between the same pairs of points in two clouds: |x_i − x_j| and |e_i − e_j| for pairs drawn at random.
 *
 * @param truth the distances in the cloud that is to be kept
 * @param encoded the distances in the other, in the same order
 */
public record DistancePairs(double[] truth, double[] encoded) {

    /** Checks the lengths, and keeps copies. */
    public DistancePairs {
        if (truth.length == 0 || truth.length != encoded.length) {
            throw new IllegalArgumentException("truth (" + truth.length + " distances) must be as many as encoded ("
                    + encoded.length + "), at least 1");
        }
        truth = truth.clone();
        encoded = encoded.clone();
    }

    /**
     * Returns the distances of {@code count} pairs of different rows.
     *
     * @param truth (N, p), at least two rows
     * @param encoded (N, m), the same points in another space
     * @param seed fixes which pairs are drawn
     */
    public static DistancePairs of(double[][] truth, double[][] encoded, int count, long seed) {
        if (truth.length < 2 || truth.length != encoded.length) {
            throw new IllegalArgumentException("truth (" + truth.length + " rows) must be as many as encoded ("
                    + encoded.length + "), at least 2");
        }
        int[][] pairs = drawn(truth.length, count, seed);
        return new DistancePairs(distances(truth, pairs), distances(encoded, pairs));
    }

    /** Returns {@code count} pairs of different rows of so many, two at least, as {@link #of} draws them. */
    public static int[][] drawn(int rows, int count, long seed) {
        SplittableRandom random = Randomness.PAIRS.of(seed);
        return Stream.generate(() -> random.nextInt(rows)).map(i -> new int[] {i, (i + 1 + random.nextInt(rows - 1)) % rows})
                .limit(count).toArray(int[][]::new);
    }

    private static double[] distances(double[][] rows, int[][] pairs) {
        return Arrays.stream(pairs).mapToDouble(pair -> distance(rows[pair[0]], rows[pair[1]])).toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(k -> (a[k] - b[k]) * (a[k] - b[k])).sum());
    }

    @Override
    public double[] truth() {
        return truth.clone();
    }

    @Override
    public double[] encoded() {
        return encoded.clone();
    }

    /** Returns encoded / true distance at a share of the pairs, from 0 for the most crushed to 1 for the most stretched. */
    public double stretch(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share (" + share + ") must be from 0 to 1");
        }
        double[] ratios = IntStream.range(0, truth.length).filter(i -> truth[i] > 0)
                .mapToDouble(i -> encoded[i] / truth[i]).sorted().toArray();
        return ratios.length == 0 ? Double.NaN : ratios[(int) Math.round(share * (ratios.length - 1))];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistancePairs pairs && Arrays.equals(truth, pairs.truth)
                && Arrays.equals(encoded, pairs.encoded);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(truth) + Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d distances, stretched %.2f- to %.2f-fold in nine of ten pairs", truth.length,
                stretch(0.05), stretch(0.95));
    }
}
