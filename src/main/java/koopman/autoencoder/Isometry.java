// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
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

    /** Returns the sum of the losses of encodings, each of its own rows: a scalar with the values and the gradients above. */
    static NDArray loss(List<NDArray> encodings, List<NDArray> rows) {
        List<Supplier<NDList>> computations = IntStream.range(0, rows.size()).<Supplier<NDList>>mapToObj(
                i -> () -> valueAndGradient(encodings.get(i).stopGradient(), rows.get(i))).toList();
        List<NDList> closed = rows.get(0).size(0) > PART // else handing a computation over costs more than it saves
                ? Computation.sideBySide(rows.get(0).getManager(), computations)
                : Computation.withoutGradient(() -> computations.stream().map(Supplier::get).toList());
        return IntStream.range(0, rows.size()).mapToObj(i -> {
            NDArray along = encodings.get(i).mul(closed.get(i).get(1)).sum();
            return along.sub(along.stopGradient()).add(closed.get(i).get(0));
        }).reduce(NDArray::add).orElseThrow();
    }

    private static NDList valueAndGradient(NDArray e, NDArray rows) {
        long size = e.size(0);
        double scale = 4.0 / (size * size);
        NDArray products = products(e, rows); // (m + 1, B)
        NDArray sums = products.get(e.size(1)).expandDims(1);
        NDArray h = e.mul(sums).subi(products.get(new NDIndex().addSliceDim(0, e.size(1))).transpose());
        NDArray value = Distances.meanSquare(e).add(Distances.meanSquare(rows)).sub(e.mul(h).sum().mul(scale));
        NDArray gradient = e.mul(size).subi(e.sum(new int[] {0}, true)).subi(h).muli(scale);
        return new NDList(value, gradient);
    }

    /**
     * Returns (R e)^T and, as the last row, rowsum(R): (m + 1, B), the layout in which such narrow products are fast. R is
     * symmetric, so a block beside its diagonal serves twice.
     */
    private static NDArray products(NDArray e, NDArray rows) {
        NDArray ones = e.getManager().ones(new Shape(1, e.size(0)), e.getDataType());
        NDArray widened = e.transpose().concat(ones, 0);
        NDArray products = widened.zerosLike();
        NDList factors = LinearAlgebra.parts(widened, PART, 1);
        NDList sums = LinearAlgebra.parts(products, PART, 1); // views of the products
        Distances wanted = Distances.inParts(rows, PART);
        Distances given = Distances.inParts(e, PART);
        for (int i = 0; i < sums.size(); i++) {
            for (int j = i; j < sums.size(); j++) {
                try (var scope = new NDScope()) { // the next block finds the cache as this one leaves it
                    scope.suppressNotUsedWarning();
                    NDArray ratios = wanted.squares(i, j).divi(given.squares(i, j).maximum(SMALLEST_SQUARE)).abs().sqrt();
                    sums.get(j).addi(factors.get(i).matMul(ratios));
                    if (j > i) {
                        sums.get(i).addi(factors.get(j).matMul(ratios.transpose()));
                    }
                }
            }
        }
        return products;
    }
}
