// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** How long a path along a {@link NeighbourGraph} is. */
public enum GraphMetric {
    /** The number of its edges, whatever their length: a layer that stretches or shrinks parts of a cloud changes little. */
    HOPS,
    /** The sum of its edges' Euclidean lengths, as in Isomap (Tenenbaum, de Silva and Langford 2000). */
    LENGTH
}
