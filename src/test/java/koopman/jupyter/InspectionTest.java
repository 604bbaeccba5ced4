// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {

    private static CellShell shell;

    @TempDir
    private Path javaHome;

    @BeforeAll
    static void start() {
        shell = new CellShell();
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    private String inspect(String name) {
        return (String) new Inspection(shell, new JdkSources(javaHome)).at(name, name.length())
                .getData(MIMEType.TEXT_PLAIN);
    }

    /** What the compiler adds to an enum has no Javadoc even where the sources are there. */
    @Test
    void withoutTheSourcesOfTheJdkTheSignatureIsThereAndARemedy() {
        String text = inspect("java.time.DayOfWeek.values");
        assertTrue(text.contains("DayOfWeek.values()\n\nNo Javadoc: src.zip (not found at "
                + javaHome.resolve("lib/src.zip") + ") must be there"), text);
        assertTrue(text.endsWith("install openjdk-" + Runtime.version().feature() + "-source."), text);
    }

    @Test
    void withThemNothingIsToBeDone() throws IOException {
        Files.createFile(Files.createDirectory(javaHome.resolve("lib")).resolve("src.zip"));
        assertFalse(inspect("java.time.DayOfWeek.values").contains("No Javadoc"));
    }

    @Test
    void importedAndGenericNamesAreKnownToBeOfTheJdk() {
        assertTrue(new JdkSources(javaHome).areMissingFor("E List<E>.get(int)", shell));
        assertTrue(new JdkSources(javaHome).areMissingFor("Optional<Map<K, V>> Optional<T>.<T>of(T value)", shell));
        assertTrue(new JdkSources(javaHome).areMissingFor("Integer.MAX_VALUE:int", shell));
        assertFalse(new JdkSources(javaHome).areMissingFor("count:int", shell));
    }

    @Test
    void whatIsNotOfTheJdkHasNoRemedy() {
        String known = inspect("com.google.gson.Gson"); // with its comment, where its sources were fetched once
        assertTrue(known.startsWith("com.google.gson.Gson") && !known.contains("src.zip"), known);
        assertFalse(new JdkSources(javaHome).areMissingFor("String com.google.gson.Gson.toJson(Object)", shell));
    }
}
