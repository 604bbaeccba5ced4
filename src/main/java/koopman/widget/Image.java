// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonObject;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A picture; it travels as bytes. */
public final class Image extends Widget<Image> {

    private Image(byte[] bytes, String format) {
        super(Kind.control("Image", "Image"));
        define("format", format);
        define("height", "");
        define("value", bytes);
        define("width", "");
    }

    /** Returns one with the bytes of a file in them, of a format such as {@code "png"}, "jpeg" or "svg+xml". */
    public static Image of(byte[] bytes, String format) {
        return new Image(bytes.clone(), format);
    }

    /** Returns one with this picture. */
    public static Image of(RenderedImage picture) {
        return new Image(png(picture), "png");
    }

    /**
     * Returns one with the picture in a file, whose ending tells its format.
     *
     * @throws IOException if it cannot be read
     */
    public static Image of(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String format = ending.equals("jpg") ? "jpeg" : ending.equals("svg") ? "svg+xml" : ending;
        return new Image(Files.readAllBytes(file), format);
    }

    /** Returns the bytes of the picture. */
    public byte[] value() {
        return ((byte[]) get("value")).clone();
    }

    /** Shows other bytes of the same format. */
    public Image value(byte[] bytes) {
        set("value", bytes.clone());
        return this;
    }

    /** Shows another picture. */
    public Image value(RenderedImage picture) {
        set("format", "png");
        set("value", png(picture));
        return this;
    }

    /** Shows it so wide and high, in pixels. */
    public Image size(int width, int height) {
        Checks.that(width >= 1 && height >= 1, "size", width + " by " + height, "at least 1 by 1");
        set("width", Integer.toString(width));
        set("height", Integer.toString(height));
        return this;
    }

    private static byte[] png(RenderedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    JsonObject still() {
        byte[] bytes = (byte[]) get("value");
        String type = "image/" + get("format");
        JsonObject data = new JsonObject();
        data.addProperty(type, type.equals("image/svg+xml") ? new String(bytes, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(bytes));
        JsonObject output = new JsonObject();
        output.add("data", data);
        return output;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Image, %s, %,d bytes", get("format"), ((byte[]) get("value")).length);
    }
}
