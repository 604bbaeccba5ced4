// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import koopman.representation.LinearAlgebra;

/**
 * Euclidean distances between the rows of an array, (B, p), which come as blocks: those between one part of the rows and
 * another.
 */
final class Distances {

    private final NDList left;
    private final NDList right;

    private Distances(NDList left, NDList right) {
        this.left = left;
        this.right = right;
    }

    /** Returns the distances between rows in parts of so many, the last of them smaller. */
    static Distances inParts(NDArray rows, long part) {
        NDArray norms = rows.square().sum(new int[] {1}, true); // (B, 1)
        NDArray ones = rows.getManager().ones(new Shape(rows.size(0), 1), rows.getDataType());
        return new Distances(LinearAlgebra.parts(rows.mul(-2).concat(norms, 1).concat(ones, 1), part, 0), // (B, p + 2)
                LinearAlgebra.parts(rows.concat(ones, 1).concat(norms, 1).transpose().duplicate(), part, 1)); // (p + 2, B)
    }

    /** Returns the distances of all rows from all, (B, B). */
    static NDArray between(NDArray rows) {
        return inParts(rows, rows.size(0)).squares(0, 0).maximum(0).sqrt();
    }

    /**
     * Returns |x_i|² + |x_j|² − 2 x_i·x_j, as one product of rows with two columns more, for i of one part and j of another.
     * Rounding may leave a square of nearly equal rows a little below zero.
     */
    NDArray squares(int one, int other) {
        return left.get(one).matMul(right.get(other));
    }

    /** Returns the mean of |x_i − x_j|² over all pairs, 2 (mean |x|² − |mean x|²). */
    static NDArray meanSquare(NDArray rows) {
        return rows.sub(rows.mean(new int[] {0}, true)).square().sum().mul(2.0 / rows.size(0));
    }
}
