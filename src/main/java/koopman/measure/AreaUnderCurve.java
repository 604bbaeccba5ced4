// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;

/**
 * How well a score tells wanted samples from others: the area under the curve of hits against false alarms, which is the chance
 * that a wanted sample scores higher than another one, A = P(s > t) + P(s = t) / 2. It is 1/2 for a score that knows nothing,
 * and 0, too, for one that knows all and says the opposite.
 *
 * <p>It is exact, counted by ranks. Source: Hanley and McNeil, <i>The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve</i> (1982), section 2.
 */
public final class AreaUnderCurve {

    private AreaUnderCurve() {}

    /**
     * Returns A, from 0 to 1.
     *
     * @param wanted the scores of the wanted samples, in any order
     * @param others the scores of the others
     */
    public static double of(double[] wanted, double[] others) {
        requireScores("wanted", wanted);
        requireScores("others", others);
        double[] sorted = sorted(others);
        long halves = 0; // each pair counts 2 where the wanted one is higher, 1 where both are the same
        for (double score : wanted) {
            halves += below(sorted, score + 0.0) + below(sorted, Math.nextUp(score + 0.0));
        }
        return halves / (2.0 * wanted.length * others.length);
    }

    /** Negative zeros become plain ones, which Java's order of numbers would keep apart. */
    private static double[] sorted(double[] scores) {
        return Arrays.stream(scores).map(score -> score + 0.0).sorted().toArray();
    }

    /** Returns how many of the sorted values are less than a limit. */
    private static int below(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void requireScores(String name, double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException(name + " (no scores) must be one at least");
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(name + " (" + scores[i] + " at " + i + ") must be finite numbers");
            }
        }
    }
}
