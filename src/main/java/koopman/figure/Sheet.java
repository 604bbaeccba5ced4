// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/** Lays panels out in rows on one figure, with one legend of the classes below them all. */
final class Sheet {

    private static final int LEGEND_HEIGHT = 28;
    private static final int TITLE_HEIGHT = 18;

    private Sheet() {}

    /** Returns a figure of one chart. */
    static Figure single(Panel panel, int width, int height, String text) {
        return new Figure(width, height, text, graphics -> panel.paint(graphics, width, height));
    }

    /** Returns a figure of equal panels, so many in a row. */
    static Figure grid(List<Panel> panels, int columns, int panelWidth, int panelHeight, List<String> classes,
            String text) {
        List<String> titles = panels.stream().map(Panel::takeTitle).toList();
        int rows = (panels.size() + columns - 1) / columns;
        int height = rows * panelHeight + LEGEND_HEIGHT;
        return new Figure(columns * panelWidth, height, text, graphics -> {
            for (int i = 0; i < panels.size(); i++) {
                var cell = (Graphics2D) graphics.create();
                cell.translate(i % columns * panelWidth, i / columns * panelHeight);
                title(cell, titles.get(i), panelWidth);
                cell.translate(0, TITLE_HEIGHT);
                panels.get(i).paint(cell, panelWidth, panelHeight - TITLE_HEIGHT);
                cell.dispose();
            }
            legend(graphics, classes, columns * panelWidth, height);
        });
    }

    static void title(Graphics2D graphics, String title, int width) {
        graphics.setFont(Panel.font(13, Font.BOLD));
        graphics.setColor(Palette.INK);
        graphics.drawString(title, (width - graphics.getFontMetrics().stringWidth(title)) / 2, TITLE_HEIGHT - 4);
    }

    private static void legend(Graphics2D graphics, List<String> classes, int width, int height) {
        graphics.setFont(Panel.font(12, Font.PLAIN));
        FontMetrics metrics = graphics.getFontMetrics();
        int mark = 10;
        int gap = 24;
        int total = classes.stream().mapToInt(name -> metrics.stringWidth(name) + mark + 6 + gap).sum() - gap;
        int x = (width - total) / 2;
        int y = height - LEGEND_HEIGHT / 2;
        for (int i = 0; i < classes.size(); i++) {
            Panel.mark(graphics, i, x + mark / 2, y, mark);
            graphics.setColor(Palette.INK);
            graphics.drawString(classes.get(i), x + mark + 6, y + metrics.getAscent() / 2 - 1);
            x += metrics.stringWidth(classes.get(i)) + mark + 6 + gap;
        }
    }
}
