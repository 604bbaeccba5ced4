// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.Locale;

/** A matrix as coloured squares with a scale beside it. */
final class HeatMap {

    private static final int SIDE = 400;
    private static final int TOP = 34;
    private static final int SCALE_WIDTH = 90;

    private HeatMap() {}

    static Figure of(String title, double[][] matrix) {
        double greatest = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        return new Figure(SIDE + SCALE_WIDTH + 20, SIDE + TOP + 10, String.format(Locale.ROOT,
                "Heat map, %s: %d x %d entries between %.3g and %.3g", title, matrix.length, matrix[0].length, -greatest,
                greatest), graphics -> paint(graphics, title, matrix, greatest));
    }

    private static void paint(Graphics2D graphics, String title, double[][] matrix, double greatest) {
        graphics.setColor(Palette.INK);
        graphics.setFont(Panel.font(13, Font.BOLD));
        graphics.drawString(title, 10, 22);
        double width = (double) SIDE / matrix[0].length;
        double height = (double) SIDE / matrix.length;
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix[row].length; column++) {
                fill(graphics, matrix[row][column] / greatest, 10 + column * width, TOP + row * height, width, height);
            }
        }
        scale(graphics, greatest);
    }

    private static void scale(Graphics2D graphics, double greatest) {
        int x = SIDE + 26;
        for (int i = 0; i < SIDE; i++) {
            fill(graphics, 1 - 2.0 * i / SIDE, x, TOP + i, 16, 1);
        }
        graphics.setColor(Palette.INK);
        graphics.setFont(Panel.font(11, Font.PLAIN));
        graphics.drawString(String.format(Locale.ROOT, "%.2g", greatest), x + 22, TOP + 10);
        graphics.drawString("0", x + 22, TOP + SIDE / 2 + 4);
        graphics.drawString(String.format(Locale.ROOT, "%.2g", -greatest), x + 22, TOP + SIDE);
    }

    private static void fill(Graphics2D graphics, double value, double x, double y, double width, double height) {
        graphics.setColor(colour(value));
        graphics.fillRect((int) Math.floor(x), (int) Math.floor(y), (int) Math.ceil(width) + (width < 1 ? 1 : 0),
                (int) Math.ceil(height));
    }

    /** Returns the colour of a value: −1 and below blue, 0 white, 1 and above orange. */
    static Color colour(double value) {
        Color full = value < 0 ? Palette.of(0) : Palette.of(1);
        double share = Math.min(1, Math.abs(value));
        return new Color(mix(full.getRed(), share), mix(full.getGreen(), share), mix(full.getBlue(), share));
    }

    private static int mix(int channel, double share) {
        return (int) Math.round(255 + (channel - 255) * share);
    }
}
