package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KernelCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int kernel(String... arguments) {
        return new CommandLine(new KernelCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test
    void aKernelIsInstalledBelowAPrefixAndRemoved() {
        Path expected = folder.resolve("share/jupyter/kernels/koopman");
        assertEquals(0, kernel("install", "--no-archive", "--prefix", folder.toString(), "--jvm-option", "-Xmx3g"));
        assertEquals("Installed the kernel koopman in " + expected, out.toString().strip());
        assertTrue(Files.exists(expected.resolve("kernel.json")));
        assertEquals(0, kernel("uninstall", "--prefix", folder.toString()));
        assertTrue(Files.notExists(expected));
    }

    @Test
    void aKernelIsInstalledForJupytersPath() {
        assertEquals(0, kernel("install", "--no-archive", "--dir", folder.toString(), "--name", "other"));
        assertTrue(Files.exists(folder.resolve("kernels/other/kernel.json")));
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
