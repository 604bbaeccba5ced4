package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import koopman.representation.EffectiveDimension;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/**
 * The von Neumann entropy S = −tr ρ ln ρ of the covariance of observables, divided by its trace, ρ, as a scalar through which
 * gradients flow.
 *
 * <p>PyTorch's eigen decomposition is not within reach of a recording here, and needs not be: as tr ρ stays 1, dS = −tr (ln ρ dρ), so that
 * Σ_ij (−ln ρ)_ij ρ_ij with −ln ρ held fast has both the value and the gradient of S.
 *
 * <p>Source: Cheng et al., <i>Information shapes Koopman representation</i>, arXiv 2510.13025 (2025), and its released code.
 */
final class LatentEntropy {

    /** Shares below this count as this, as in the released code: the logarithm of a direction that nothing fills is no number. */
    private static final double LEAST_SHARE = 1e-8;

    private LatentEntropy() {}

    /** Returns S of rows of observables, (N, m). */
    static NDArray of(NDArray observables) {
        NDArray density = EffectiveDimension.density(observables); // (m, m)
        return density.mul(Computation.withoutGradient(() -> minusLogarithm(density.stopGradient()))).sum();
    }

    private static NDArray minusLogarithm(NDArray density) {
        double[][] matrix = LinearAlgebra.toJava(density);
        if (!Double.isFinite(trace(matrix))) {
            return density; // which is no number either: the loss then says so by its name
        }
        LinearAlgebra.Symmetric eigen = LinearAlgebra.symmetric(matrix);
        double[][] scaled = LinearAlgebra.transposed(eigen.vectors());
        for (int i = 0; i < scaled.length; i++) {
            double minusLog = -Math.log(Math.max(eigen.values()[i], LEAST_SHARE));
            for (int j = 0; j < scaled.length; j++) {
                scaled[i][j] *= minusLog;
            }
        }
        // A copy, so that it lies in PyTorch's own memory until the way back.
        return LinearAlgebra.toNative(density.getManager(), LinearAlgebra.product(eigen.vectors(), scaled),
                density.getDataType()).duplicate();
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }
}
