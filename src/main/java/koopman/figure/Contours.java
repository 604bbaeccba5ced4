// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines along which a function over a grid has one value, by marching squares: in each cell between four points of the grid,
 * straight from edge to edge, where the function is taken as linear along an edge.
 *
 * <p>Where opposite corners are on the same side, the mean of the four tells which of them are joined.
 *
 * @param x the grid's abscissae
 * @param y its ordinates
 * @param values the function, by ordinate (first index) and abscissa (second)
 */
record Contours(double[] x, double[] y, double[][] values) {

    /** The corners of a cell, in turn: how far from its first in x and in y. */
    private static final int[][] CORNERS = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

    /** Returns the parts of the lines of a level, each from one point (x, y) to another. */
    List<double[][]> at(double level) {
        var parts = new ArrayList<double[][]>();
        for (int row = 0; row + 1 < y.length; row++) {
            for (int column = 0; column + 1 < x.length; column++) {
                addCell(row, column, level, parts);
            }
        }
        return parts;
    }

    private void addCell(int row, int column, double level, List<double[][]> parts) {
        List<double[]> crossings = new ArrayList<>();
        boolean firstIsAbove = value(row, column, 0) >= level;
        for (int edge = 0; edge < 4; edge++) {
            if (value(row, column, edge) >= level != value(row, column, edge + 1) >= level) {
                crossings.add(crossing(row, column, edge, level));
            }
        }
        boolean turn = crossings.size() == 4 && firstIsAbove == mean(row, column) >= level;
        for (int i = 0; i < crossings.size(); i += 2) { // two edges that share a corner on the other side than the middle
            int from = turn ? i : i + 3;
            parts.add(crossings.size() == 2 ? crossings.toArray(double[][]::new)
                    : new double[][] {crossings.get(from % 4), crossings.get((from + 1) % 4)});
        }
    }

    private double[] crossing(int row, int column, int edge, double level) {
        double from = value(row, column, edge);
        double share = (level - from) / (value(row, column, edge + 1) - from);
        return new double[] {x(column, edge) + share * (x(column, edge + 1) - x(column, edge)),
            y(row, edge) + share * (y(row, edge + 1) - y(row, edge))};
    }

    private double x(int column, int corner) {
        return x[column + CORNERS[corner % 4][0]];
    }

    private double y(int row, int corner) {
        return y[row + CORNERS[corner % 4][1]];
    }

    private double value(int row, int column, int corner) {
        return values[row + CORNERS[corner % 4][1]][column + CORNERS[corner % 4][0]];
    }

    private double mean(int row, int column) {
        return (value(row, column, 0) + value(row, column, 1) + value(row, column, 2) + value(row, column, 3)) / 4;
    }
}
