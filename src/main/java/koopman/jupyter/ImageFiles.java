// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Shows the file that a path names if it is an image; the path itself stands beside it as text. */
final class ImageFiles {

    private static final int SIGNATURE = 8;
    private static final String[] TYPES = {"image/png", "image/jpeg", "image/gif", "image/svg+xml"};

    private ImageFiles() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Path.class).preferring(TYPES).register(
                (path, context) -> show(path, context.getOutputContainer()));
    }

    static void registerFiles(Renderer renderer) {
        renderer.createRegistration(File.class).preferring(TYPES).register(
                (file, context) -> show(file.toPath(), context.getOutputContainer()));
    }

    private static void show(Path path, DisplayData shown) {
        shown.putText(path.toString());
        try {
            String type = type(path);
            if (!type.isEmpty()) {
                byte[] content = Files.readAllBytes(path);
                shown.putData(type, Bundles.isText(type) ? new String(content, StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(content));
            }
        } catch (IOException unreadable) {
            shown.putText(path + " (not readable: " + unreadable.getMessage() + ")");
        }
    }

    /** A name that looks like a picture's is not enough: the content has to be one. */
    private static String type(Path path) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.matches(".*\\.(png|jpe?g|gif|svg)") || !Files.isRegularFile(path)) {
            return "";
        }
        if (name.endsWith(".svg")) {
            return "image/svg+xml";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return type(new String(in.readNBytes(SIGNATURE), StandardCharsets.ISO_8859_1));
        }
    }

    private static String type(String signature) {
        return signature.startsWith("\u0089PNG") ? "image/png" : signature.startsWith("\u00ff\u00d8\u00ff") ? "image/jpeg"
                : signature.startsWith("GIF8") ? "image/gif" : "";
    }
}
