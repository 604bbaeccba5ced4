// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.data.Randomness;
import koopman.data.Split;

/**
 * A box of states, from which starts are drawn.
 *
 * @param low the least of each of the d numbers
 * @param high the greatest of each
 */
public record StateBox(double[] low, double[] high) {

    public StateBox {
        if (low.length == 0 || high.length != low.length || !areApart(low, high)) {
            throw new IllegalArgumentException("box (from " + Arrays.toString(low) + " to " + Arrays.toString(high)
                    + ") must have as many ends as beginnings, finite and each above its own");
        }
        low = low.clone();
        high = high.clone();
    }

    private static boolean areApart(double[] low, double[] high) {
        return IntStream.range(0, low.length).allMatch(i -> low[i] < high[i] && Double.isFinite(high[i] - low[i]));
    }

    /** Returns the box of d numbers around 0, each from −reach to reach. */
    public static StateBox around(int dimension, double reach) {
        double[] high = new double[dimension];
        Arrays.fill(high, reach);
        return new StateBox(Arrays.stream(high).map(end -> -end).toArray(), high);
    }

    /** Returns so many states, uniform in the box, (N, d); the three splits share none, and other seeds give others. */
    public double[][] draw(Split split, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1");
        }
        SplittableRandom random = Randomness.valueOf(split.name()).of(seed);
        var states = new double[count][low.length];
        for (double[] state : states) {
            Arrays.setAll(state, i -> low[i] + (high[i] - low[i]) * random.nextDouble());
        }
        return states;
    }

    /**
     * Returns the states of a grid over a box of two numbers, corners included, (points points, 2), row by row from below.
     *
     * @param points how many a side, at least 2
     */
    public double[][] grid(int points) {
        if (low.length != 2 || points < 2) {
            throw new IllegalArgumentException("grid (" + points + " points a side of " + low.length
                    + " numbers) must have 2 points a side at least, of 2 numbers");
        }
        return IntStream.range(0, points * points)
                .mapToObj(i -> new double[] {along(0, i % points, points), along(1, i / points, points)})
                .toArray(double[][]::new);
    }

    private double along(int axis, int index, int points) {
        return low[axis] + (high[axis] - low[axis]) * index / (points - 1);
    }
}
