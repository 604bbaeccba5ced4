package koopman.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import koopman.topology.Barcode;
import koopman.topology.BettiCurve;
import koopman.topology.Interval;

/** The charts of persistent homology. What never dies is drawn at the right or upper edge. */
public final class TopologyFigures {

    private static final int WIDTH = 760;
    private static final List<String> FEATURES = List.of("components", "loops");
    private static final double HEADROOM = 1.08; // the last scale in the figure, over the last finite one
    private static final int MOST_BARS = 120; // of a dimension; more would run into each other

    private TopologyFigures() {}

    /** Returns Betti curves of one dimension over common scales, in the order of the map, drawn from light to dark. */
    public static Figure bettiCurves(String title, Map<String, BettiCurve> curves) {
        int dimension = curves.values().iterator().next().dimension();
        String counted = "number of " + FEATURES.get(dimension);
        var panel = Panel.of(title, "scale ε", counted);
        int index = 0;
        for (var curve : curves.entrySet()) {
            double[] counts = Arrays.stream(curve.getValue().counts()).asDoubleStream().toArray();
            panel.line(curve.getKey(), curve.getValue().scales(), counts, Palette.step(index++, curves.size()));
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
        double last = lastScale(barcode);
        var panel = Panel.of(title, "scale ε", "");
        int bars = 0;
        for (int dimension = barcode.maxDimension(); dimension >= 0; dimension--) {
            List<Interval> longest = longest(barcode, dimension);
            if (!longest.isEmpty()) {
                bar(panel, FEATURES.get(dimension), longest, last, bars, Palette.of(dimension));
            }
            bars += longest.size() + 2;
        }
        panel.within(new double[] {0, last}, new double[] {-1, bars}).withoutYTicks();
        return Sheet.single(panel, WIDTH, Math.min(620, 150 + 6 * bars), "Barcode, " + title + ": " + barcode);
    }

    private static List<Interval> longest(Barcode barcode, int dimension) {
        List<Interval> all = new ArrayList<>(barcode.intervals(dimension));
        all.sort((a, b) -> Float.compare(a.length(), b.length()));
        return all.subList(Math.max(0, all.size() - MOST_BARS), all.size());
    }

    /** Draws bars one above the other as a single line with gaps. */
    private static void bar(Panel panel, String name, List<Interval> intervals, double last, int from, Color color) {
        double[] x = new double[3 * intervals.size()];
        double[] y = new double[3 * intervals.size()];
        for (int i = 0; i < intervals.size(); i++) {
            x[3 * i] = intervals.get(i).birth();
            x[3 * i + 1] = Math.min(intervals.get(i).death(), last);
            x[3 * i + 2] = x[3 * i + 1];
            Arrays.fill(y, 3 * i, 3 * i + 2, from + i);
            y[3 * i + 2] = Double.NaN;
        }
        panel.line(name, x, y, color);
    }

    /** Returns a scale a little beyond all finite births and deaths. */
    private static double lastScale(Barcode barcode) {
        double last = barcode.intervals().stream()
                .mapToDouble(interval -> Float.isInfinite(interval.death()) ? interval.birth() : interval.death())
                .max().orElse(0);
        return last == 0 ? 1 : HEADROOM * last;
    }
}
