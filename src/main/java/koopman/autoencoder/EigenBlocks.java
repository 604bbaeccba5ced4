// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/** A matrix of 2 x 2 blocks r ((cos θ, −sin θ), (sin θ, cos θ)) along its diagonal, and of one number r if its size is odd. */
final class EigenBlocks {

    private EigenBlocks() {}

    /**
     * Returns rows moved by the blocks, (N, m) → (N, m), in O(m) a row.
     *
     * @param stretches r of all blocks, ⌈m / 2⌉ numbers
     * @param angles θ of the 2 x 2 blocks, ⌊m / 2⌋ numbers, or null if there are none
     */
    static NDArray move(NDArray rows, NDArray stretches, NDArray angles) {
        long width = rows.size(1);
        long paired = width / 2 * 2;
        if (paired == 0) {
            return rows.mul(stretches);
        }
        NDArray turned = turn(columns(rows, 0, paired), part(stretches, 0, paired / 2), angles);
        return paired == width ? turned
                : turned.concat(columns(rows, paired, width).mul(part(stretches, paired / 2, paired / 2 + 1)), 1);
    }

    /** Returns pairs of columns (u, v) as r (u cos θ − v sin θ, u sin θ + v cos θ). */
    private static NDArray turn(NDArray rows, NDArray stretches, NDArray angles) {
        NDArray pairs = rows.reshape(rows.size(0), angles.size(), 2);
        NDArray u = pairs.get(new NDIndex(":, :, 0")); // (N, m / 2)
        NDArray v = pairs.get(new NDIndex(":, :, 1"));
        NDArray cosine = stretches.mul(angles.cos());
        NDArray sine = stretches.mul(angles.sin());
        return NDArrays.stack(new NDList(u.mul(cosine).sub(v.mul(sine)), u.mul(sine).add(v.mul(cosine))), 2)
                .reshape(rows.getShape());
    }

    private static NDArray part(NDArray vector, long from, long to) {
        return vector.get(new NDIndex().addSliceDim(from, to));
    }

    private static NDArray columns(NDArray rows, long from, long to) {
        return rows.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }
}
