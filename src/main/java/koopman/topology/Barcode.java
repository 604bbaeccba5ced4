// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.List;

/**
 * The intervals of persistent homology, ordered by dimension, birth and death; those of length zero are left out.
 *
 * @param points       the number of points, or of their landmarks if only these were looked at
 * @param maxDimension the highest dimension computed
 * @param threshold    the last scale looked at
 * @param intervals    the lives of all components and loops
 * @param coveringRadius the greatest distance of a point to the nearest landmark, 0 where all points were looked at: the
 *     intervals of all points begin and end at most twice as far from these (see {@link Landmarks}, also for when)
 */
public record Barcode(int points, int maxDimension, double threshold, List<Interval> intervals, double coveringRadius) {

    /** Sorts the intervals. */
    public Barcode {
        intervals = intervals.stream().sorted().toList();
    }

    /** Returns the intervals of one dimension, ordered by birth and death. */
    public List<Interval> intervals(int dimension) {
        requireComputed(dimension);
        return intervals.stream().filter(interval -> interval.dimension() == dimension).toList();
    }

    /** Returns the births in the order of {@link #intervals(int)}. */
    public double[] births(int dimension) {
        return intervals(dimension).stream().mapToDouble(Interval::birth).toArray();
    }

    /** Returns the deaths in the order of {@link #intervals(int)}; infinite for what never dies. */
    public double[] deaths(int dimension) {
        return intervals(dimension).stream().mapToDouble(Interval::death).toArray();
    }

    /**
     * Returns the Betti number: how many components (0) or loops (1) there are at a scale, birth ≤ scale &lt; death.
     *
     * @throws IllegalArgumentException if the scale is negative or above the threshold, or the dimension not computed
     */
    public int betti(int dimension, double scale) {
        return bettiCurve(dimension, scale).counts()[0];
    }

    /** Returns the Betti numbers at ascending scales, as {@link #betti} does one by one. */
    public BettiCurve bettiCurve(int dimension, double... scales) {
        List<Interval> alive = intervals(dimension);
        int[] counts = new int[scales.length];
        for (int i = 0; i < scales.length; i++) {
            double scale = scales[i];
            requireLookedAt(scale);
            counts[i] = (int) alive.stream().filter(interval -> interval.holds(scale)).count();
        }
        return new BettiCurve(dimension, scales, counts);
    }

    private void requireComputed(int dimension) {
        if (dimension < 0 || dimension > maxDimension) {
            throw new IllegalArgumentException("dimension (" + dimension + ") must be from 0 to " + maxDimension
                    + ", the highest computed");
        }
    }

    private void requireLookedAt(double scale) {
        if (!(scale >= 0 && scale <= threshold)) {
            throw new IllegalArgumentException("scale (" + scale + ") must be from 0 to the threshold (" + threshold
                    + ") of the computation");
        }
    }

    @Override
    public String toString() {
        return "Barcode of " + points + (coveringRadius > 0 ? " landmarks (covering radius " + (float) coveringRadius + "): "
                : " points: ") + describe(0, "component")
                + (maxDimension == 0 ? "" : "; " + describe(1, "loop"));
    }

    private String describe(int dimension, String name) {
        List<Interval> all = intervals(dimension);
        long unended = all.stream().filter(interval -> Float.isInfinite(interval.death())).count();
        return all.size() + " " + name + (all.size() == 1 ? "" : "s") + ", " + unended + " for ever";
    }
}
