package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Euclidean distances between the rows of an array, (B, p) → (B, B). */
final class Distances {

    private Distances() {}

    static NDArray between(NDArray rows) {
        return squares(rows).maximum(0).sqrt();
    }

    /**
     * Returns |x_i|² + |x_j|² − 2 x_i·x_j as one product of rows with two columns more, (B, B). Rounding may leave
     * a square of nearly equal rows a little below zero.
     */
    static NDArray squares(NDArray rows) {
        NDArray norms = rows.square().sum(new int[] {1}, true); // (B, 1)
        NDArray ones = rows.getManager().ones(new Shape(rows.size(0), 1), rows.getDataType());
        NDArray left = rows.mul(-2).concat(norms, 1).concat(ones, 1); // (B, p + 2)
        return left.matMul(rows.concat(ones, 1).concat(norms, 1).transpose());
    }

    /** Returns the mean of |x_i − x_j|² over all pairs, 2 (mean |x|² − |mean x|²). */
    static NDArray meanSquare(NDArray rows) {
        return rows.sub(rows.mean(new int[] {0}, true)).square().sum().mul(2.0 / rows.size(0));
    }
}
