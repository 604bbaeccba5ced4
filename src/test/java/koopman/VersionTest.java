package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import koopman.display.LibraryVersion;
import org.junit.jupiter.api.Test;

/** Holds what names a version against the one place that decides it, the POM. */
class VersionTest {

    private static final String POM = read("pom.xml");

    @Test
    void theVersionIsThePoms() {
        String version = first(POM, "<artifactId>koopman</artifactId>\\s*<version>(.+)</version>");
        assertEquals(LibraryVersion.text(), version);
        assertEquals(version, first(read("CITATION.cff"), "(?m)^version: (.+)$"));
        assertEquals(version, first(read("book/citing.md"), "Version (\\d\\S*\\d)"));
        assertEquals(version, first(read("README.md"), "<artifactId>koopman</artifactId>\\s*<version>(.+)</version>"));
        assertEquals(version, first(read("README.md"), "koopman-(\\d\\S*)\\.zip"));
        assertEquals(version, first(read("src/test/consumer/pom.xml"), "<artifactId>koopman</artifactId>\\s*<version>(.+)</version>"));
    }

    @Test
    void theProjectThatUsesTheLibraryNamesItsVersionsOfTheOptionalOnes() {
        String consumer = read("src/test/consumer/pom.xml");
        for (String artifact : List.of("xchart", "VectorGraphics2D")) {
            assertEquals(first(POM, "<" + artifact.toLowerCase(Locale.ROOT) + ".version>(.+)</"),
                    first(consumer, "<artifactId>" + artifact + "</artifactId>\\s*<version>(.+)</version>"));
        }
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().map(found -> found.group(1))
                .orElse("nothing like " + pattern);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
