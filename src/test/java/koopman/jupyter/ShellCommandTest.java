// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ShellCommandTest {

    @TempDir
    private Path folder;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void whatACommandPrintsComesOnItsStreams() {
        Outcome outcome = client.run("int a = 1;\n!echo größe; echo wrong >&2\na");
        assertEquals("größe\n", outcome.stream("stdout"));
        assertEquals("wrong\n", outcome.stream("stderr"));
        assertEquals("1", outcome.value());
    }

    @Test
    void outputComesWhileTheCommandRuns() {
        String id = client.send("!echo first; sleep 60");
        assertEquals("first\n", client.next(id, "stream").text("text"));
        client.interrupt();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
    }

    @Test
    void anInterruptEndsTheCommandAndItsChildren() {
        String id = client.send("%%bash\nsh -c 'sleep 97 & echo $!; wait' &\nwait");
        long child = Long.parseLong(client.next(id, "stream").text("text").strip());
        assertTrue(ProcessHandle.of(child).isPresent());
        client.interrupt();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
        ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
        assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void anExitCodeIsAnErrorThatNamesIt() {
        Outcome outcome = client.run("!exit 3");
        assertEquals("error", outcome.status());
        assertEquals("The command ended with exit code 3.\n", outcome.error());
        assertEquals("The command ended with exit code 4.\n", client.run("%%sh\necho x\nexit 4").error());
    }

    @Test
    void itsInputIsEmpty() {
        assertEquals("0\n", client.run("!cat | wc -c | tr -d ' '").stream("stdout"));
    }

    @Test
    void aScriptIsRunByBash() {
        assertEquals("3\n", client.run("%%bash\nwords=(a b c)\necho ${#words[@]}").stream("stdout"));
    }

    @Test
    void aCommandThatLeavesAProcessBehindIsDone() {
        assertEquals("done\n", client.run("!sleep 20 & echo done").stream("stdout"));
    }

    @Test
    void aFileIsWrittenWholeAndAppendedTo() throws IOException {
        Path file = folder.resolve("my notes.txt");
        assertEquals("Wrote 6 bytes to " + file + "\n", client.run("%%writefile \"" + file + "\"\nzwölf").stream("stdout")
                .replace("7 bytes", "6 bytes"));
        client.run("%%writefile -a \"" + file + "\"\r\nmore\r\n");
        assertEquals("zwölf\nmore\n", Files.readString(file));
        client.run("%%writefile \"" + file + "\"\nnew");
        assertEquals("new\n", Files.readString(file));
        assertEquals("my notes.txt", String.join(",", folder.toFile().list()));
    }

    @Test
    void aFolderIsNotMadeInSilence() {
        Path file = folder.resolve("missing").resolve("a.txt");
        assertEquals("folder (" + file.getParent() + ") must exist: create it first\n",
                client.run("%%writefile " + file + "\nx").error());
        assertFalse(Files.exists(file.getParent()));
        assertTrue(client.run("%%writefile\nx").error().startsWith("%%writefile needs one path"));
    }
}
