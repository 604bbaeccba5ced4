// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a kernel's process begins and ends. */
class KernelProcessTest {

    @Test
    void aShutdownIsAnsweredAndEndsTheProcess() throws Exception {
        try (KernelClient client = new KernelClient(Map.of())) {
            client.send("while (true) {}");
            JsonObject restart = new JsonObject();
            restart.addProperty("restart", true);
            var reply = client.reply(client.control, client.request(client.control, "shutdown_request", restart));
            assertTrue(reply.content().get("restart").getAsBoolean());
            assertTrue(client.ends());
            assertEquals(0, client.process().exitValue());
        }
    }

    @Test
    void theProcessEndsWithTheOneThatStartedIt() throws Exception {
        Process parent = new ProcessBuilder("sleep", "100").start();
        try (KernelClient client = new KernelClient(Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())))) {
            parent.destroyForcibly();
            assertTrue(client.ends());
        }
    }

    @Test
    void aFileThatIsNoConnectionFileIsRefusedByName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.json"), "{}");
        var refused = assertThrows(IOException.class, () -> KernelProcess.run(file));
        assertEquals(file + " must be a connection file of Jupyter's, with ports and a transport",
                refused.getMessage());
    }

    @Test
    void aSecondKernelOnTheSameAddressesEndsAndTheFirstGoesOn(@TempDir Path folder) throws Exception {
        try (KernelClient client = new KernelClient(Map.of())) {
            Path file = Files.writeString(folder.resolve("connection.json"), client.connection());
            Path said = folder.resolve("said.txt");
            Process second = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), KernelProcess.class.getName(), file.toString())
                    .redirectErrorStream(true).redirectOutput(said.toFile()).start();
            assertTrue(second.waitFor(1, TimeUnit.MINUTES));
            assertEquals(1, second.exitValue());
            assertTrue(Files.readString(said).contains("must be free: end the kernel that uses them"));
            assertEquals("2", client.run("1 + 1").value());
        }
    }
}
