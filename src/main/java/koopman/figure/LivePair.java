// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import koopman.autoencoder.Spectrum;
import koopman.representation.LinearAlgebra;

/** Two eigenvalues under the reader's hand, with a matrix that has them and its steps. */
final class LivePair {

    private static final double[][] COORDINATES = {{1, 0}, {0.8, 0.6}}; // far enough from right angles to be seen
    private static final int STEPS = 40;
    private static final double[] START = {0.8, 0.6};
    private static final double[] RANGE = {-1.35, 1.35};
    private static final int SIDE = 380;
    private static final int DOT = 7;

    private LivePair() {}

    static LiveFigure of(Spectrum spectrum) {
        if (spectrum.size() != 2 || spectrum.magnitudes()[0] > RANGE[1]) {
            throw new IllegalArgumentException("spectrum (" + spectrum + ") must have two eigenvalues, of magnitude "
                    + RANGE[1] + " at most: scale the matrix first");
        }
        double[] real = spectrum.real();
        double[] imaginary = spectrum.imaginary();
        return LiveFigure.of("pair", "Two eigenvalues to drag, a matrix that has them, and a point that it moves", Map.of(
                "pair", List.of(new double[] {real[0], imaginary[0]}, new double[] {real[1], imaginary[1]}),
                "coordinates", COORDINATES, "steps", STEPS, "start", START, "reach", RANGE[1]), still(spectrum));
    }

    private static Figure still(Spectrum spectrum) {
        double[][] path = LinearAlgebra.transposed(path(plain(spectrum)));
        var plane = Figures.unitCircle(Panel.of("Eigenvalues", "real part", "imaginary part"), RANGE, RANGE)
                .solidPoints("eigenvalues", spectrum.real(), spectrum.imaginary(), 1, DOT);
        var steps = Panel.of("Steps of a matrix that has them", "first coordinate", "second coordinate").within(RANGE, RANGE)
                .equalUnits().line("path", path[0], path[1], Palette.of(0))
                .solidPoints("steps", path[0], path[1], 0, DOT)
                .solidPoints("start", new double[] {START[0]}, new double[] {START[1]}, 2, DOT);
        return Sheet.grid(List.of(plane.withoutLegend(), steps.withoutLegend()), 2, SIDE, SIDE, List.of(), "Two eigenvalues in the "
                + "complex plane with the unit circle, " + spectrum + ", and beside them " + STEPS + " steps of a matrix that has them");
    }

    /** Returns the plainest matrix with the eigenvalues; a row times the matrix is the next row. */
    private static double[][] plain(Spectrum spectrum) {
        double[] a = spectrum.real();
        double b = spectrum.imaginary()[0];
        return b == 0 ? new double[][] {{a[0], 0}, {0, a[1]}} : new double[][] {{a[0], b}, {-b, a[0]}};
    }

    private static double[][] path(double[][] matrix) {
        return Stream.iterate(new double[][] {START}, row -> LinearAlgebra.product(row, matrix)).limit(STEPS + 1)
                .map(row -> row[0]).toArray(double[][]::new);
    }
}
