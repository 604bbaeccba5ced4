// SPDX-License-Identifier: Apache-2.0
package koopman.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LibraryVersionTest {

    @Test
    void isThatOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertEquals(pom.replaceAll("(?s).*?<artifactId>koopman</artifactId>\\s*<version>(.*?)</version>.*", "$1"),
                LibraryVersion.text());
    }
}
