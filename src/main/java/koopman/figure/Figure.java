// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import koopman.data.WholeFile;
import koopman.display.Displayable;

/** A finished picture, with the text that tells it to a reader who cannot see it. */
public final class Figure implements Displayable {

    private static final String PNG = "image/png";
    private static final int SHARPNESS = 2; // device pixels for each pixel of the layout

    private final int width;
    private final int height;
    private final String text;
    private final Consumer<Graphics2D> painter;

    Figure(int width, int height, String text, Consumer<Graphics2D> painter) {
        this.width = width;
        this.height = height;
        this.text = text;
        this.painter = painter;
    }

    /** Returns the text that tells the picture. */
    public String text() {
        return text;
    }

    /** Returns the picture at two device pixels for each of the layout's. */
    public BufferedImage image() {
        var image = new BufferedImage(width * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SHARPNESS, SHARPNESS);
        paint(graphics);
        graphics.dispose();
        return image;
    }

    /**
     * Writes the picture to a file, as its ending says: {@code .png} or {@code .svg}.
     *
     * @return the file
     */
    public Path save(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new IllegalArgumentException("file (" + file + ") must end with .png or .svg");
        }
        try {
            byte[] picture = name.endsWith(".png") ? png() : svg();
            new WholeFile(file).write(out -> out.write(picture));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
        return file;
    }

    private byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private byte[] svg() throws IOException {
        var graphics = new VectorGraphics2D();
        paint(graphics);
        var bytes = new ByteArrayOutputStream();
        new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(width, height)).writeTo(bytes);
        return bytes.toByteArray();
    }

    private void paint(Graphics2D graphics) {
        graphics.setColor(Palette.PAPER);
        graphics.fillRect(0, 0, width, height);
        painter.accept(graphics);
    }

    @Override
    public Map<String, String> display() {
        return Map.of(PNG, Base64.getEncoder().encodeToString(png()));
    }

    @Override
    public Map<String, Map<String, Object>> facts() {
        return Map.of(PNG, Map.of("alt", text, "width", width, "height", height));
    }

    @Override
    public String toString() {
        return "Figure: " + text;
    }
}
