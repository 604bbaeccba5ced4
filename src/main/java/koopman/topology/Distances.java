// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** The distances between the points of a finite set, in single precision: all that a Vietoris–Rips complex knows. */
interface Distances {

    /** Returns the number of points. */
    int size();

    /** Returns the distance between two points, to the last bit what {@link #tile} writes for them. */
    float between(int a, int b);

    /** Writes the distances from points rowFrom..rowTo - 1 to points columnFrom..columnTo - 1, row after row. */
    void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] into);

    /** Does the same for a reader who asks only for distances up to some length: longer ones may be written as infinite. */
    default void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float most, float[] into) {
        tile(rowFrom, rowTo, columnFrom, columnTo, into);
    }
}
