// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far Betti numbers depend on which points were drawn: at each scale the middle count of many subsamples, and the counts
 * that all but a twentieth at either end lie between.
 *
 * <p>A subsample has gaps that the whole set does not have, so the band is that of clouds of its own size and says nothing of
 * larger ones.
 *
 * @param low at each scale, the count that a twentieth of the subsamples does not exceed
 * @param middle the median
 * @param high the count that a twentieth reaches at least
 */
public record BettiBand(BettiCurve low, BettiCurve middle, BettiCurve high) {

    private static final double TAIL = 0.05;

    /**
     * Returns the band of subsamples drawn without replacement.
     *
     * @param points (N, d)
     * @param size of a subsample, at most N
     * @param draws how many subsamples
     * @param seed fixes which points are drawn
     * @param scales ascending
     */
    public static BettiBand of(PersistentHomology homology, double[][] points, int size, int draws, long seed, int dimension,
            double... scales) {
        if (size < 1 || size > points.length || draws < 1) {
            throw new IllegalArgumentException("size (" + size + ") must be from 1 to " + points.length
                    + ", the points, and draws (" + draws + ") at least 1");
        }
        var random = new SplittableRandom(seed);
        int[][] counts = new int[draws][];
        for (int draw = 0; draw < draws; draw++) {
            counts[draw] = homology.ofPoints(some(points, size, random)).bettiCurve(dimension, scales).counts();
        }
        return new BettiBand(new BettiCurve(dimension, scales, ranked(counts, TAIL)),
                new BettiCurve(dimension, scales, ranked(counts, 0.5)), new BettiCurve(dimension, scales, ranked(counts, 1 - TAIL)));
    }

    /** The first steps of a shuffle (Fisher and Yates). */
    private static double[][] some(double[][] points, int size, SplittableRandom random) {
        double[][] shuffled = points.clone();
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, shuffled.length);
            double[] swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return Arrays.copyOf(shuffled, size);
    }

    /** Returns for each column the value that this share of the rows does not exceed, the nearest there is. */
    private static int[] ranked(int[][] rows, double share) {
        int rank = (int) Math.round(share * (rows.length - 1));
        return IntStream.range(0, rows[0].length).map(column ->
                Arrays.stream(rows).mapToInt(row -> row[column]).sorted().skip(rank).findFirst().orElseThrow()).toArray();
    }

    @Override
    public String toString() {
        return "band of " + middle;
    }
}
