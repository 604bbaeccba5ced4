// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;
import koopman.representation.EffectiveDimension;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/**
 * The von Neumann entropy S = −tr ρ ln ρ of the covariance of observables at the start and the end of a journey, divided by
 * its trace, ρ. The loss λ (ln m − S) makes it large and spreads observables over all directions; with a negative λ the loss
 * |λ| S makes it small and leaves them few. Neither is ever below 0.
 *
 * <p>A recording has no eigen decomposition, and needs none: as tr ρ stays 1, dS = −tr (ln ρ dρ), so that Σ_ij (−ln ρ)_ij ρ_ij
 * with −ln ρ held fast has both the value and the gradient of S. An m x m matrix is decomposed at each step of the training.
 *
 * <p>Source: Cheng et al., <i>Information shapes Koopman representation</i>, arXiv 2510.13025 (2025), which makes S large; its
 * released code adds S to what is minimised.
 *
 * @param weight λ, not 0
 */
record LatentEntropy(double weight) implements LossTerm {

    /** Shares below this count as this, as in the released code: the logarithm of a direction that nothing fills is no number. */
    private static final double LEAST_SHARE = 1e-8;

    public LatentEntropy {
        if (weight == 0 || !Double.isFinite(weight)) {
            throw new IllegalArgumentException("weight (" + weight + ") of entropy must be finite, and not 0: leave the term out"
                    + " for none");
        }
    }

    @Override
    public List<String> names() {
        return List.of("entropy");
    }

    @Override
    public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        return Stream.of(new LatentEntropy(weight * whole.meanSquare()));
    }

    @Override
    public NDList losses(Journey journey) {
        NDArray entropy = of(journey.encodedX().concat(journey.encodedY(), 0));
        NDArray loss = weight < 0 ? entropy
                : Computation.times(entropy.onesLike(), Math.log(journey.encodedX().size(1))).sub(entropy);
        return new NDList(Computation.times(loss, Math.abs(weight)));
    }

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

    @Override
    public String toString() {
        return "entropy " + weight;
    }
}
