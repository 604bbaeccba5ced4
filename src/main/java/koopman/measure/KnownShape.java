// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

/**
 * Points drawn from a shape whose Betti numbers are known, by which a {@link Ruler} is chosen.
 *
 * @param points (N, d), not copied
 * @param components β₀, how many pieces the shape has
 * @param loops β₁, how many holes
 */
public record KnownShape(double[][] points, int components, int loops) {

    public KnownShape {
        if (components < 1 || loops < 0) {
            throw new IllegalArgumentException("components (" + components + ") must be at least 1, and loops (" + loops
                    + ") at least 0");
        }
    }

    /** Returns by how much found Betti numbers miss those of the shape. */
    int missedBy(int[] found) {
        return Math.abs(found[0] - components) + Math.abs(found[1] - loops);
    }

    @Override
    public String toString() {
        return points.length + " points of Betti numbers " + components + " and " + loops;
    }
}
