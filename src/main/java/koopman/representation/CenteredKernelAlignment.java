// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import koopman.training.Computation;

/**
 * How alike two representations of the same samples are, whatever rotation, shift and one scale for all either is written in:
 * the linear centred kernel alignment |Y^T X|² / (|X^T X| |Y^T Y|) with Frobenius norms and the means taken away. It is 1 for
 * the same cloud of points and near 0 for clouds that have nothing to do with each other.
 *
 * <p>X is (N, p), Y (N, q); nothing of N x N numbers is made. Of independent clouds it is about √(p q) / N where all directions
 * vary alike, and more where few do: N should be far above that.
 *
 * <p>Source: Kornblith, Norouzi, Lee, Hinton, <i>Similarity of neural network representations revisited</i> (2019), section 3.
 */
public final class CenteredKernelAlignment {

    private CenteredKernelAlignment() {}

    /**
     * Returns the alignment, from 0 to 1.
     *
     * @throws IllegalArgumentException if an entry is no finite number, N differs, or all rows of one side are the same
     */
    public static double of(NDArray first, NDArray second) {
        requireRows("first", first);
        requireRows("second", second);
        if (first.size(0) != second.size(0)) {
            throw new IllegalArgumentException("second " + second.getShape() + " must have " + first.size(0)
                    + " samples, as first");
        }
        NDArray alignment = Computation.result(first.getManager(), () -> {
            NDArray x = centred(first);
            NDArray y = centred(second);
            NDArray own = x.transpose().matMul(x).norm().mul(y.transpose().matMul(y).norm());
            return y.transpose().matMul(x).square().sum().div(own);
        });
        try (alignment) {
            return Math.min(1, alignment.getDouble());
        }
    }

    private static void requireRows(String name, NDArray rows) {
        Entries.requireShape(name, rows);
        Entries.requireFinite(name, rows);
        if (!Entries.vary(rows)) {
            throw new IllegalArgumentException(name + " has no variance: every sample has the same representation");
        }
    }

    /** Returns the rows without their mean, their greatest entry 1, which keeps all products in range. */
    private static NDArray centred(NDArray rows) {
        NDArray wide = rows.toType(DataType.FLOAT64, true);
        NDArray centred = wide.sub(wide.mean(new int[] {0}, true));
        return centred.div(centred.abs().max());
    }
}
