package koopman.jupyter;

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
