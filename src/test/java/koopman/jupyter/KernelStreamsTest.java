// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Standard streams that cells close and replace, in a system whose locale knows no letters but ASCII. */
class KernelStreamsTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of("LC_ALL", "C", "LANG", "C"));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void whoClosesTheStreamsMutesNothing() {
        assertEquals("x", client.run("try (var w = new java.io.PrintWriter(System.out)) { w.print(\"x\"); }")
                .stream("stdout"));
        client.run("System.out.close(); System.err.close();");
        Outcome outcome = client.run("System.out.println(\"out\"); System.err.println(\"err\");");
        assertEquals("out\n", outcome.stream("stdout"));
        assertEquals("err\n", outcome.stream("stderr"));
    }

    @Test
    void aStreamThatACellSetsIsItsOwn() {
        Outcome muted = client.run("var caught = new java.io.ByteArrayOutputStream();\n"
                + "System.setOut(new java.io.PrintStream(caught)); System.out.print(\"caught\");");
        assertEquals("", muted.stream("stdout"));
        Outcome next = client.run("System.out.print(\"heard\"); caught.toString()");
        assertEquals("heard", next.stream("stdout"));
        assertEquals("caught", next.value());
    }

    @Test
    void aChildKeepsItsStreamsAndItsLetters() {
        Outcome outcome = client.run("new ProcessBuilder(\"sh\", \"-c\", \"printf 'gr\\\\303\\\\266\\\\303\\\\237e'; "
                + "echo bad >&2\").inheritIO().start().waitFor();");
        assertEquals("größe", outcome.stream("stdout"));
        assertEquals("bad\n", outcome.stream("stderr"));
    }

    @Test
    void lettersBeyondAsciiComeInAndGoOut() {
        for (int i = 0; i < 2; i++) { // the second time, a scanner has closed System.in
            String id = client.request(client.shell, "execute_request", KernelClient.execution(
                    "try (var in = new Scanner(System.in)) { System.out.print(in.nextLine()); }", true));
            client.receive(client.stdin);
            client.request(client.stdin, "input_reply", KernelClient.json("value", "süß"));
            assertEquals("süß", client.outcome(id).stream("stdout"));
        }
    }

    @Test
    void sigintInterruptsACellAndNothingElse() throws Exception {
        String pid = String.valueOf(client.process().pid());
        assumeFalse(ignoresInterrupts(pid), "a shell that starts jobs in the background has them ignore SIGINT");
        new ProcessBuilder("kill", "-INT", pid).start().waitFor();
        Thread.sleep(300); // the signal is on its way
        String id = client.send("System.out.println(\"runs\");\nwhile (true) {}");
        client.next(id, "stream");
        new ProcessBuilder("kill", "-INT", pid).start().waitFor();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
        assertTrue(client.process().isAlive());
    }

    /** The second bit of the signals that Linux says are ignored, in hexadecimal digits. */
    private static boolean ignoresInterrupts(String pid) throws IOException {
        Path status = Path.of("/proc", pid, "status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) != 0);
    }
}
