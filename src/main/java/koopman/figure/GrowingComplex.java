// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Points of the plane with all that a scale joins: discs that touch, edges and filled triangles. */
final class GrowingComplex {

    static final int TITLE = 22;

    private static final Color DISC = new Color(0, 114, 178, 26);
    private static final Color TRIANGLE = new Color(246, 214, 190);
    private static final int MARGIN = 8;

    private final double[][] points;
    private final double middleX;
    private final double middleY;
    private final double reach;

    /** Takes points (N, 2) and the greatest scale that is to be drawn, whose discs fit into the picture. */
    GrowingComplex(double[][] points, double greatest) {
        this.points = points;
        double[] x = range(row -> row[0]);
        double[] y = range(row -> row[1]);
        middleX = (x[0] + x[1]) / 2;
        middleY = (y[0] + y[1]) / 2;
        reach = Math.max(x[1] - x[0], y[1] - y[0]) / 2 + greatest / 2;
    }

    private double[] range(ToDoubleFunction<double[]> coordinate) {
        var statistics = Arrays.stream(points).mapToDouble(coordinate).summaryStatistics();
        return new double[] {statistics.getMin(), statistics.getMax()};
    }

    /** Paints the complex of a scale into a square under a title, as the i-th of a row. */
    void paint(Graphics2D graphics, int i, String title, double scale, int side) {
        var cell = (Graphics2D) graphics.create(i * side, 0, side, TITLE + side);
        Sheet.title(cell, title, side);
        cell.translate(0, TITLE);
        paint(cell, scale, side);
        cell.dispose();
    }

    private void paint(Graphics2D graphics, double scale, int side) {
        double unit = (side - 2.0 * MARGIN) / (2 * reach);
        double[][] seen = Arrays.stream(points).map(row -> new double[] {
            side / 2.0 + unit * (row[0] - middleX), side / 2.0 - unit * (row[1] - middleY)}).toArray(double[][]::new);
        graphics.setColor(DISC);
        for (double[] point : seen) {
            graphics.fill(around(point, unit * scale / 2));
        }
        graphics.setColor(TRIANGLE);
        triangles(graphics, seen, unit * scale);
        graphics.setColor(Palette.INK);
        graphics.setStroke(new BasicStroke(1.2f));
        edges(graphics, seen, unit * scale);
        graphics.setColor(Palette.of(0));
        for (double[] point : seen) {
            graphics.fill(around(point, 3.5));
        }
    }

    private static Ellipse2D around(double[] point, double radius) {
        return new Ellipse2D.Double(point[0] - radius, point[1] - radius, 2 * radius, 2 * radius);
    }

    private static void edges(Graphics2D graphics, double[][] seen, double longest) {
        for (int a = 0; a < seen.length; a++) {
            for (int b = 0; b < a; b++) {
                if (isWithin(longest, seen[a], seen[b])) {
                    graphics.draw(new Line2D.Double(seen[a][0], seen[a][1], seen[b][0], seen[b][1]));
                }
            }
        }
    }

    private static void triangles(Graphics2D graphics, double[][] seen, double longest) {
        for (int a = 0; a < seen.length; a++) {
            for (int b = 0; b < a; b++) {
                for (int c = 0; c < b; c++) {
                    if (isWithin(longest, seen[a], seen[b]) && isWithin(longest, seen[a], seen[c])
                            && isWithin(longest, seen[b], seen[c])) {
                        graphics.fill(triangle(seen[a], seen[b], seen[c]));
                    }
                }
            }
        }
    }

    private static boolean isWithin(double longest, double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]) <= longest;
    }

    private static Path2D triangle(double[] a, double[] b, double[] c) {
        var path = new Path2D.Double();
        path.moveTo(a[0], a[1]);
        path.lineTo(b[0], b[1]);
        path.lineTo(c[0], c[1]);
        path.closePath();
        return path;
    }
}
