package koopman.figure;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.measure.Spread;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.PrincipalComponents;
import koopman.training.TrainingCurve;
import koopman.unlearning.OperatorEdit;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The charts of the book, each made from the library's own values by one call. */
public final class Figures {

    static {
        ChartLibraries.require();
    }

    private static final int WIDTH = 760;
    private static final double ASIDE = 0.008; // of an axis, so that the bars of two lines do not cover each other
    private static final int FILM_COLUMNS = 3;
    private static final int FILM_STOPS = 5; // parts of a journey
    private static final int FILM_PANEL = 250;
    private static final int FILM_POINTS = 1_500; // more would only paint over each other
    private static final int TURN = 100; // points of all classes, before the first class paints again
    private static final int MARKED = 3_000;
    private static final int PAINT = 5; // pixels, to leave no white between some thousand points

    private Figures() {}

    /** Returns the samples as points of the plane, coloured by class; the inputs must have two features. */
    public static Figure points(Samples samples) {
        double[][] rows = plane(samples);
        var panel = scatter(Panel.of(samples.name() + ", " + samples.split(), "first feature", "second feature"),
                samples, rows, 4);
        return Sheet.single(panel.withinOf(rows).equalUnits(), 470, 500, "Scatter of " + samples);
    }

    /**
     * Returns the plane of the samples, painted once for each list of answers: where a sample lies, in the colour of the class that
     * it is answered. With some thousand samples no white is left between them. The inputs must have two features.
     *
     * @param titles who answers, one for each list
     * @param answers for each sample a class
     */
    public static Figure answers(Samples samples, List<String> titles, List<int[]> answers) {
        return painted(samples, titles, answers, false);
    }

    /**
     * Returns the plane of the samples, painted by answers; of the first 3,000 samples those whose own class is another one are
     * marked in black. More marks would hide the answers.
     *
     * @see #answers
     */
    public static Figure mistakes(Samples samples, List<String> titles, List<int[]> answers) {
        return painted(samples, titles, answers, true);
    }

    private static Figure painted(Samples samples, List<String> titles, List<int[]> answers, boolean mistakes) {
        double[][] rows = plane(samples);
        var panels = new ArrayList<Panel>();
        for (int i = 0; i < answers.size(); i++) {
            int[] given = answers.get(i);
            Panel panel = Panel.of(titles.get(i), "", "");
            for (int label = 0; label < samples.classes().size(); label++) {
                int wanted = label;
                panel.squares(samples.classes().get(label), chosen(rows, row -> given[row] == wanted), Palette.of(label), PAINT);
            }
            if (mistakes) {
                panel.specks("mistakes", chosen(rows, row -> row < MARKED && given[row] != samples.label(row)));
            }
            panels.add(panel.withinOf(rows).equalUnits().withoutLegend().withoutTicks());
        }
        return Sheet.grid(panels, FILM_COLUMNS, FILM_PANEL, FILM_PANEL, samples.classes(), "The plane of "
                + samples.name() + " " + samples.split() + " samples, coloured by the class that is given "
                + (mistakes ? "and with mistakes among the first 3,000 in black, " : "") + "by: " + String.join("; ", titles));
    }

    private static double[][] chosen(double[][] rows, IntPredicate which) {
        return IntStream.range(0, rows.length).filter(which).mapToObj(row -> rows[row]).toArray(double[][]::new);
    }

    static double[][] plane(Samples samples) {
        if (samples.features() != 2) {
            throw new IllegalArgumentException("samples (" + samples.features()
                    + " features) must have two to be drawn in the plane: project them first");
        }
        return IntStream.range(0, samples.size()).mapToObj(row -> new double[] {
            samples.input(row)[0], samples.input(row)[1]}).toArray(double[][]::new);
    }

    /**
     * Returns the network as a film: what each layer makes of the samples, in one frame a layer, all seen through the same camera.
     * Layers may differ much in size, so each frame is enlarged to fill its panel: its title says how many times, beside the largest.
     *
     * @param camera two principal components at least, fitted on states of this width
     */
    public static Figure film(LayerStates states, PrincipalComponents camera) {
        List<double[][]> seen = states.layers().stream().map(frame -> shown(seen(frame, camera))).toList();
        double[] sizes = seen.stream().mapToDouble(Panel::extent).toArray();
        double largest = Arrays.stream(sizes).max().orElseThrow();
        List<String> titles = IntStream.range(0, sizes.length).mapToObj(layer -> "x" + subscript(layer)
                + (sizes[layer] > 0 ? ", enlarged " + times(largest / sizes[layer]) : "")).toList();
        var panels = IntStream.range(0, sizes.length).mapToObj(layer -> scatter(Panel.of(titles.get(layer), "", ""), states.samples(),
                seen.get(layer), 4).withinSquareOf(seen.get(layer)).withoutLegend().withoutTicks()).toList();
        return film(panels, titles, states.samples());
    }

    private static double[][] shown(double[][] rows) {
        return rows.length > FILM_POINTS ? Arrays.copyOf(rows, FILM_POINTS) : rows;
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, factor < 9.95 ? "× %.1f" : "× %.0f", factor);
    }

    private static Figure film(List<Panel> panels, List<String> titles, Samples samples) {
        return Sheet.grid(panels, FILM_COLUMNS, FILM_PANEL, FILM_PANEL, samples.classes(), "Film of " + panels.size()
                + " frames, " + String.join("; ", titles) + ": the states of " + samples.name() + " " + samples.split()
                + " samples along two principal components, coloured by class");
    }

    /**
     * Returns a film of any states of the same samples, such as the steps of a surrogate, all frames on the same axes.
     *
     * @param titles one for each frame
     * @param frames states of the camera's width, (N, d)
     */
    public static Figure film(Samples samples, List<String> titles, List<NDArray> frames, PrincipalComponents camera) {
        return film(samples, titles, frames, camera, (panel, i, seen) -> { });
    }

    /** What is drawn over a frame. */
    interface Overlay {

        /** Draws over the panel of a frame whose points are seen in these places, (N, 2). */
        void draw(Panel panel, int frame, double[][] seen);
    }

    /** Returns a film with something drawn over each frame's panel. */
    static Figure film(Samples samples, List<String> titles, List<NDArray> frames, PrincipalComponents camera,
            Overlay over) {
        List<double[][]> seen = frames.stream().map(frame -> seen(frame, camera)).toList();
        double[][] all = seen.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        var panels = new ArrayList<Panel>();
        for (int i = 0; i < seen.size(); i++) {
            Panel panel = scatter(Panel.of(titles.get(i), "", ""), samples, seen.get(i), 4);
            over.draw(panel, i, seen.get(i));
            panels.add(panel.withinOf(all).withoutLegend().withoutTicks());
        }
        return film(panels, titles, samples);
    }

    /**
     * Returns a surrogate's journey as a film: what it makes of the samples at up to six stops, decoded to the last layer's
     * space and seen along the first two principal components of the network's own last states.
     */
    public static Figure film(Surrogate surrogate, Samples samples) {
        int[] stops = surrogate.operator().stops(FILM_STOPS);
        try (LayerStates states = surrogate.network().states(samples)) {
            PrincipalComponents camera = PrincipalComponents.fit(states.last(), 2);
            List<String> titles = IntStream.of(stops).mapToObj(step -> "step " + step).toList();
            return film(samples, titles, surrogate.path(states.first(), stops), camera);
        }
    }

    /**
     * Returns a network's film for the reader to play: layer by layer and between them, by three cameras, with the trail of a point
     * that is dragged over the plane. Between layers a block's correction is added by a share t, relu(x + t f(x)).
     *
     * @param samples points of the plane, of which the first 800 are shown
     */
    public static LiveFigure play(ResidualMlp network, Samples samples) {
        return FilmPlayer.of(network, samples);
    }

    /**
     * Returns a surrogate that runs in the page beside its network, for a point that is dragged over the plane and a time t in
     * exp(t A): the decoded state, and what the head reads from it for the point and for the whole plane.
     *
     * @param surrogate an autoencoder's, with the published operator, of a {@link ResidualMlp}
     * @param samples points of the plane, of which the first 400 are shown
     */
    public static LiveFigure machine(Surrogate surrogate, Samples samples) {
        return Machine.of(surrogate, samples);
    }

    /**
     * Returns a surrogate as above, at the end of its journey, with edits by name and a dose of the one that is chosen.
     *
     * @param edits of this surrogate, in their order
     */
    public static LiveFigure machine(Surrogate surrogate, Samples samples, Map<String, OperatorEdit> edits) {
        return Machine.of(surrogate, samples, edits);
    }

    /**
     * Returns least squares on random creases, solved again in the page for each number of them: how it colours the plane, where it
     * differs from its network, and where the creases run.
     *
     * @param fit of a {@link ResidualMlp} to points of the plane, some 1,500 of them: all of them are written into the page
     * @param features the most creases that may be chosen
     * @param ridge ρ, relative to the mean square of an observable
     * @param seed fixes the creases
     */
    public static LiveFigure creases(Surrogates fit, int features, double ridge, long seed) {
        return Creases.of(fit, features, ridge, seed);
    }

    /** Returns a spectrum in the complex plane, with the unit circle, on which a mode neither grows nor dies away. */
    public static Figure eigenvalues(Spectrum spectrum) {
        double reach = 1.06 * Math.max(1, spectrum.magnitudes()[0]);
        var panel = unitCircle(Panel.of("Eigenvalues of one step", "real part", "imaginary part"),
                new double[] {-reach, reach}, new double[] {-reach, reach})
                .points("eigenvalues", spectrum.real(), spectrum.imaginary(), 0, 8).withoutLegend();
        return Sheet.single(panel, 470, 490, "Scatter of eigenvalues with the unit circle: " + spectrum);
    }

    /**
     * Returns a live figure in which the reader drags two eigenvalues and sees a matrix that has them, forty steps of a point, the
     * same step in other coordinates, and the same step from a start that is turned alone.
     *
     * @param spectrum two eigenvalues to begin with, of magnitude 1.35 at most
     */
    public static LiveFigure pair(Spectrum spectrum) {
        return LivePair.of(spectrum);
    }

    /** Makes a panel a part of the complex plane, with the unit circle as a guide. */
    static Panel unitCircle(Panel panel, double[] real, double[] imaginary) {
        double[] angle = IntStream.rangeClosed(0, 200).mapToDouble(i -> 2 * Math.PI * i / 200).toArray();
        return panel.within(real, imaginary).equalUnits().guide("unit circle",
                Arrays.stream(angle).map(Math::cos).toArray(), Arrays.stream(angle).map(Math::sin).toArray());
    }

    /**
     * Returns a path through the plane, with a mark at each step and others at its start and end. A unit is as long to the
     * right as upwards, so that a turn looks like one.
     *
     * @param x the first coordinate after each step, from the start on
     * @param y the second
     */
    public static Figure trajectory(String title, String xName, double[] x, String yName, double[] y) {
        if (x.length == 0 || y.length != x.length) {
            throw new IllegalArgumentException("y (" + y.length + " values) must be as many as x (" + x.length
                    + ") and one at least");
        }
        double[][] rows = IntStream.range(0, x.length).mapToObj(i -> new double[] {x[i], y[i]}).toArray(double[][]::new);
        if (Arrays.stream(rows).flatMapToDouble(Arrays::stream).anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("path (" + Arrays.toString(Arrays.stream(rows).filter(row ->
                    !Double.isFinite(row[0]) || !Double.isFinite(row[1])).findFirst().orElseThrow())
                    + ") must be finite numbers: leave out the steps that are none");
        }
        int last = x.length - 1;
        var panel = Panel.of(title, xName, yName).withinOf(rows).equalUnits().unnamedLine("path", x, y, Palette.of(0));
        if (last > 1) {
            panel.solidPoints("steps", Arrays.copyOfRange(x, 1, last), Arrays.copyOfRange(y, 1, last), 0, 9);
        }
        panel.solidPoints("start", new double[] {x[0]}, new double[] {y[0]}, 2, 9)
                .solidPoints("end", new double[] {x[last]}, new double[] {y[last]}, 1, 9);
        return Sheet.single(panel, 560, 500, "Path in the plane, " + title + ": " + yName + " over " + xName + " in " + last
                + " steps, on equal axes");
    }

    /**
     * Returns paths through the plane in the order of the map, each with a mark at its start, on equal axes.
     *
     * @param paths by name, each (T, 2)
     */
    public static Figure paths(String title, String xName, String yName, Map<String, double[][]> paths) {
        paths.forEach(Figures::requirePath);
        var panel = Panel.of(title, xName, yName);
        double[] starts = paths.values().stream().mapToDouble(path -> path[0][0]).toArray();
        panel.solidPoints("start", starts, paths.values().stream().mapToDouble(path -> path[0][1]).toArray(), 9, 8)
                .unnamed("start");
        int index = 0;
        for (var path : paths.entrySet()) {
            panel.line(path.getKey(), column(path.getValue(), 0), column(path.getValue(), 1), Palette.of(index++));
        }
        double[][] all = paths.values().stream().flatMap(Arrays::stream).toArray(double[][]::new);
        return Sheet.single(panel.withinOf(all).equalUnits(), 560, 500, "Paths in the plane, " + title + ": " + yName + " over "
                + xName + " for " + String.join(", ", paths.keySet()));
    }

    private static void requirePath(String name, double[][] path) {
        double[] wrong = path.length == 0 ? new double[0] : Arrays.stream(path)
                .filter(row -> row.length != 2 || !Double.isFinite(row[0] + row[1])).findFirst().orElse(null);
        if (wrong != null) {
            throw new IllegalArgumentException("path (" + name + " with " + Arrays.toString(wrong)
                    + ") must be points (x, y) of finite numbers, one at least");
        }
    }

    /** Returns eigenvalues near 1 enlarged: how far each magnitude is from 1, greatest first. */
    public static Figure magnitudes(Spectrum spectrum) {
        double[] magnitudes = spectrum.magnitudes();
        return bars("Magnitudes of the eigenvalues of one step", "|λ| − 1", IntStream.rangeClosed(1, magnitudes.length)
                .mapToObj(String::valueOf).toList(), Map.of("|λ| − 1", Arrays.stream(magnitudes).map(m -> m - 1).toArray()));
    }

    /** Returns groups of bars, a group for each category and a bar for each entry of the map. */
    public static Figure bars(String title, String yName, List<String> categories, Map<String, double[]> bars) {
        var chart = new CategoryChartBuilder().width(WIDTH).height(340).title(title).yAxisTitle(yName)
                .theme(Styler.ChartTheme.Matlab).build();
        Panel.house(chart.getStyler());
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setLegendVisible(bars.size() > 1);
        chart.getStyler().setSeriesColors(IntStream.range(0, bars.size()).mapToObj(Palette::of).toArray(Color[]::new));
        bars.forEach((name, heights) -> chart.addSeries(name, categories, Arrays.stream(heights).boxed().toList()));
        return new Figure(WIDTH, 340, "Bar chart, " + title + ": " + yName + " by " + String.join(", ", categories)
                + " for " + String.join(", ", bars.keySet()), graphics -> chart.paint(graphics, WIDTH, 340));
    }

    /** Returns a matrix as a heat map: blue below zero, white at zero, orange above. */
    public static Figure heatMap(String title, double[][] matrix) {
        return HeatMap.of(title, matrix);
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

    /** Returns the course of a training, a line for each term of the loss that is not zero, on a logarithmic axis. */
    public static Figure training(String title, TrainingCurve curve) {
        double[] epoch = IntStream.rangeClosed(1, curve.epochs()).asDoubleStream().toArray();
        epoch[0] += 0.01; // equally spaced values would each get a label, side by side with the next
        List<String> terms = curve.terms().stream().filter(term -> Arrays.stream(curve.term(term)).allMatch(v -> v > 0))
                .toList();
        var panel = Panel.of(title, "epoch", "loss").logarithmicY();
        for (int i = 0; i < terms.size(); i++) {
            panel.line(terms.get(i), epoch, curve.term(terms.get(i)), Palette.of(i));
        }
        return Sheet.single(panel, WIDTH, 340, "Line chart, " + title + ": loss over epoch for " + String.join(", ", terms)
                + ", on a logarithmic axis");
    }

    /** Returns lines of means, with bars of one deviation up and down, over a common axis; each line stands a little aside. */
    public static Figure spreads(String title, String xName, double[] x, String yName,
            Map<String, List<Spread>> lines) {
        var panel = Panel.of(title, xName, yName).ticksAbout(WIDTH / Math.max(1, x.length - 1));
        double aside = ASIDE * (Arrays.stream(x).max().orElse(0) - Arrays.stream(x).min().orElse(0));
        int index = 0;
        for (var line : lines.entrySet()) {
            double shift = aside * (index - (lines.size() - 1) / 2.0);
            panel.errorLine(line.getKey(), Arrays.stream(x).map(each -> each + shift).toArray(), line.getValue().stream().mapToDouble(Spread::mean).toArray(),
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

    /** Adds the first points, by class; the classes take turns, so that none is painted over all others. */
    static Panel scatter(Panel panel, Samples samples, double[][] rows, int size) {
        for (int from = 0; from < Math.min(rows.length, FILM_POINTS); from += TURN) {
            int start = from;
            int end = Math.min(Math.min(from + TURN, rows.length), FILM_POINTS);
            for (int label = 0; label < samples.classes().size(); label++) {
                int wanted = label;
                double[][] own = chosen(rows, row -> row >= start && row < end && samples.label(row) == wanted);
                if (own.length > 0) {
                    panel.points(samples.classes().get(label), start, column(own, 0), column(own, 1), label, size);
                }
            }
        }
        return panel;
    }

    static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    /** Returns a number as short as it can be written: 0.01, 3. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String subscript(int number) {
        return Integer.toString(number).chars().mapToObj(digit -> String.valueOf((char) ('₀' + digit - '0')))
                .reduce("", String::concat);
    }
}
