package koopman.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.autoencoder.Pseudospectrum;
import koopman.autoencoder.Spectrum;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.measure.DistancePairs;
import koopman.representation.LinearAlgebra;
import koopman.representation.PrincipalComponents;

/** The charts that look into a surrogate: its encodings beside the states, and its eigenfunctions over the inputs. */
public final class SurrogateFigures {

    static {
        ChartLibraries.require();
    }

    static final int PANEL = 250;
    static final int DOT = 4;

    private static final int COLUMNS = 3;

    private SurrogateFigures() {}

    /**
     * Returns clouds of the same samples in different spaces side by side, on the same axes. Each is centred, seen
     * along its own two principal components, and turned (or reflected) onto the first as well as that is possible.
     *
     * @param clouds by title, each (N, its own width)
     */
    public static Figure clouds(Samples samples, Map<String, double[][]> clouds) {
        var titles = List.copyOf(clouds.keySet());
        List<double[][]> seen = planes(List.copyOf(clouds.values()));
        double[][] all = seen.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        var panels = IntStream.range(0, titles.size()).mapToObj(i -> Figures
                .scatter(Panel.of(titles.get(i), "", ""), samples, seen.get(i), DOT).withinOf(all).withoutLegend()
                .withoutTicks()).toList();
        return Sheet.grid(panels, columns(panels.size()), PANEL, PANEL, samples.classes(), "Scatters of "
                + samples.name() + " " + samples.split() + " samples, coloured by class and on the same axes: "
                + String.join(", ", titles));
    }

    /** Returns each cloud along its own two principal components, turned (or reflected) onto the first. */
    static List<double[][]> planes(List<double[][]> clouds) {
        var seen = new ArrayList<double[][]>();
        for (double[][] cloud : clouds) {
            double[][] plane = alongOwnComponents(cloud);
            seen.add(seen.isEmpty() ? plane : turnedOnto(seen.get(0), plane));
        }
        return seen;
    }

    static int columns(int panels) {
        return panels == 4 ? 2 : Math.min(COLUMNS, panels);
    }

    private static double[][] alongOwnComponents(double[][] cloud) {
        try (var manager = NDManager.newBaseManager(); NDArray rows = LinearAlgebra.toNative(manager, cloud,
                DataType.FLOAT64)) {
            return LinearAlgebra.toJava(PrincipalComponents.fit(rows, 2).project(rows));
        }
    }

    private static double[][] turnedOnto(double[][] target, double[][] cloud) {
        double[][] overlap = LinearAlgebra.product(LinearAlgebra.transposed(cloud), target);
        return LinearAlgebra.product(cloud, LinearAlgebra.nearestRotation(overlap));
    }

    /** Returns encoded over true distances, in the order of the map; on the grey line they are equal. */
    public static Figure distances(Map<String, DistancePairs> pairs) {
        var panel = Panel.of("Distances kept, stretched and crushed", "true distance", "distance of the encodings");
        double last = pairs.values().stream().flatMapToDouble(each -> Arrays.stream(each.truth())).max().orElse(1);
        panel.guide("kept", new double[] {0, last}, new double[] {0, last});
        int index = 0;
        for (var each : pairs.entrySet()) {
            panel.points(each.getKey(), each.getValue().truth(), each.getValue().encoded(), index++, DOT);
        }
        return Sheet.single(panel, 560, 420, "Scatter of encoded over true distances for " + String.join(", ",
                pairs.keySet()) + ", with the line on which they are equal");
    }

    /**
     * Returns a live figure in which a slider leads from one weight of the isometry loss to the next: the encodings as
     * {@link #clouds} draws them, and beside it their distances in all dimensions over the true ones, for pairs drawn at random.
     * Points and pairs that the reader brushes are marked in both. Between two weights both go straight, and it says so.
     *
     * @param original the states that are encoded, (N, p), of which the first are shown
     * @param encodings by the weight λ₄, two at least, each (N, m)
     * @param seed fixes which pairs are drawn
     */
    public static LiveFigure isometry(Samples samples, double[][] original, Map<Double, double[][]> encodings, long seed) {
        return LiveIsometry.of(samples, original, encodings, seed);
    }

    /** Returns spectra in one complex plane, in the order of the map, with the unit circle. */
    public static Figure spectra(String title, Map<String, Spectrum> spectra) {
        double reach = 1.06 * Math.max(1, spectra.values().stream().mapToDouble(each -> each.magnitudes()[0]).max()
                .orElse(1));
        double[] range = {-reach, reach};
        var panel = Figures.unitCircle(Panel.of(title, "real part", "imaginary part"), range, range);
        int index = 0;
        for (var each : spectra.entrySet()) {
            panel.points(each.getKey(), each.getValue().real(), each.getValue().imaginary(), index++, 7);
        }
        return Sheet.single(spectra.size() == 1 ? panel.withoutLegend() : panel, 470, 500, title
                + ", in the complex plane with the unit circle: " + String.join(", ", spectra.keySet()));
    }

    /**
     * Returns a pseudospectrum as lines of equal residual, the darker the smaller, in the complex plane with the unit circle and
     * those eigenvalues of a step that lie within its grid.
     */
    public static Figure pseudospectrum(String title, Pseudospectrum pseudospectrum, Spectrum spectrum) {
        return new PseudospectrumChart(title, pseudospectrum, spectrum).plain();
    }

    /**
     * Returns a pseudospectrum as above, with the eigenvalues told apart.
     *
     * @param residuals one for each eigenvalue
     * @param bound those with a residual below this are marked in orange, the others in grey
     */
    public static Figure pseudospectrum(String title, Pseudospectrum pseudospectrum, Spectrum spectrum, double[] residuals,
            double bound) {
        return new PseudospectrumChart(title, pseudospectrum, spectrum).told(residuals, bound);
    }

    /**
     * Returns functions of the samples as colours over the plane of their inputs: blue below zero, white at zero,
     * orange above, each function on its own scale.
     *
     * @param values by title, a number for each sample
     */
    public static Figure overPlane(Samples samples, Map<String, double[]> values) {
        return overPlane(samples, values, List.of());
    }

    /**
     * Returns functions of the samples as above, with thin dark lines over them, such as the borders of the classes.
     *
     * @param outlines lines of points (x, y) in the plane of the inputs
     */
    public static Figure overPlane(Samples samples, Map<String, double[]> values, List<double[][]> outlines) {
        return PlaneValues.of(samples, values, outlines);
    }

    /**
     * Returns functions of points of the plane as above, such as those of a fine grid, which paint it.
     *
     * @param points in any order, (N, 2)
     */
    public static Figure overPlane(double[][] points, Map<String, double[]> values, List<double[][]> outlines) {
        var flat = new float[2 * points.length];
        for (int row = 0; row < points.length; row++) {
            flat[2 * row] = (float) points[row][0];
            flat[2 * row + 1] = (float) points[row][1];
        }
        return overPlane(Samples.of("plane", Split.TEST, List.of("point"), flat, new int[points.length]), values, outlines);
    }
}
