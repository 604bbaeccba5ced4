// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;

/** Functions of samples as colours over the plane of their inputs, a panel for each. */
final class PlaneValues {

    private static final int PANEL = SurrogateFigures.PANEL;
    private static final int DOT = SurrogateFigures.DOT;
    private static final int TITLE = 26;
    private static final double CLIPPED = 0.02; // of the values at each end, so that few far ones do not fade the rest

    private PlaneValues() {}

    static Figure of(Samples samples, Map<String, double[]> values, List<double[][]> outlines) {
        require(samples, values, outlines);
        var titles = List.copyOf(values.keySet());
        int columns = SurrogateFigures.columns(titles.size());
        int rows = (titles.size() + columns - 1) / columns;
        return new Figure(columns * PANEL, rows * (PANEL + TITLE), "Points of the plane coloured by value, blue below"
                + " zero and orange above: " + String.join(", ", titles), graphics -> {
            for (int i = 0; i < titles.size(); i++) {
                var cell = (Graphics2D) graphics.create();
                cell.translate(i % columns * PANEL, i / columns * (PANEL + TITLE));
                paint(cell, titles.get(i), samples, values.get(titles.get(i)), outlines);
                cell.dispose();
            }
        });
    }

    private static void require(Samples samples, Map<String, double[]> values, List<double[][]> outlines) {
        if (samples.features() != 2) {
            throw new IllegalArgumentException("samples (" + samples.features()
                    + " features) must have two to be drawn in the plane");
        }
        values.forEach((title, each) -> {
            if (each.length != samples.size()) {
                throw new IllegalArgumentException(title + " (" + each.length + " values) must have one for each of the "
                        + samples.size() + " samples");
            }
        });
        for (double[][] outline : outlines) {
            if (outline.length < 2) {
                throw new IllegalArgumentException("outline (" + outline.length + " points) must have two points at least");
            }
        }
    }

    private static void paint(Graphics2D graphics, String title, Samples samples, double[] values,
            List<double[][]> outlines) {
        graphics.setColor(Palette.INK);
        graphics.setFont(Panel.font(13, Font.BOLD));
        graphics.drawString(title, (PANEL - graphics.getFontMetrics().stringWidth(title)) / 2, 18);
        double greatest = greatest(values);
        AffineTransform place = place(samples);
        for (int i = 0; i < values.length; i++) {
            Point2D at = place.transform(new Point2D.Double(samples.input(i)[0], samples.input(i)[1]), null);
            graphics.setColor(HeatMap.colour(values[i] / greatest));
            graphics.fill(new Ellipse2D.Double(at.getX() - DOT / 2.0, at.getY() - DOT / 2.0, DOT, DOT));
        }
        graphics.setColor(Palette.INK);
        graphics.setStroke(new BasicStroke(0.9f));
        outlines.forEach(outline -> graphics.draw(place.createTransformedShape(path(outline))));
    }

    /** Returns where a point of the inputs' plane is painted: units are equal, and the samples fill the panel one way. */
    private static AffineTransform place(Samples samples) {
        var x = range(samples, 0);
        var y = range(samples, 1);
        double width = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
        double scale = (PANEL - 20) / (width > 0 ? width : 1);
        return new AffineTransform(scale, 0, 0, -scale, PANEL / 2.0 - scale * (x.getMin() + x.getMax()) / 2,
                TITLE + (PANEL - 16) / 2.0 + scale * (y.getMin() + y.getMax()) / 2);
    }

    private static DoubleSummaryStatistics range(Samples samples, int feature) {
        return IntStream.range(0, samples.size()).mapToDouble(row -> samples.input(row)[feature]).summaryStatistics();
    }

    private static Path2D path(double[][] points) {
        var path = new Path2D.Double();
        path.moveTo(points[0][0], points[0][1]);
        Arrays.stream(points).skip(1).forEach(point -> path.lineTo(point[0], point[1]));
        return path;
    }

    private static double greatest(double[] values) {
        double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
        return Math.max(sorted[(int) ((1 - CLIPPED) * (sorted.length - 1))], Double.MIN_NORMAL);
    }
}
