package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import koopman.training.Computation;

/**
 * How far an encoding is from keeping distances: the mean over all pairs of rows (i, j) of (|e_i − e_j| − |x_i − x_j|)².
 *
 * <p>Rows x are (B, p), encodings e (B, m). With the ratios R_ij = |x_i − x_j| / |e_i − e_j| and the rows
 * h = rowsum(R) e − R e, both have closed forms, which spare a graph over B x B arrays and most passes over them:
 * the gradient is 4 / B² (B e − Σ_j e_j − h), and the loss mean |e_i − e_j|² + mean |x_i − x_j|² − 4 / B² Σ e·h, because
 * Σ_ij |x_i − x_j| |e_i − e_j| = Σ_ij R_ij |e_i − e_j|² = 2 Σ e·h. What stands on R's diagonal cancels.
 *
 * <p>Source of the loss: Aswani and Jabari, arXiv 2505.12809 (2025), section 3; of the closed forms: differentiation.
 */
final class Isometry {

    /** Keeps the distance of equal rows from being divided by; far below the distances of preprocessed states. */
    private static final double SMALLEST_SQUARE = 1e-6;

    /** The distances of so many rows from as many fit the cache of a core (measured). */
    private static final long PART = 256;

    private Isometry() {}

    /** Returns the loss as a scalar whose value and whose gradient along the encodings are those above. */
    static NDArray loss(NDArray encodings, NDArray rows) {
        NDArray[] closed = Computation.unrecorded(() -> valueAndGradient(encodings.stopGradient(), rows));
        NDArray along = encodings.mul(closed[1]).sum();
        return along.sub(along.stopGradient()).add(closed[0]);
    }

    private static NDArray[] valueAndGradient(NDArray e, NDArray rows) {
        long size = e.size(0);
        double scale = 4.0 / (size * size);
        NDArray products = products(e, rows);
        NDArray h = columns(products, e.size(1), e.size(1) + 1).mul(e).subi(columns(products, 0, e.size(1)));
        NDArray value = Distances.meanSquare(e).add(Distances.meanSquare(rows)).sub(e.mul(h).sum().mul(scale));
        NDArray gradient = e.mul(size).subi(e.sum(new int[] {0}, true)).subi(h).muli(scale);
        return new NDArray[] {value, gradient};
    }

    /** Returns R e and, as the last column, rowsum(R): (B, m + 1). R is symmetric, so a block beside its diagonal serves twice. */
    private static NDArray products(NDArray e, NDArray rows) {
        NDArray ones = e.getManager().ones(new Shape(e.size(0), 1), e.getDataType());
        NDArray widened = e.concat(ones, 1);
        NDArray products = widened.zerosLike();
        NDList factors = Distances.parts(widened, PART);
        NDList sums = Distances.parts(products, PART); // views of the products
        Distances wanted = Distances.inParts(rows, PART);
        Distances given = Distances.inParts(e, PART);
        for (int i = 0; i < sums.size(); i++) {
            for (int j = i; j < sums.size(); j++) {
                try (var scope = new NDScope()) { // the next block finds the cache as this one leaves it
                    scope.suppressNotUsedWarning();
                    NDArray ratios = wanted.squares(i, j).divi(given.squares(i, j).maximum(SMALLEST_SQUARE)).maximum(0).sqrt();
                    sums.get(i).addi(ratios.matMul(factors.get(j)));
                    if (j > i) {
                        sums.get(j).addi(ratios.transpose().matMul(factors.get(i)));
                    }
                }
            }
        }
        return products;
    }

    private static NDArray columns(NDArray array, long from, long to) {
        return array.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }
}
