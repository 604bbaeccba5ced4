// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.autoencoder.Pseudospectrum;
import koopman.autoencoder.Spectrum;

/** A pseudospectrum as lines of equal residual in the complex plane, with the unit circle and a step's eigenvalues. */
final class PseudospectrumChart {

    private static final double[] LEVELS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3};
    private static final int MARK = 8;

    private final Pseudospectrum pseudospectrum;
    private final Spectrum spectrum;
    private final Panel panel;

    PseudospectrumChart(String title, Pseudospectrum pseudospectrum, Spectrum spectrum) {
        this.pseudospectrum = pseudospectrum;
        this.spectrum = spectrum;
        panel = Figures.unitCircle(Panel.of(title, "real part", "imaginary part"), range(pseudospectrum.real()),
                range(pseudospectrum.imaginary()));
    }

    private static double[] range(double[] axis) {
        var range = Arrays.stream(axis).summaryStatistics();
        if (!(range.getMin() < range.getMax())) {
            throw new IllegalArgumentException("axis (" + axis.length + " points from " + range.getMin() + " to "
                    + range.getMax() + ") must have two points apart to be drawn");
        }
        return new double[] {range.getMin(), range.getMax()};
    }

    /** Returns the figure with all eigenvalues alike. */
    Figure plain() {
        String lines = lines();
        int shown = points("eigenvalues", 1, i -> true);
        return figure(lines + ", with " + shown + " of " + spectrum.size() + " eigenvalues in view");
    }

    /** Returns the figure with eigenvalues told apart by whether their residual is below a bound. */
    Figure told(double[] residuals, double bound) {
        if (residuals.length != spectrum.size()) {
            throw new IllegalArgumentException("residuals (" + residuals.length + ") must be one for each of the "
                    + spectrum.size() + " eigenvalues");
        }
        String lines = lines();
        String level = Figures.number(bound);
        int others = points("residual ≥ " + level, 8, i -> !(residuals[i] < bound));
        int trusted = points("residual < " + level, 1, i -> residuals[i] < bound);
        return figure(lines + ", with " + (trusted + others) + " of " + spectrum.size() + " eigenvalues in view, " + trusted
                + " of them with a residual below " + level);
    }

    private Figure figure(String text) {
        return Sheet.single(panel.legendAtTheRight(), 680, 520, panel.chart().getTitle()
                + ", in the complex plane with the unit circle: " + text);
    }

    /** Adds the lines of those levels that the grid crosses. */
    private String lines() {
        var contours = new Contours(pseudospectrum.real(), pseudospectrum.imaginary(), pseudospectrum.residuals());
        double[] crossed = DoubleStream.of(LEVELS).filter(level -> !contours.at(level).isEmpty()).toArray();
        for (int i = 0; i < crossed.length; i++) {
            panel.parts("τ = " + Figures.number(crossed[i]), contours.at(crossed[i]),
                    Palette.step(crossed.length - 1 - i, crossed.length));
        }
        return crossed.length == 0 ? "no line of equal residual crosses the grid" : "lines of residual "
                + String.join(", ", DoubleStream.of(crossed).mapToObj(Figures::number).toList());
    }

    private int points(String name, int index, IntPredicate chosen) {
        int[] own = IntStream.range(0, spectrum.size()).filter(chosen).filter(this::isInView).toArray();
        if (own.length > 0) {
            double[] real = spectrum.real();
            double[] imaginary = spectrum.imaginary();
            panel.solidPoints(name, Arrays.stream(own).mapToDouble(i -> real[i]).toArray(),
                    Arrays.stream(own).mapToDouble(i -> imaginary[i]).toArray(), index, MARK);
        }
        return own.length;
    }

    private boolean isInView(int index) {
        double[] real = range(pseudospectrum.real());
        double[] imaginary = range(pseudospectrum.imaginary());
        return real[0] <= spectrum.real()[index] && spectrum.real()[index] <= real[1]
                && imaginary[0] <= spectrum.imaginary()[index] && spectrum.imaginary()[index] <= imaginary[1];
    }
}
