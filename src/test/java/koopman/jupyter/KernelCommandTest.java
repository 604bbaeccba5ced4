// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int kernel(String... arguments) {
        return KernelCommand.of("koopman", "Java (Koopman)").setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test
    void aKernelIsInstalledBelowAPrefixAndRemoved() {
        Path expected = folder.resolve("share/jupyter/kernels/koopman");
        assertEquals(0, kernel("install", "--no-archive", "--prefix", folder.toString(), "--jvm-option", "-Xmx3g"));
        assertEquals(List.of("Installed the kernel koopman in " + expected,
                "Next: choose Java (Koopman) in Jupyter's menu, or type jupyter console --kernel koopman"),
                out.toString().lines().toList());
        assertTrue(err.toString().startsWith("starting Java, to try its options …"), err::toString);
        assertTrue(Files.exists(expected.resolve("kernel.json")));
        assertEquals(0, kernel("uninstall", "--prefix", folder.toString()));
        assertTrue(Files.notExists(expected));
    }

    @Test
    void aKernelIsInstalledForJupytersPathUnderAnotherName() throws IOException {
        assertEquals(0, kernel("install", "--no-archive", "--dir", folder.toString(), "--name", "other", "--preview"));
        String specification = Files.readString(folder.resolve("kernels/other/kernel.json"));
        assertTrue(specification.contains("\"display_name\": \"Java (other)\""), specification);
        assertTrue(Files.readString(folder.resolve("kernels/other/kernel.sh")).contains("'--enable-preview'"));
        assertTrue(out.toString().contains("JUPYTER_PATH=" + folder + " jupyter console --kernel other"), out::toString);
    }

    @Test
    void anOptionThatJavaDoesNotTakeIsToldInItsWordsAndNothingIsWritten() throws IOException {
        assertEquals(1, kernel("install", "--dir", folder.toString(), "--jvm-option", "-Xmx4gg"));
        assertTrue(err.toString().contains("--jvm-option (-Xmx4gg) must be what this Java starts with: "
                + "Invalid maximum heap size: -Xmx4gg"), err::toString);
        assertEquals(1, kernel("install", "--dir", folder.toString(), "--jvm-option", "-version"));
        assertTrue(err.toString().contains("--jvm-option (-version) must be what this Java starts with: "), err::toString);
        assertEquals("", out.toString());
        try (var files = Files.list(folder.resolve("kernels"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("kernels"), "");
        assertEquals(1, kernel("install", "--dir", folder.toString()));
        assertEquals(file + " must be a folder, but is a file", err.toString().strip());
    }

    @Test
    void aFailureIsOneLineWithTheRemedy() {
        assertEquals(1, kernel("install", "--name", "no/name", "--dir", folder.toString()));
        assertEquals("name (no/name) must consist of letters, digits, dots, dashes and underscores",
                err.toString().strip());
        assertEquals("", out.toString());
    }

    @Test
    void twoPlacesAreOneTooMany() {
        assertEquals(2, kernel("install", "--user", "--dir", folder.toString()));
    }
}
