// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How near each complex number z of a grid is to being an eigenvalue of the network's own step, as far as observables of
 * samples can tell: the least residual that any function g of the observables leaves.
 *
 * <p>τ(z) = min |Ψ(y) g − z Ψ(x) g| / |Ψ(x) g| over g, with norms over the samples. No step matrix is fitted: what is
 * measured is the network. Where τ is not small, no combination of these observables is an eigenfunction; an eigenvalue of
 * a fitted matrix that lies there is a remnant of the fit. τ is known to about 10^-16 times the condition number of Ψ(x).
 *
 * <p>Sources: Colbrook and Townsend, <i>Rigorous data-driven computation of spectral properties of Koopman operators for
 * dynamical systems</i> (2024); Colbrook, Ayton, Szőke, <i>Residual dynamic mode decomposition</i> (2023), for QR.
 */
public final class Pseudospectrum {

    private final ResidualForm form;
    private final double[] real;
    private final double[] imaginary;
    private final double[][] residuals;

    private Pseudospectrum(ResidualForm form, double[] real, double[] imaginary) {
        this.form = form;
        this.real = real;
        this.imaginary = imaginary;
        residuals = overGrid();
    }

    /**
     * Returns the pseudospectrum over a grid, with a weight for each sample, such as that of a quadrature.
     *
     * @param x observables at the start, (N, m), with N at least m
     * @param y observables of the same samples at the end of one step, or of the whole journey
     * @param weights one for each sample, at least 0
     * @param real the grid's real parts
     * @param imaginary its imaginary parts
     * @throws IllegalArgumentException if the grid has no points, a number is not finite, the shapes do not fit, or the
     *     observables at the start depend on each other
     */
    public static Pseudospectrum of(NDArray x, NDArray y, double[] weights, double[] real, double[] imaginary) {
        requireAxis("real", real);
        requireAxis("imaginary", imaginary);
        return new Pseudospectrum(ResidualForm.of(x, y, weights), real.clone(), imaginary.clone());
    }

    /** Returns the pseudospectrum over a grid, all samples counting alike. */
    public static Pseudospectrum of(NDArray x, NDArray y, double[] real, double[] imaginary) {
        ObservablePairs.require(x, y);
        double[] ones = new double[Math.toIntExact(x.size(0))];
        Arrays.fill(ones, 1);
        return of(x, y, ones, real, imaginary);
    }

    /** Returns the pseudospectrum over a square around 0, from −reach to reach, with so many points a side. */
    public static Pseudospectrum around(NDArray x, NDArray y, double reach, int points) {
        if (points < 2 || !(reach > 0 && reach < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("grid (" + points + " points a side, reach " + reach
                    + ") must have 2 points a side at least and a finite reach above 0");
        }
        double[] axis = IntStream.range(0, points).mapToDouble(i -> reach * (2 * i - points + 1) / (points - 1)).toArray();
        return of(x, y, axis, axis);
    }

    private static void requireAxis(String name, double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(name + " (no values) must be one at least: the grid has no points");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " (" + value + ") must be finite numbers");
            }
        }
    }

    /** Of z and its conjugate the residual is the same, as observables are real: it is computed once. */
    private double[][] overGrid() {
        double[] distinct = Arrays.stream(imaginary).map(Math::abs).distinct().sorted().toArray();
        double[] values = IntStream.range(0, distinct.length * real.length).parallel()
                .mapToDouble(i -> at(real[i % real.length], distinct[i / real.length])).toArray();
        return Arrays.stream(imaginary).mapToObj(im -> {
            int from = Arrays.binarySearch(distinct, Math.abs(im)) * real.length;
            return Arrays.copyOfRange(values, from, from + real.length);
        }).toArray(double[][]::new);
    }

    /** Returns τ of one complex number, on the grid or off it. */
    public double at(double re, double im) {
        if (!Double.isFinite(re) || !Double.isFinite(im)) {
            throw new IllegalArgumentException("z (" + re + ", " + im + ") must be finite numbers");
        }
        return form.at(re, im);
    }

    /** Returns the grid's real parts. */
    public double[] real() {
        return real.clone();
    }

    /** Returns the grid's imaginary parts. */
    public double[] imaginary() {
        return imaginary.clone();
    }

    /** Returns τ over the grid, by imaginary part (first index) and real part (second). */
    public double[][] residuals() {
        return Arrays.stream(residuals).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        var range = Arrays.stream(residuals).flatMapToDouble(Arrays::stream).summaryStatistics();
        return String.format(Locale.ROOT, "Pseudospectrum of %d observables on %d x %d points: residuals from %.2g to %.2g",
                form.size(), real.length, imaginary.length, range.getMin(), range.getMax());
    }
}
