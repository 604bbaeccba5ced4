// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;
import koopman.training.Products;

/**
 * exp(A) = Σ A^n / n! of a square matrix, (m, m) → (m, m), through which gradients flow.
 *
 * <p>exp(A) = e^μ exp(B / 2^s)^(2^s) with B = A − μ I and μ the mean of A's diagonal, around the Taylor polynomial of degree
 * 12 in four products. s is such that the polynomial's error is below the rounding of the array's type; it is chosen by
 * ‖B²‖^(1/2) and ‖B³‖^(1/3), which are at hand and for large matrices far below the norm of B.
 *
 * <p>Sources: Moler and Van Loan, <i>Nineteen dubious ways to compute the exponential of a matrix</i> (2003), method 3;
 * Bader, Blanes, Casas, <i>Computing the matrix exponential with an optimized Taylor polynomial approximation</i> (2019), for
 * the polynomial and its coefficients; Al-Mohy and Higham (2009), theorem 4.2, for the choice of s.
 */
public final class MatrixExponential {

    /** The largest such norm t for which t^13 / 13!, the first term left out, vanishes in rounding. */
    private static final double SINGLE_REACH = 1.4;
    private static final double DOUBLE_REACH = 0.28;

    /** In line i the coefficients of the combination B_i of I, A, A², A³ that the polynomial is made of. */
    private static final double[][] COEFFICIENTS = {
        {9.0198e-16, 0.46932117595418237389, -0.20099424927047284052, -0.04623946134063071740},
        {5.31597895759871264183, 1.19926790417132231573, 0.01179296240992997031, 0.01108844528519167989},
        {0.18188869982170434744, 0.05502798439925399070, 0.09351590770535414968, 0.00610700528898058230},
        {-2.0861320e-13, -0.13181061013830184015, -0.02027855540589259079, -0.00675951846863086359}};

    private MatrixExponential() {}

    /** Returns exp(A), attached to A's manager. */
    public static NDArray of(NDArray a) {
        if (a.getShape().dimension() != 2 || a.size(0) != a.size(1)) {
            throw new IllegalArgumentException("matrix " + a.getShape() + " must be square");
        }
        NDArray identity = a.getManager().eye((int) a.size(0)).toType(a.getDataType(), false);
        double shift = Computation.withoutGradient(() -> number(a.stopGradient().diagonal().mean()));
        NDArray b = shift == 0 ? a : a.sub(identity.mul(shift));
        NDArray square = Products.of(b, b);
        NDArray[] powers = {identity, b, square, Products.of(square, b)};
        int squarings = Computation.withoutGradient(() -> squarings(powers));
        NDArray power = polynomial(powers, Math.pow(2, -squarings));
        for (int i = 0; i < squarings; i++) {
            power = Products.of(power, power);
        }
        return shift == 0 ? power : Computation.times(power, Math.exp(shift));
    }

    private static int squarings(NDArray[] powers) {
        double norm = Math.max(Math.sqrt(norm(powers[2])), Math.cbrt(norm(powers[3])));
        double reach = powers[1].getDataType() == DataType.FLOAT64 ? DOUBLE_REACH : SINGLE_REACH;
        // A norm that is no number gives no squarings: the loss then says so by its name.
        return norm > reach && norm < Double.POSITIVE_INFINITY
                ? (int) Math.ceil(Math.log(norm / reach) / Math.log(2)) : 0;
    }

    /** Returns the lesser of the 1-norm, the greatest sum of a column's magnitudes, and the Frobenius norm. */
    private static double norm(NDArray matrix) {
        NDArray values = matrix.stopGradient();
        return Math.min(number(values.abs().sum(new int[] {0}).max()), number(values.norm()));
    }

    private static double number(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, false).getDouble();
    }

    /**
     * B_0 + (B_1 + A_6) A_6 with A_6 = B_2 + B_3²: the Taylor polynomial of degree 12 of the powers' base times a scale. All B_i
     * come from one product with the powers laid out as lines, since passes over memory cost as much as products here.
     */
    private static NDArray polynomial(NDArray[] powers, double scale) {
        long size = powers[0].size(0);
        NDArray lines = NDArrays.stack(new NDList(powers)).reshape(powers.length, size * size);
        NDArray combined = coefficients(powers[0], scale).matMul(lines).reshape(powers.length, size, size);
        NDArray third = combined.get(3);
        NDArray sixth = combined.get(2).add(Products.of(third, third));
        return combined.get(0).add(Products.of(combined.get(1).add(sixth), sixth));
    }

    private static NDArray coefficients(NDArray like, double scale) {
        var scaled = new double[COEFFICIENTS.length][COEFFICIENTS.length];
        for (int line = 0; line < scaled.length; line++) {
            for (int power = 0; power < scaled.length; power++) {
                scaled[line][power] = COEFFICIENTS[line][power] * Math.pow(scale, power);
            }
        }
        // A copy of the type that is computed in, so that it lies in PyTorch's own memory.
        return Computation.withoutGradient(() -> LinearAlgebra.toNative(like.getManager(), scaled, like.getDataType()).duplicate());
    }
}
