// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/**
 * Betti numbers at ascending scales: how many components or loops a set of points has, seen ever more coarsely.
 *
 * @param dimension 0 for components, 1 for loops
 * @param scales    the scales, ascending
 * @param counts    the Betti number at each
 */
public record BettiCurve(int dimension, double[] scales, int[] counts) {

    /** Checks the lengths and the order, and keeps copies. */
    public BettiCurve {
        if (scales.length == 0 || scales.length != counts.length) {
            throw new IllegalArgumentException("scales (" + scales.length + " of them) must be as many as counts ("
                    + counts.length + "), at least 1");
        }
        for (int i = 1; i < scales.length; i++) {
            if (!(scales[i - 1] < scales[i])) {
                throw new IllegalArgumentException("scales[" + i + "] (" + scales[i] + ") must be above the one before ("
                        + scales[i - 1] + ")");
            }
        }
        scales = scales.clone();
        counts = counts.clone();
    }

    /** Returns evenly spaced scales from 0 to {@code last}, both included. */
    public static double[] scales(double last, int count) {
        if (!(last > 0) || count < 2) {
            throw new IllegalArgumentException("last (" + last + ") must be above 0 and count (" + count
                    + ") at least 2");
        }
        double[] scales = new double[count];
        for (int i = 0; i < count; i++) {
            scales[i] = last * i / (count - 1);
        }
        return scales;
    }

    @Override
    public double[] scales() {
        return scales.clone();
    }

    @Override
    public int[] counts() {
        return counts.clone();
    }

    /**
     * Returns the area between two curves over the same scales, ∫ |β(ε) − β'(ε)| dε by the trapezoidal rule.
     *
     * @throws IllegalArgumentException if the curves are of different dimensions or scales
     */
    public double distance(BettiCurve other) {
        if (dimension != other.dimension || !Arrays.equals(scales, other.scales)) {
            throw new IllegalArgumentException("other (" + other + ") must have the dimension and the scales of " + this);
        }
        double[] gaps = new double[scales.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Math.abs(counts[i] - other.counts[i]);
        }
        return area(gaps);
    }

    /** Returns {@link #distance} as a part of the area under this curve, the reference; 0 for equal curves. */
    public double relativeDistance(BettiCurve other) {
        double distance = distance(other);
        return distance == 0 ? 0 : distance / area(Arrays.stream(counts).asDoubleStream().toArray());
    }

    private double area(double[] heights) {
        double area = 0;
        for (int i = 1; i < heights.length; i++) {
            area += (scales[i] - scales[i - 1]) * (heights[i - 1] + heights[i]) / 2;
        }
        return area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BettiCurve curve && dimension == curve.dimension
                && Arrays.equals(scales, curve.scales) && Arrays.equals(counts, curve.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dimension + Arrays.hashCode(scales)) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Betti-" + dimension + " curve at " + scales.length + " scales from " + scales[0] + " to "
                + scales[scales.length - 1] + ": " + counts[0] + " to " + counts[counts.length - 1];
    }
}
