// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import koopman.data.Samples;
import koopman.display.Displayable;
import koopman.representation.LinearAlgebra;
import koopman.representation.PrincipalComponents;

/**
 * A cloud of points in space that the reader turns by hand, by dragging or with two sliders; on paper, three still
 * views side by side.
 *
 * <p>A point (x, y, z) that is turned by a and then tilted by b is seen at
 *
 * <pre>
 *   right   = x cos a + z sin a
 *   up      = y cos b − d sin b
 *   towards = y sin b + d cos b,   d = z cos a − x sin a
 * </pre>
 */
public final class Turntable implements Displayable {

    private static final int MOST_POINTS = 1_500; // more would only paint over each other
    private static final double[] STILLS = {0, 45, 90}; // degrees
    private static final int PANEL = 250;

    private final Samples samples;
    private final double[][] points;
    private final String text;
    private final LiveFigure live;

    private Turntable(Samples samples, double[][] points) {
        this.samples = samples;
        this.points = points;
        this.text = samples.name() + " " + samples.split()
                + " samples along three principal components, coloured by class";
        this.live = made();
    }

    /**
     * Returns states along their three leading principal components, scaled so that the farthest is at distance 1.
     *
     * @param states one for each sample, (N, d)
     * @param camera three principal components at least, fitted on states of this width
     * @throws IllegalArgumentException if the camera has fewer components, or the numbers of states and samples differ
     */
    public static Turntable of(Samples samples, NDArray states, PrincipalComponents camera) {
        if (camera.count() < 3) {
            throw new IllegalArgumentException("camera (" + camera.count()
                    + " principal components) must have at least three: fit it with that count");
        }
        if (states.size(0) != samples.size()) {
            throw new IllegalArgumentException("states (" + states.size(0) + " rows) must be one for each of "
                    + samples.size() + " samples: take the states of these samples");
        }
        try (NDArray seen = camera.project(states)) {
            return new Turntable(samples, scaled(Arrays.stream(LinearAlgebra.toJava(seen)).limit(MOST_POINTS)
                    .map(row -> Arrays.copyOf(row, 3)).toArray(double[][]::new)));
        }
    }

    private static double[][] scaled(double[][] rows) {
        double farthest = Arrays.stream(rows).mapToDouble(row -> Math.hypot(Math.hypot(row[0], row[1]), row[2])).max()
                .orElse(0);
        double scale = farthest == 0 ? 1 : farthest;
        return Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> x / scale).toArray())
                .toArray(double[][]::new);
    }

    /**
     * Returns the points as they are seen, (N, 3): to the right, upwards, towards the reader.
     *
     * @param turn in degrees, about the second component
     * @param tilt in degrees, about the horizontal
     */
    public double[][] seen(double turn, double tilt) {
        double a = Math.toRadians(turn);
        double b = Math.toRadians(tilt);
        return Arrays.stream(points).map(point -> {
            double depth = point[2] * Math.cos(a) - point[0] * Math.sin(a);
            return new double[] {point[0] * Math.cos(a) + point[2] * Math.sin(a),
                point[1] * Math.cos(b) - depth * Math.sin(b), point[1] * Math.sin(b) + depth * Math.cos(b)};
        }).toArray(double[][]::new);
    }

    private Figure stills() {
        double[] range = {-1, 1};
        List<Panel> panels = Arrays.stream(STILLS).mapToObj(turn -> Figures.scatter(
                Panel.of("turned by %.0f°".formatted(turn), "", ""), samples, seen(turn, 0), 4)
                .within(range, range).withoutLegend().withoutTicks()).toList();
        return Sheet.grid(panels, STILLS.length, PANEL, PANEL, samples.classes(), "Three views of " + text);
    }

    private LiveFigure made() {
        return LiveFigure.of("turntable", "Space with " + text + "; it turns by dragging and by the sliders below", Map.of(
                "names", samples.classes(), "labels", Arrays.copyOf(samples.labels(), points.length),
                "points", LiveFigure.rounded(points, 3)), stills());
    }

    LiveFigure live() {
        return live;
    }

    @Override
    public Map<String, String> display() {
        return live.display();
    }

    @Override
    public Map<String, Map<String, Object>> facts() {
        return live.facts();
    }

    @Override
    public String toString() {
        return "Turntable: " + text;
    }
}
