package koopman.figure;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.representation.PrincipalComponents;
import koopman.topology.Barcode;
import koopman.topology.BettiBand;
import koopman.topology.BettiCurve;
import koopman.topology.Interval;
import koopman.topology.Loop;
import koopman.topology.PersistentHomology;

/** The charts of persistent homology. What never dies ends in an arrow, in a diagram at the upper edge. */
public final class TopologyFigures {

    static {
        ChartLibraries.require();
    }

    private static final int WIDTH = 760;
    private static final List<String> FEATURES = List.of("components", "loops");
    private static final double HEADROOM = 1.08; // the last scale in the figure, over the last finite one
    private static final int GAP = 2; // rows between the bars of two dimensions
    private static final int ARROW = 9;
    private static final int MOST_BARS = 120; // of a dimension; more would run into each other

    private TopologyFigures() {}

    /**
     * Returns points of the plane at growing scales, with the discs that touch, the edges and the filled triangles, and below
     * them the barcode with a line at each of the scales.
     *
     * @param points (N, 2), few enough to see each
     * @param scales of the pictures, ascending, three at best
     */
    public static Figure growing(String title, double[][] points, double... scales) {
        Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
        var complex = new GrowingComplex(points, scales[scales.length - 1]);
        Panel bars = bars(title, barcode);
        for (double scale : scales) {
            bars.guide("scale " + scale, new double[] {scale, scale}, new double[] {-1, bars(barcode)});
        }
        int side = WIDTH / scales.length;
        int below = barsHeight(barcode);
        String counts = Arrays.stream(scales).mapToObj(scale -> atScale(barcode, scale)).collect(Collectors.joining("; "));
        return new Figure(WIDTH, GrowingComplex.TITLE + side + below, title + ": points with discs, edges and triangles: " + counts
                + "; below, " + barcode, graphics -> {
            for (int i = 0; i < scales.length; i++) {
                complex.paint(graphics, i, atScale(barcode, scales[i]), scales[i], side);
            }
            var rest = (Graphics2D) graphics.create(0, GrowingComplex.TITLE + side, WIDTH, below);
            bars.paint(rest, WIDTH, below);
            rest.dispose();
        });
    }

    /**
     * Returns a live figure in which the reader moves, adds and removes points of the plane, and sees at a scale what they join and
     * where it cuts their barcode. A ring and two clusters can be sampled, ten points at a time.
     *
     * @param points to begin with, (N, 2), at most 60 and none farther than 1.6 from 0 in a coordinate
     * @param scale to begin with, at most 2
     * @param seed of the samples
     */
    public static LiveFigure draw(double[][] points, double scale, long seed) {
        return LiveCloud.of(points, scale, seed);
    }

    private static String atScale(Barcode barcode, double scale) {
        return "ε = " + scale + ": " + counts(barcode, scale);
    }

    static String counts(Barcode barcode, double scale) {
        return counted(barcode, 0, scale, "component") + ", " + counted(barcode, 1, scale, "loop");
    }

    private static String counted(Barcode barcode, int dimension, double scale, String name) {
        int count = barcode.betti(dimension, scale);
        return count + " " + name + (count == 1 ? "" : "s");
    }

    /**
     * Returns a film with a loop drawn over each frame, through the points that it runs over.
     *
     * @param titles one for each frame
     * @param frames states of the camera's width, (N, d)
     * @param loops one for each frame, of its points
     */
    public static Figure film(Samples samples, List<String> titles, List<NDArray> frames, List<Loop> loops,
            PrincipalComponents camera) {
        return Figures.film(samples, titles, frames, camera, (panel, i, seen) -> panel.parts("loop",
                Arrays.stream(loops.get(i).edges()).map(edge -> new double[][] {seen[edge[0]], seen[edge[1]]}).toList(),
                Palette.INK).unnamed("loop"));
    }

    /** Returns bands of Betti numbers of one dimension over the scale, in the order of the map: the middle and both bounds. */
    public static Figure bettiBands(String title, Map<String, BettiBand> bands) {
        String counted = "number of " + FEATURES.get(bands.values().iterator().next().middle().dimension());
        double[] scales = bands.values().iterator().next().middle().scales();
        var panel = Panel.of(title, "scale ε", counted).roundTicks(scales[0], scales[scales.length - 1]);
        int index = 0;
        for (var each : bands.entrySet()) {
            Color color = Palette.of(index++);
            BettiBand band = each.getValue();
            panel.line(each.getKey(), band.middle().scales(), doubles(band.middle().counts()), color);
            panel.bound(each.getKey() + ", lower bound", band.middle().scales(), doubles(band.low().counts()), color);
            panel.bound(each.getKey() + ", upper bound", band.middle().scales(), doubles(band.high().counts()), color);
        }
        return Sheet.single(panel, WIDTH, 360, "Bands of Betti numbers, " + title + ": " + counted + " over the scale for "
                + String.join("; ", bands.keySet()) + ", median and nine tenths of the subsamples");
    }

    private static double[] doubles(int[] counts) {
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    /** Returns Betti curves of one dimension over common scales, in the order of the map, drawn from light to dark. */
    public static Figure bettiCurves(String title, Map<String, BettiCurve> curves) {
        int dimension = curves.values().iterator().next().dimension();
        String counted = "number of " + FEATURES.get(dimension);
        double[] scales = curves.values().iterator().next().scales();
        var panel = Panel.of(title, "scale ε", counted).roundTicks(scales[0], scales[scales.length - 1]);
        int index = 0;
        for (var curve : curves.entrySet()) {
            panel.line(curve.getKey(), curve.getValue().scales(), doubles(curve.getValue().counts()), Palette.step(index++, curves.size()));
        }
        return Sheet.single(panel, WIDTH, 360, "Betti curves, " + title + ": " + counted + " over the scale for "
                + String.join("; ", curves.keySet()));
    }

    /** Returns each component and loop as a point: birth to the right, death upwards; noise lies on the diagonal. */
    public static Figure persistenceDiagram(String title, Barcode barcode) {
        double last = lastScale(barcode);
        var panel = Panel.of(title, "birth", "death").within(new double[] {-0.03 * last, last},
                new double[] {0, HEADROOM * last});
        panel.line("birth = death", new double[] {0, last}, new double[] {0, last}, Palette.FAINT);
        for (int dimension = 0; dimension <= barcode.maxDimension(); dimension++) {
            if (!barcode.intervals(dimension).isEmpty()) {
                double[] deaths = Arrays.stream(barcode.deaths(dimension)).map(death -> Math.min(death, last)).toArray();
                panel.points(FEATURES.get(dimension), barcode.births(dimension), deaths, dimension, 6);
            }
        }
        return Sheet.single(panel, 470, 500, "Persistence diagram, " + title + ": " + barcode);
    }

    /** Returns each component and loop as a bar from birth to death, the longest of each dimension at the top. */
    public static Figure barcode(String title, Barcode barcode) {
        return Sheet.single(bars(title, barcode), WIDTH, barsHeight(barcode), "Barcode, " + title + ": " + barcode);
    }

    private static Panel bars(String title, Barcode barcode) {
        double last = lastScale(barcode);
        var panel = Panel.of(title, "scale ε", "");
        int from = 0;
        for (int dimension = barcode.maxDimension(); dimension >= 0; dimension--) {
            List<Interval> longest = longest(barcode, dimension);
            if (!longest.isEmpty()) {
                bar(panel, FEATURES.get(dimension), longest, last, from, Palette.of(dimension));
            }
            from += longest.size() + GAP;
        }
        return panel.within(new double[] {0, last}, new double[] {-1, from}).withoutYTicks();
    }

    /** Returns how many rows of bars the chart has, with the gaps. */
    private static int bars(Barcode barcode) {
        return IntStream.rangeClosed(0, barcode.maxDimension()).map(dimension -> longest(barcode, dimension).size() + GAP).sum();
    }

    private static int barsHeight(Barcode barcode) {
        return Math.min(620, 150 + 6 * bars(barcode));
    }

    private static List<Interval> longest(Barcode barcode, int dimension) {
        List<Interval> all = new ArrayList<>(barcode.intervals(dimension));
        all.sort((a, b) -> Float.compare(a.length(), b.length()));
        return all.subList(Math.max(0, all.size() - MOST_BARS), all.size());
    }

    /** Draws bars one above the other as a single line with gaps. */
    private static void bar(Panel panel, String name, List<Interval> intervals, double last, int from, Color color) {
        panel.parts(name, IntStream.range(0, intervals.size()).mapToObj(i -> new double[][] {
            {intervals.get(i).birth(), from + i}, {Math.min(intervals.get(i).death(), last), from + i}}).toList(), color);
        int[] unended = IntStream.range(0, intervals.size()).filter(i -> Float.isInfinite(intervals.get(i).death())).toArray();
        if (unended.length > 0) {
            panel.arrows(name + " for ever", Arrays.stream(unended).mapToDouble(i -> last).toArray(),
                    Arrays.stream(unended).mapToDouble(i -> from + i).toArray(), color, ARROW);
        }
    }

    /** Returns a scale a little beyond all finite births and deaths. */
    private static double lastScale(Barcode barcode) {
        double last = barcode.intervals().stream()
                .mapToDouble(interval -> Float.isInfinite(interval.death()) ? interval.birth() : interval.death())
                .max().orElse(0);
        return last == 0 ? 1 : HEADROOM * last;
    }
}
