package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
}
