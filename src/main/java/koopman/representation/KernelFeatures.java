// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import koopman.training.Computation;

/**
 * Features by a Gaussian kernel, k(x, c) = exp(−|x − c|² / (2 ℓ²)), that are seen from few centres (Nyström): with the
 * centres c_1 .. c_M and K their kernel matrix, (M, M), the features of x are (k(x, c_1) .. k(x, c_M)) K^(-1/2). The scalar
 * product of two states' features is then the kernel itself wherever one of them is a centre; least squares on these features
 * with all samples as centres, those of start and end, is kernel least squares.
 *
 * <p>Directions of K that are zero to rounding are left out, so there may be fewer features than centres.
 *
 * <p>Source: Williams and Seeger, <i>Using the Nyström method to speed up kernel machines</i> (2000); Meanti et al.,
 * <i>Estimating Koopman operators with sketching to provably learn large scale dynamical systems</i> (2023), section 3.
 *
 * @param centres c, (M, p), in double precision
 * @param weights K^(-1/2), (M, features), in double precision
 * @param lengthScale ℓ, in the units of the states
 */
public record KernelFeatures(NDArray centres, NDArray weights, double lengthScale) {

    /**
     * Returns features seen from these centres, (M, p), attached to a manager.
     *
     * @param lengthScale ℓ, above 0
     * @throws IllegalArgumentException if it is not, or an entry is no finite number
     */
    public static KernelFeatures of(NDManager manager, NDArray centres, double lengthScale) {
        if (!(lengthScale > 0 && lengthScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lengthScale (" + lengthScale + ") must be above 0 and finite");
        }
        Entries.requireShape("centres", centres);
        Entries.requireFinite("centres", centres);
        NDArray own = Computation.result(manager, () -> wide(centres).mul(1)); // a copy, which lives as long as the features
        var eigen = LinearAlgebra.symmetric(kernels(own, own, lengthScale));
        double[] values = eigen.values();
        int count = (int) Arrays.stream(values).filter(value -> value > RidgeRegression.NOTHING * values[0]).count();
        double[][] weights = LinearAlgebra.columnsDividedByRoots(eigen.vectors(), Arrays.copyOf(values, count));
        return new KernelFeatures(own, LinearAlgebra.toNative(manager, weights, DataType.FLOAT64), lengthScale);
    }

    private static double[][] kernels(NDArray rows, NDArray centres, double lengthScale) {
        try (NDArray kernels = Computation.result(rows.getManager(), () -> kernel(rows, centres, lengthScale))) {
            return LinearAlgebra.toJava(kernels);
        }
    }

    private static NDArray kernel(NDArray rows, NDArray centres, double lengthScale) { // (N, M)
        NDArray squares = rows.square().sum(new int[] {1}, true).add(centres.square().sum(new int[] {1}))
                .sub(rows.matMul(centres.transpose()).mul(2)).maximum(0);
        return squares.div(-2 * lengthScale * lengthScale).exp();
    }

    private static NDArray wide(NDArray rows) {
        return rows.toType(DataType.FLOAT64, true);
    }

    /** Returns how many features there are. */
    public int size() {
        return Math.toIntExact(weights.size(1));
    }

    /** Returns the features of states, (N, p) → (N, features), of the states' type and attached to their manager. */
    public NDArray apply(NDArray states) {
        Entries.requireColumns("states", states, Math.toIntExact(centres.size(1)));
        return Computation.result(states.getManager(), () -> kernel(wide(states), centres, lengthScale).matMul(weights)
                .toType(states.getDataType(), true));
    }
}
