package koopman.jupyter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The imports that every cell has, listed in the resource {@code imports.txt}; a line whose package or class is
 * not on the class path is left out.
 */
final class Imports {

    private static final String LIST = "imports.txt";

    private Imports() {}

    /** Returns the import declarations whose targets exist. */
    static List<String> declarations(ClassLoader loader) {
        try (InputStream in = Imports.class.getResourceAsStream(LIST);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .filter(line -> exists(line, loader)).map(line -> "import " + line + ";").toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean exists(String target, ClassLoader loader) {
        return !target.startsWith("koopman.") || target.startsWith("koopman.jupyter.")
                || loader.getResource(target.replace(".*", "/").replace('.', '/')) != null;
    }
}
