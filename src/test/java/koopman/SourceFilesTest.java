// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each source file of ours names its licence in its first line, or in its second where the first names an interpreter. */
class SourceFilesTest {

    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";

    @Test
    void nameTheirLicence() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Stream.of("src", "environment", "book", ".ci").map(Path::of).flatMap(SourceFilesTest::walk)) {
            sources = files.filter(SourceFilesTest::isSource).sorted().toList();
        }
        assertTrue(sources.size() > 700, sources.size() + " sources");
        assertEquals(List.of(), sources.stream().filter(each -> !namesLicence(each)).toList(),
                "the first line of each must hold " + LICENCE);
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isSource(Path path) {
        return path.toString().matches(".*\\.(java|py|sh|js|css)|\\.ci.run");
    }

    private static boolean namesLicence(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            String line = lines.filter(each -> !each.startsWith("#!")).findFirst().orElse("");
            return line.matches("(//|#|/\\*) " + LICENCE + "( \\*/)?");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
