// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.List;

/**
 * A feature's life: it exists at the scales birth ≤ ε &lt; death. Lengths are in single precision, as in Ripser.
 *
 * @param dimension 0 for a component, 1 for a loop
 * @param birth     the scale at which it appears
 * @param death     the scale at which it is gone; infinite when it was still there at the last scale looked at
 */
public record Interval(int dimension, float birth, float death) implements Comparable<Interval> {

    /** Checks that a dimension is named and that birth comes before death. */
    public Interval {
        if (dimension < 0 || !(birth >= 0 && birth < death)) {
            throw new IllegalArgumentException("interval (" + dimension + ", " + birth + ", " + death
                    + ") must have a dimension of at least 0 and 0 <= birth < death");
        }
    }

    /** Adds the feature to others, unless it would be gone when it comes. */
    static void add(List<Interval> intervals, int dimension, float birth, float death) {
        if (birth < death) {
            intervals.add(new Interval(dimension, birth, death));
        }
    }

    /** Returns whether the feature exists at a scale, rounded to single precision like all lengths. */
    public boolean holds(double scale) {
        return birth <= (float) scale && (float) scale < death;
    }

    /** Returns death − birth, perhaps infinite. */
    public float length() {
        return death - birth;
    }

    /** Orders by dimension, birth, death. */
    @Override
    public int compareTo(Interval other) {
        int byDimension = Integer.compare(dimension, other.dimension);
        int byBirth = byDimension != 0 ? byDimension : Float.compare(birth, other.birth);
        return byBirth != 0 ? byBirth : Float.compare(death, other.death);
    }
}
