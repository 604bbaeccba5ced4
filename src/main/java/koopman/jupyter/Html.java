// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pieces of HTML that several renderers need. */
public final class Html {

    private Html() {}

    /** Returns a text with the characters replaced that HTML would take for its own. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Returns an image tag that holds its picture, shown so many pixels wide. */
    public static String image(BufferedImage image, int width, String alternative) {
        return "<img alt=\"" + escape(alternative) + "\" width=\"" + width
                + "\" style=\"max-width:100%;height:auto\" src=\"data:image/png;base64," + png(image) + "\">";
    }

    /** Returns a picture as PNG in base 64. */
    public static String png(BufferedImage image) {
        return encoded(image, "png");
    }

    /** Returns a picture in base 64 in a format such as "png" or "jpeg", or null if Java cannot write that. */
    static String encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            boolean written = ImageIO.write(image, format, bytes) || ImageIO.write(opaque(image), format, bytes);
            return written ? Base64.getEncoder().encodeToString(bytes.toByteArray()) : null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Returns a picture on white, for formats that know nothing of transparency. */
    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = opaque.createGraphics();
        pen.drawImage(image, 0, 0, Color.WHITE, null);
        pen.dispose();
        return opaque;
    }
}
