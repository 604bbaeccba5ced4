// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;

/**
 * The eigenvalues λ and the left and right eigenvectors of one step S = W^T, z → z S.
 *
 * <p>A right eigenvector v, S v = λ v, makes an eigenfunction: the number z v, z = φ(x), is multiplied by λ as S takes z
 * one step. How far the network's own step, x to y, is from that, the residual |φ(y) v − λ φ(x) v| / |φ(x) v| tells.
 * A left eigenvector u, u S = λ u, is a mode: a direction in latent space that a step stretches by λ and leaves otherwise.
 * |λ| below 1 dies away, |λ| = 1 stays, an imaginary part turns. All of it depends on how the spaces of x and y are joined.
 *
 * <p>Source: Koopman modes after Rowley et al., <i>Spectral analysis of nonlinear flows</i> (2009), section 2.
 */
public final class Spectrum {

    /** A share of |S|² that is what rounding leaves of its difference to Σ |λ|², for each row. */
    private static final double ROUNDING = 10 * Math.ulp(1.0);

    private final double[][] step;
    private final LinearAlgebra.General right;
    private final LinearAlgebra.General left;

    private Spectrum(double[][] step) {
        this.step = step;
        right = LinearAlgebra.general(step);
        left = LinearAlgebra.general(LinearAlgebra.transposed(step));
    }

    /** Returns the spectrum of one step, (m, m). */
    public static Spectrum of(NDArray step) {
        return new Spectrum(LinearAlgebra.toJava(step));
    }

    /** Returns m, how many eigenvalues there are. */
    public int size() {
        return right.real().length;
    }

    /** Returns the real parts of the eigenvalues, greatest magnitude first. */
    public double[] real() {
        return right.real().clone();
    }

    /** Returns their imaginary parts. */
    public double[] imaginary() {
        return right.imaginary().clone();
    }

    /** Returns the eigenvalues' magnitudes, greatest first. */
    public double[] magnitudes() {
        return IntStream.range(0, size()).mapToDouble(i -> Math.hypot(right.real()[i], right.imaginary()[i])).toArray();
    }

    /**
     * Returns the residual of each eigenpair, |φ(y) v − λ φ(x) v| / |φ(x) v| with norms over the samples: by how much the
     * network does something else than to multiply the eigenfunction by λ. Both of a complex pair have the same.
     *
     * <p>Where an eigenfunction is 0 on all samples, to rounding, they cannot tell: the residual is NaN if it is still 0 at
     * the end, and infinite if not.
     *
     * @param x observables at the start, (N, m), best of samples that the fit has not seen
     * @param y observables of the same samples at the end of what this is the spectrum of: a step, or the whole journey
     * @throws IllegalArgumentException if the arrays are not both (N, m) with a row at least, or have an entry that is not
     *     finite
     */
    public double[] residuals(NDArray x, NDArray y) {
        ObservablePairs.require(x, y, size());
        return EigenResiduals.of(right, x, y);
    }

    /**
     * Returns the condition number of each eigenvalue, |u| |v| / |u^H v| with u and v its left and right eigenvectors: how many
     * times as far as a small change of S the eigenvalue may move. It is 1 for all of a normal matrix, and infinite in a Jordan
     * block. Eigenvalues that are equal to rounding share the norm of the projector onto their common eigenspace.
     */
    public double[] conditionNumbers() {
        return EigenvalueConditions.of(step, right, left);
    }

    /**
     * Returns Henrici's departure from normality, sqrt(|S|² − Σ |λ|²) in the Frobenius norm, in the unit of S's own entries and
     * thus not relative to |S|. It is 0 if the eigenvectors are orthogonal, as it is where it is below 10^-7 |S| or so, which
     * rounding hides.
     */
    public double departureFromNormality() {
        double square = Arrays.stream(step).flatMapToDouble(Arrays::stream).map(value -> value * value).sum();
        double rest = square - Arrays.stream(magnitudes()).map(magnitude -> magnitude * magnitude).sum();
        return rest > ROUNDING * size() * square ? Math.sqrt(rest) : 0;
    }

    /**
     * Returns the singular values of S, greatest first: by how much it stretches the directions that it stretches most, start
     * and end each in orthogonal axes of their own. A turn of either leaves them as they are; of the eigenvalues it does not.
     */
    public double[] singularValues() {
        return LinearAlgebra.singularValues(step);
    }

    /** Returns the real part of an eigenfunction of observables, (N, m) → N values. */
    public double[] eigenfunction(NDArray observables, int index) {
        return along(observables, column(right.realVectors(), index));
    }

    /** Returns the imaginary part of an eigenfunction of observables, (N, m) → N values; 0 where λ is real. */
    public double[] imaginaryEigenfunction(NDArray observables, int index) {
        return along(observables, column(right.imaginaryVectors(), index));
    }

    private static double[] along(NDArray observables, double[] direction) {
        return Arrays.stream(LinearAlgebra.toJava(observables))
                .mapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i] * direction[i]).sum()).toArray();
    }

    /** Returns the real part of a mode as one row of observables, (1, m), attached to the manager. */
    public NDArray mode(NDManager manager, int index) {
        return LinearAlgebra.toNative(manager, new double[][] {column(left.realVectors(), index)}, DataType.FLOAT32);
    }

    private double[] column(double[][] matrix, int index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException("index (" + index + ") must be from 0 to " + (size() - 1));
        }
        return Arrays.stream(matrix).mapToDouble(row -> row[index]).toArray();
    }

    @Override
    public String toString() {
        double[] magnitudes = magnitudes();
        long turning = Arrays.stream(right.imaginary()).filter(part -> part != 0).count();
        return String.format(Locale.ROOT, "%d eigenvalues of magnitude %.4f to %.4f, %d of them complex", size(),
                magnitudes[size() - 1], magnitudes[0], turning);
    }
}
