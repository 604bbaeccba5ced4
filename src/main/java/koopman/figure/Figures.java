package koopman.figure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.experiment.Spread;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.PrincipalComponents;

/** The charts of the book, each made from the library's own values by one call. */
public final class Figures {

    private static final int WIDTH = 760;
    private static final int FILM_COLUMNS = 3;
    private static final int FILM_PANEL = 250;
    private static final int FILM_POINTS = 1_500; // more would only paint over each other

    private Figures() {}

    /** Returns the samples as points of the plane, coloured by class; the inputs must have two features. */
    public static Figure points(Samples samples) {
        if (samples.features() != 2) {
            throw new IllegalArgumentException("samples (" + samples.features()
                    + " features) must have two to be drawn in the plane: project them first");
        }
        var rows = IntStream.range(0, samples.size()).mapToObj(row -> new double[] {
            samples.input(row)[0], samples.input(row)[1]}).toArray(double[][]::new);
        var panel = scatter(Panel.of(samples.name() + ", " + samples.split(), "first feature", "second feature"),
                samples, rows, 4);
        return Sheet.single(panel.withinOf(rows), 470, 500, "Scatter of " + samples);
    }

    /**
     * Returns the network as a film: what each layer makes of the samples, in one frame a layer, all seen through
     * the same camera and on the same axes.
     *
     * @param camera two principal components at least, fitted on states of this width
     */
    public static Figure film(LayerStates states, PrincipalComponents camera) {
        List<double[][]> frames = states.layers().stream().map(layer -> seen(layer, camera)).toList();
        double[][] all = frames.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        var panels = new ArrayList<Panel>();
        for (int i = 0; i < frames.size(); i++) {
            panels.add(scatter(Panel.of("x" + subscript(i), "", ""), states.samples(), frames.get(i), 3)
                    .withinOf(all).withoutLegend().withoutTicks());
        }
        return Sheet.grid(panels, FILM_COLUMNS, FILM_PANEL, FILM_PANEL, states.samples().classes(),
                "Film of " + frames.size() + " frames, one a layer: the states of " + states.samples().name() + " "
                + states.samples().split() + " samples along two principal components, coloured by class");
    }

    /** Returns lines over a common axis, in the order of the map. */
    public static Figure lines(String title, String xName, double[] x, String yName, Map<String, double[]> lines) {
        var panel = Panel.of(title, xName, yName);
        int index = 0;
        for (var line : lines.entrySet()) {
            panel.markedLine(line.getKey(), x, line.getValue(), Palette.of(index++));
        }
        if (lines.size() == 1) {
            panel.withoutLegend();
        }
        return Sheet.single(panel, WIDTH, 340, "Line chart, " + title + ": " + yName + " over " + xName + " for "
                + String.join(", ", lines.keySet()));
    }

    /** Returns lines of means, with bars of one deviation up and down, over a common axis. */
    public static Figure spreads(String title, String xName, double[] x, String yName,
            Map<String, List<Spread>> lines) {
        var panel = Panel.of(title, xName, yName);
        int index = 0;
        for (var line : lines.entrySet()) {
            panel.errorLine(line.getKey(), x, line.getValue().stream().mapToDouble(Spread::mean).toArray(),
                    line.getValue().stream().mapToDouble(Spread::deviation).toArray(), Palette.of(index++));
        }
        return Sheet.single(lines.size() == 1 ? panel.withoutLegend() : panel, WIDTH, 340, "Line chart, " + title
                + ": " + yName + " over " + xName + " for " + String.join(", ", lines.keySet())
                + "; the bars are one standard deviation over seeds");
    }

    private static double[][] seen(NDArray layer, PrincipalComponents camera) {
        try (NDArray projected = camera.project(layer)) {
            return LinearAlgebra.toJava(projected);
        }
    }

    private static Panel scatter(Panel panel, Samples samples, double[][] rows, int size) {
        for (int label = 0; label < samples.classes().size(); label++) {
            int wanted = label;
            double[][] own = IntStream.range(0, Math.min(rows.length, FILM_POINTS))
                    .filter(row -> samples.label(row) == wanted).mapToObj(row -> rows[row]).toArray(double[][]::new);
            if (own.length > 0) {
                panel.points(samples.classes().get(label), column(own, 0), column(own, 1), label, size);
            }
        }
        return panel;
    }

    static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static String subscript(int number) {
        return Integer.toString(number).chars().mapToObj(digit -> String.valueOf((char) ('₀' + digit - '0')))
                .reduce("", String::concat);
    }
}
