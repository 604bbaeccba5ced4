// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/**
 * Some of many points, spread over them all: each next one is the point farthest from those chosen before. No point is
 * farther from the nearest landmark than the covering radius r, so no birth and no death of persistent homology differs by
 * more than 2 r between the landmarks and all points, when intervals are matched as well as they can be (and what is
 * matched with nothing is no longer than 4 r), provided that distances obey the triangle inequality: Chazal, de Silva and Oudot, "Persistence stability for geometric complexes",
 * Geometriae Dedicata 173 (2014), theorem 5.2.
 *
 * <p>Source of the choice: Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical Computer
 * Science 38 (1985): r is at most twice what the best choice of as many points would leave. Landmarks favour the rim
 * and outliers; where the points lie dense they are as thin as elsewhere.
 *
 * @param indices the places of the landmarks among the points, in the order of choosing, the first point first
 * @param coveringRadius r, the greatest distance of a point to the nearest landmark; 0 if all are landmarks
 */
public record Landmarks(int[] indices, double coveringRadius) {

    /** Keeps a copy. */
    public Landmarks {
        indices = indices.clone();
    }

    /**
     * Returns landmarks of points under Euclidean distance.
     *
     * @param points (N, d)
     * @param count how many; all points if there are not more
     * @throws InvalidRow if rows differ in length, or a coordinate is not finite or too large for single precision
     */
    public static Landmarks of(double[][] points, int count) {
        return of(new PointDistances(points), count);
    }

    static Landmarks of(Distances distances, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("landmarks (" + count + ") must be at least 1");
        }
        int size = distances.size();
        int[] indices = new int[Math.min(count, size)];
        float[] nearest = new float[size];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int farthest = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = farthest;
            farthest = choose(distances, farthest, nearest);
        }
        return new Landmarks(indices, Math.max(0, nearest[farthest]));
    }

    /** Notes a landmark among the nearest and returns the point that is now farthest; those chosen count as below 0. */
    private static int choose(Distances distances, int landmark, float[] nearest) {
        float[] row = new float[nearest.length];
        distances.tile(landmark, landmark + 1, 0, row.length, row);
        nearest[landmark] = -1;
        int farthest = landmark;
        for (int point = 0; point < row.length; point++) {
            nearest[point] = Math.min(nearest[point], row[point]);
            farthest = nearest[point] > nearest[farthest] ? point : farthest;
        }
        return farthest;
    }

    @Override
    public int[] indices() {
        return indices.clone();
    }

    /** Returns the rows of a matrix that belong to the landmarks, in the order of choosing. */
    public double[][] of(double[][] rows) {
        return Arrays.stream(indices).mapToObj(index -> rows[index]).toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Landmarks same && Arrays.equals(indices, same.indices)
                && coveringRadius == same.coveringRadius;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Double.hashCode(coveringRadius);
    }

    @Override
    public String toString() {
        return indices.length + " landmarks, no point farther than " + (float) coveringRadius + " from one";
    }
}
