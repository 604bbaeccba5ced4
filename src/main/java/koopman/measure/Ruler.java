// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

/**
 * A scale at which components and loops are counted, chosen once on points whose shape is known and then held for what layers
 * make of them.
 *
 * <p>Where a count differs from the shape's Betti numbers, the points may have gaps there as well as the shape: a continuous
 * layer keeps connected what is connected, however far it pulls two halves apart. Count at several numbers of points.
 */
public sealed interface Ruler permits GeodesicRuler, EuclideanRuler {

    /** Returns how many components and how many loops the points (N, d) have at this scale. */
    int[] betti(double[][] points);
}
