// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One chart of a figure, in the house style. Its axes have names, and it has few ticks and faint lines. */
final class Panel {

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND,
        SeriesMarkers.CROSS};

    private static final double MARGIN = 0.04;
    private static final double BEYOND = 0.01;
    private static final int X_TICKS = 60; // pixels between the marks of an x axis
    private static final float[] DASHES = {4, 3};
    private static final int ROUNDS = 3; // other ranges have labels of other widths, which leave the plot another size

    private final XYChart chart;
    private double[] xRange;
    private double[] yRange;
    private boolean equalUnits;

    private Panel(String title, String xName, String yName) {
        chart = new XYChartBuilder().width(100).height(100).title(title).xAxisTitle(xName).yAxisTitle(yName)
                .theme(Styler.ChartTheme.Matlab).build();
        house(chart.getStyler());
        chart.getStyler().setXAxisTickLabelsFormattingFunction(TickLabels::of).setYAxisTickLabelsFormattingFunction(TickLabels::of);
    }

    /** Gives a chart of any kind the house style. */
    static void house(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Palette.PAPER).setPlotBackgroundColor(Palette.PAPER);
        styler.setChartTitleFont(font(13, Font.BOLD)).setChartFontColor(Palette.INK).setChartTitlePadding(4);
        styler.setLegendFont(font(12, Font.PLAIN)).setLegendBorderColor(Palette.CLEAR).setLegendBackgroundColor(Palette.CLEAR)
                .setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setAxisTitleFont(font(12, Font.PLAIN)).setAxisTickLabelsFont(font(11, Font.PLAIN));
        styler.setPlotGridLinesColor(Palette.FAINT).setPlotGridLinesStroke(new BasicStroke(0.6f));
        styler.setAxisTickMarksColor(Palette.FAINT).setXAxisTickMarkSpacingHint(X_TICKS).setYAxisTickMarkSpacingHint(40);
        styler.setPlotBorderColor(Palette.FAINT).setChartPadding(6);
    }

    static Panel of(String title, String xName, String yName) {
        return new Panel(title, xName, yName);
    }

    static Font font(int size, int style) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Paints the mark of a class, as in the charts, around a point. */
    static void mark(Graphics2D graphics, int index, int x, int y, int size) {
        graphics.setColor(Palette.of(index));
        MARKERS[index % MARKERS.length].paint(graphics, x, y, size);
    }

    /** Fixes the axes, so that panels side by side can be compared. */
    Panel within(double[] xRange, double[] yRange) {
        this.xRange = xRange;
        this.yRange = yRange;
        show(xRange, yRange);
        return this;
    }

    private void show(double[] xRange, double[] yRange) {
        chart.getStyler().setXAxisMin(xRange[0]).setXAxisMax(xRange[1]);
        chart.getStyler().setYAxisMin(yRange[0]).setYAxisMax(yRange[1]);
    }

    /** Makes a unit as long to the right as upwards, so that a circle is one: one of the fixed axes then shows more. */
    Panel equalUnits() {
        equalUnits = true;
        return this;
    }

    void paint(Graphics2D graphics, int width, int height) {
        if (equalUnits) {
            show(xRange, yRange);
            for (int i = 0; i < ROUNDS; i++) {
                equalise(graphics, width, height);
            }
        }
        chart.paint(graphics, width, height);
    }

    /** Paints where nobody looks, to see how long the axes come out, and gives both the greater number of units a pixel. */
    private void equalise(Graphics2D like, int width, int height) {
        Graphics2D unseen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).createGraphics();
        unseen.setRenderingHints(like.getRenderingHints());
        chart.paint(unseen, width, height);
        unseen.dispose();
        double units = Math.max((xRange[1] - xRange[0]) / xPixels(), (yRange[1] - yRange[0]) / yPixels());
        double xUnits = units * xPixels();
        double yUnits = units * yPixels();
        show(around(xRange, xUnits), around(yRange, yUnits));
    }

    /** Returns how many pixels lie between the ends of the x axis, as the chart was painted last. */
    private double xPixels() {
        AxesChartStyler shown = chart.getStyler();
        return chart.getScreenXFromChart(shown.getXAxisMax()) - chart.getScreenXFromChart(shown.getXAxisMin());
    }

    private double yPixels() {
        AxesChartStyler shown = chart.getStyler();
        return chart.getScreenYFromChart(shown.getYAxisMin()) - chart.getScreenYFromChart(shown.getYAxisMax());
    }

    private static double[] around(double[] range, double width) {
        double middle = (range[0] + range[1]) / 2;
        return new double[] {middle - width / 2, middle + width / 2};
    }

    /** Fixes the axes to hold the first two columns of the rows, with a margin. */
    Panel withinOf(double[][] rows) {
        return within(range(rows, 0), range(rows, 1));
    }

    /** Fixes the axes to hold the first two columns of the rows, with a unit as long to the right as upwards and a margin. */
    Panel withinSquareOf(double[][] rows) {
        double width = extent(rows) > 0 ? extent(rows) * (1 + 2 * MARGIN) : 1;
        return within(around(range(rows, 0), width), around(range(rows, 1), width)).equalUnits();
    }

    /** Returns how far the rows reach along the first or the second column, whichever is farther. */
    static double extent(double[][] rows) {
        return Math.max(reach(rows, 0), reach(rows, 1));
    }

    private static double reach(double[][] rows, int column) {
        var statistics = Arrays.stream(rows).mapToDouble(row -> row[column]).summaryStatistics();
        return statistics.getMax() - statistics.getMin();
    }

    private static double[] range(double[][] rows, int column) {
        var statistics = Arrays.stream(rows).mapToDouble(row -> row[column]).summaryStatistics();
        double width = reach(rows, column);
        double margin = width > 0 ? MARGIN * width : 1;
        return new double[] {statistics.getMin() - margin, statistics.getMax() + margin};
    }

    /** Adds a thin line without a place in the legend, such as a circle or a diagonal. */
    Panel guide(String name, double[] x, double[] y) {
        unnamedLine(name, x, y, Palette.of(9));
        chart.getSeries(name).setLineStyle(new BasicStroke(1f));
        return this;
    }

    /** Adds a thin broken line without a place in the legend, such as a bound of what another line shows. */
    Panel bound(String name, double[] x, double[] y, Color color) {
        unnamedLine(name, x, y, color);
        chart.getSeries(name).setLineStyle(new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        return this;
    }

    /** Adds a line without a place in the legend. */
    Panel unnamedLine(String name, double[] x, double[] y, Color color) {
        return line(name, x, y, color).unnamed(name);
    }

    /** Takes a series' name out of the legend. */
    Panel unnamed(String name) {
        chart.getSeries(name).setShowInLegend(false);
        return this;
    }

    /**
     * Marks the x axis at round numbers: XChart marks it at the data instead where these are evenly spaced, which the end of the
     * axis, a little beyond them, keeps it from.
     */
    Panel roundTicks(double from, double to) {
        chart.getStyler().setXAxisMin(from).setXAxisMax(to + BEYOND * (to - from));
        return this;
    }

    /** Marks the x axis about every so many pixels, or more seldom where its numbers need the room they have by default. */
    Panel ticksAbout(int pixels) {
        chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(X_TICKS, pixels));
        return this;
    }

    Panel logarithmicY() {
        chart.getStyler().setYAxisLogarithmic(true).setYAxisTickLabelsFormattingFunction(null);
        return this;
    }

    /** Hands the title over to whoever lays panels out: a chart's own title takes as much room as its letters need. */
    String takeTitle() {
        String title = chart.getTitle();
        chart.setTitle("");
        chart.getStyler().setChartTitleVisible(false);
        return title;
    }

    /** Puts the legend at the right, one name below the other, where it has many. */
    Panel legendAtTheRight() {
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE).setLegendLayout(Styler.LegendLayout.Vertical);
        return this;
    }

    Panel withoutLegend() {
        chart.getStyler().setLegendVisible(false);
        return this;
    }

    Panel withoutTicks() {
        chart.getStyler().setAxisTicksVisible(false);
        return this;
    }

    Panel withoutYTicks() {
        chart.getStyler().setYAxisTicksVisible(false);
        return this;
    }

    Panel points(String name, double[] x, double[] y, int index, int size) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(MARKERS[index % MARKERS.length]);
        Color color = Palette.of(index);
        series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 170));
        chart.getStyler().setMarkerSize(size);
        return this;
    }

    /** Adds some of a series' points, which are drawn over all that was added before; the legend names the series once. */
    Panel points(String name, int from, double[] x, double[] y, int index, int size) {
        if (chart.getSeries(name) == null) {
            return points(name, x, y, index, size);
        }
        String part = name + " from " + from;
        return points(part, x, y, index, size).unnamed(part);
    }

    /** Adds squares that nothing shines through, without a place in the legend; nothing if there are no rows. */
    Panel squares(String name, double[][] rows, Color color, int size) {
        if (rows.length > 0) {
            solidPoints(name, Figures.column(rows, 0), Figures.column(rows, 1), 0, size);
            chart.getSeries(name).setMarker(SeriesMarkers.SQUARE).setMarkerColor(color).setShowInLegend(false);
        }
        return this;
    }

    /** Adds small black points, however large the others are, without a place in the legend; nothing if there are no rows. */
    Panel specks(String name, double[][] rows) {
        squares(name, rows, Palette.INK, chart.getStyler().getMarkerSize());
        if (rows.length > 0) {
            chart.getSeries(name).setMarker(new Speck());
        }
        return this;
    }

    /** Adds points that nothing shines through. */
    Panel solidPoints(String name, double[] x, double[] y, int index, int size) {
        points(name, x, y, index, size);
        chart.getSeries(name).setMarkerColor(Palette.of(index));
        return this;
    }

    /** Adds arrows to the right, without a place in the legend, at the ends of what goes on beyond the axis. */
    Panel arrows(String name, double[] x, double[] y, Color color, int size) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(new RightArrow()).setMarkerColor(color).setShowInLegend(false);
        chart.getStyler().setMarkerSize(size);
        return this;
    }

    Panel line(String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(new BasicStroke(1.8f));
        return this;
    }

    /** Adds parts of a line, each from one point (x, y) to another, with a gap after it. */
    Panel parts(String name, List<double[][]> parts, Color color) {
        double[] x = parts.stream().flatMapToDouble(part -> DoubleStream.of(part[0][0], part[1][0], part[1][0])).toArray();
        double[] y = parts.stream().flatMapToDouble(part -> DoubleStream.of(part[0][1], part[1][1], Double.NaN)).toArray();
        return line(name, x, y, color);
    }

    Panel markedLine(String name, double[] x, double[] y, Color color) {
        line(name, x, y, color);
        chart.getSeries(name).setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
        return this;
    }

    Panel errorLine(String name, double[] x, double[] y, double[] deviations, Color color) {
        XYSeries series = chart.addSeries(name, x, y, deviations);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color)
                .setLineStyle(new BasicStroke(1.8f));
        chart.getStyler().setErrorBarsColor(Palette.INK);
        return this;
    }

    XYChart chart() {
        return chart;
    }
}
