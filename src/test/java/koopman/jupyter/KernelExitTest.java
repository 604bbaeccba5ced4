// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.Test;

/** How a session ends that a cell ends, or that ends while cells run and wait. */
class KernelExitTest {

    @Test
    void theLastWordsOfACellThatExitsArrive() throws Exception {
        try (KernelClient client = new KernelClient(Map.of())) {
            Outcome outcome = client.run("System.out.println(\"last words\"); System.exit(3);");
            assertEquals("last words\n", outcome.stream("stdout"));
            assertTrue(outcome.error().startsWith("System.exit was called, which ends the kernel"), outcome.error());
            assertTrue(client.ends());
            assertEquals(3, client.process().exitValue());
        }
    }

    @Test
    void aShutdownDoesNotWaitForTheCellsThatWait() throws Exception {
        try (KernelClient client = new KernelClient(Map.of())) {
            String running = client.send("System.out.println(\"runs\");\nwhile (true) {}");
            client.next(running, "stream");
            for (int i = 0; i < 20; i++) {
                client.send("1 + 1");
            }
            client.reply(client.control, client.request(client.control, "shutdown_request", new JsonObject()));
            assertTrue(client.ends());
        }
    }
}
