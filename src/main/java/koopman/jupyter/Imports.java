// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The imports that every cell has: the kernel's, listed in the resource {@code imports.txt}, and its extensions'. */
final class Imports {

    private static final String LIST = "imports.txt";

    private Imports() {}

    /** Returns the import declarations. */
    static List<String> declarations() {
        return Stream.concat(ofKernel().stream(), Extensions.imports().stream()).map(each -> "import " + each + ";").toList();
    }

    private static List<String> ofKernel() {
        try (InputStream in = Imports.class.getResourceAsStream(LIST);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
