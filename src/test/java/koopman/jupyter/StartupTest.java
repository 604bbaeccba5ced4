// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A kernel whose environment is that of the kernels of its family. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartupTest {

    @TempDir
    private static Path folder;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        for (String name : List.of("a", "b")) {
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")))) {
                jar.putNextEntry(new ZipEntry(name + ".txt"));
            }
        }
        Files.writeString(folder.resolve("1.jshell"), "import java.time.*;\nint first = 1;\n%time 1 + 1\n");
        Files.writeString(folder.resolve("2.jshell"), "int second = first + 1;\nint bad = \"text\";\n");
        client = new KernelClient(Map.of("IJAVA_CLASSPATH", folder + "/*.jar" + File.pathSeparator + folder + "/none/*.jar",
                "JJAVA_STARTUP_SCRIPTS_PATH", folder + "/*.jshell", "IJAVA_STARTUP_SCRIPT", "int third = second + 1;",
                "JJAVA_COMPILER_OPTS", "-Xlint:none -Akey=\"a b\"", "IJAVA_TIMEOUT", "2 SECONDS"));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    @Order(1)
    void whatFailsAtTheStartIsToldInTheFirstCell() {
        Outcome outcome = client.run("third");
        assertEquals("3", outcome.value());
        String said = outcome.stream("stderr");
        assertTrue(said.contains("The start-up script " + folder.resolve("2.jshell") + " failed:\n"), said);
        assertTrue(said.contains("2.jshell, line 2"), said);
        assertTrue(said.contains("CLASSPATH: " + folder + "/none must exist"), said);
        assertEquals("", client.run("1").stream("stderr"));
    }

    @Test
    void scriptsAndClassPathAreThere() {
        assertEquals("PT3S", client.run("Duration.ofSeconds(third)").value());
        assertEquals("true", client.run("List.of(\"a.txt\", \"b.txt\").stream().allMatch(name -> "
                + "Thread.currentThread().getContextClassLoader().getResource(name) != null)").value());
    }

    @Test
    void aCellThatTakesTooLongIsInterrupted() {
        Outcome outcome = client.run("while (true) {}");
        assertEquals("Timeout", outcome.reply().text("ename"));
        assertEquals("The cell took longer than the 2000 ms that TIMEOUT allows.\n", outcome.error());
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void theNewerNameCounts() {
        Startup startup = new Startup(Map.of("IJAVA_COMPILER_OPTS", "-g", "JJAVA_COMPILER_OPTS", "-source \"9\" -g",
                "JJAVA_LOAD_EXTENSIONS", "0"));
        assertEquals(List.of("-parameters", "-source", "9", "-g"), startup.compilerOptions(List.of("-parameters")));
        assertEquals(List.of("-parameters"),
                new Startup(Map.of("IJAVA_COMPILER_OPTS", "-nonsense")).compilerOptions(List.of("-parameters")));
        assertFalse(startup.loadsExtensions());
        assertTrue(new Startup(Map.of()).loadsExtensions());
    }

    @Test
    void aTimeHasAUnitOrIsInMilliseconds() {
        assertEquals(Duration.ofSeconds(30), TimeLimit.of("30 SECONDS").duration());
        assertEquals(Duration.ofMillis(250), TimeLimit.of("250").duration());
        assertEquals(Duration.ZERO, TimeLimit.of("-1").duration());
        assertEquals(Duration.ofMinutes(2), TimeLimit.of("2minutes").duration());
        for (String garbled : List.of("soon", "3 FORTNIGHTS")) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> TimeLimit.of(garbled)).getMessage()
                    .startsWith("TIMEOUT (" + garbled + ") must be a number of milliseconds"));
        }
    }
}
