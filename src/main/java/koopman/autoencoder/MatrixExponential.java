package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import koopman.training.Computation;

/**
 * exp(A) = Σ A^n / n! of a square matrix, (m, m) → (m, m), through which gradients flow.
 *
 * <p>Scaling and squaring, exp(A) = exp(A / 2^s)^(2^s), around the Taylor polynomial of degree 12, which takes five
 * products. s is such that the polynomial's error is below the rounding of the array's type.
 *
 * <p>Sources: Moler and Van Loan, <i>Nineteen dubious ways to compute the exponential of a matrix</i> (2003), method 3;
 * Paterson and Stockmeyer (1973) for the grouping of the polynomial by powers of A^4.
 */
public final class MatrixExponential {

    private static final int DEGREE = 12;
    /** The largest 1-norm t for which t^13 / 13!, the first term left out, vanishes in rounding. */
    private static final double SINGLE_REACH = 1.4;
    private static final double DOUBLE_REACH = 0.28;
    private static final double[] COEFFICIENTS = coefficients();

    private MatrixExponential() {}

    /** Returns exp(A), attached to A's manager. */
    public static NDArray of(NDArray a) {
        if (a.getShape().dimension() != 2 || a.size(0) != a.size(1)) {
            throw new IllegalArgumentException("matrix " + a.getShape() + " must be square");
        }
        int squarings = squarings(a);
        NDArray power = polynomial(squarings == 0 ? a : Computation.times(a, Math.pow(2, -squarings)));
        for (int i = 0; i < squarings; i++) {
            power = power.matMul(power);
        }
        return power;
    }

    private static int squarings(NDArray a) {
        NDArray columnSums = a.abs().sum(new int[] {0});
        double norm = columnSums.max().toType(DataType.FLOAT64, false).getDouble();
        double reach = a.getDataType() == DataType.FLOAT64 ? DOUBLE_REACH : SINGLE_REACH;
        // A norm that is no number gives no squarings: the loss then says so by its name.
        return norm > reach && norm < Double.POSITIVE_INFINITY
                ? (int) Math.ceil(Math.log(norm / reach) / Math.log(2)) : 0;
    }

    /** c_0 I + ... + c_3 A³ + A⁴ (c_4 I + ... + c_7 A³ + A⁴ (c_8 I + ... + c_11 A³ + c_12 A⁴)). */
    private static NDArray polynomial(NDArray a) {
        NDArray square = a.matMul(a);
        NDArray cube = square.matMul(a);
        NDArray fourth = square.matMul(square);
        NDArray[] powers = {a.getManager().eye((int) a.size(0)).toType(a.getDataType(), false), a, square, cube};
        NDArray high = group(powers, 8).add(Computation.times(fourth, COEFFICIENTS[DEGREE]));
        return group(powers, 0).add(fourth.matMul(group(powers, 4).add(fourth.matMul(high))));
    }

    private static NDArray group(NDArray[] powers, int from) {
        NDArray sum = Computation.times(powers[0], COEFFICIENTS[from]);
        for (int i = 1; i < powers.length; i++) {
            sum = sum.add(Computation.times(powers[i], COEFFICIENTS[from + i]));
        }
        return sum;
    }

    private static double[] coefficients() {
        var inverse = new double[DEGREE + 1];
        inverse[0] = 1;
        for (int n = 1; n <= DEGREE; n++) {
            inverse[n] = inverse[n - 1] / n;
        }
        return inverse;
    }
}
