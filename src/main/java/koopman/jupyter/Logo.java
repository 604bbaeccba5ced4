// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The kernel's picture in a launcher: an orbit that a linear map winds around its fixed point. */
final class Logo {

    private static final Color GROUND = new Color(0x1f3a5f);
    private static final Color ORBIT = new Color(0xf2b441);
    private static final int TURNS = 3;

    private Logo() {}

    /** Writes the logo in the sizes and under the names that Jupyter looks for. */
    static void write(Path folder) throws IOException {
        for (int size : new int[] {32, 64}) {
            try (var out = Files.newOutputStream(folder.resolve("logo-" + size + "x" + size + ".png"))) {
                ImageIO.write(draw(size), "png", out);
            }
        }
    }

    private static BufferedImage draw(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.scale(size / 64.0, size / 64.0);
        pen.setColor(GROUND);
        pen.fillRoundRect(0, 0, 64, 64, 16, 16);
        pen.setColor(ORBIT);
        pen.setStroke(new BasicStroke(3.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(orbit());
        pen.fill(new Ellipse2D.Double(29, 29, 6, 6));
        pen.dispose();
        return image;
    }

    private static Path2D orbit() {
        Path2D orbit = new Path2D.Double();
        orbit.moveTo(58, 32);
        for (double angle = 0; angle <= TURNS * 2 * Math.PI; angle += 0.05) {
            double radius = 26 * Math.exp(-0.085 * angle);
            orbit.lineTo(32 + radius * Math.cos(angle), 32 + radius * Math.sin(angle));
        }
        return orbit;
    }
}
