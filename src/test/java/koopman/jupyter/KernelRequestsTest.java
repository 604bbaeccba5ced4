// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import koopman.jupyter.KernelClient.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every request gets its reply and its two statuses, whatever it holds, and late output goes where it belongs. */
class KernelRequestsTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** Returns the reply to a request, of which busy and idle must have been published. */
    private static Received ask(String type, JsonObject content) {
        String id = client.request(client.shell, type + "_request", content);
        Received reply = client.reply(client.shell, id);
        List<Received> published = client.published(id);
        assertEquals("busy", published.get(0).text("execution_state"), type);
        assertEquals(type + "_reply", reply.type());
        return reply;
    }

    private static JsonObject at(String code, JsonPrimitive cursor) {
        JsonObject content = KernelClient.json("code", code);
        content.add("cursor_pos", cursor == null ? JsonNull.INSTANCE : cursor);
        return content;
    }

    @Test
    void aCursorBeyondTheCodeStandsAtItsEnd() {
        for (JsonPrimitive cursor : new JsonPrimitive[] {new JsonPrimitive(99), new JsonPrimitive(1e30), null,
                new JsonPrimitive("far")}) {
            JsonObject reply = ask("complete", at("Math.sqr", cursor)).content();
            assertEquals("[\"sqrt(\"]", reply.getAsJsonArray("matches").toString());
            assertEquals(8, reply.get("cursor_end").getAsInt());
            assertTrue(ask("inspect", at("Math.sqrt", cursor)).content().get("found").getAsBoolean());
        }
        assertEquals(0, ask("complete", at("Math.sqr", new JsonPrimitive(-3))).content().get("cursor_end").getAsInt());
        ask("inspect", at("\ud835\udcb3", new JsonPrimitive(7)));
    }

    @Test
    void withoutCodeNothingIsFoundAndNothingRuns() {
        assertEquals("ok", ask("execute", new JsonObject()).text("status"));
        assertEquals("complete", ask("is_complete", new JsonObject()).text("status"));
        ask("complete", new JsonObject());
        assertFalse(ask("inspect", new JsonObject()).content().get("found").getAsBoolean());
    }

    @Test
    void whatMakesNoSenseIsAnsweredInTheFormOfItsType() {
        JsonObject senseless = new JsonObject();
        senseless.add("code", new JsonArray());
        senseless.add("hist_access_type", new JsonObject());
        assertEquals("error", ask("execute", senseless).text("status"));
        assertEquals("unknown", ask("is_complete", senseless).text("status"));
        assertEquals(0, ask("complete", senseless).content().getAsJsonArray("matches").size());
        assertFalse(ask("inspect", senseless).content().get("found").getAsBoolean());
        assertEquals(0, ask("history", senseless).content().getAsJsonArray("history").size());
        assertEquals("ok", ask("kernel_info", senseless).text("status"));
        assertEquals("ok", ask("comm_info", senseless).text("status"));
    }

    @Test
    void anUnknownTypeIsOverAtOnce() {
        String id = client.request(client.shell, "dance_request", new JsonObject());
        assertEquals(2, client.published(id).size());
    }

    @Test
    void lateOutputGoesUnderTheLastCellWhateverIsAskedMeanwhile() {
        client.run("var gate = new java.util.concurrent.CountDownLatch(1);");
        String cell = client.send("new Thread(() -> { try { gate.await(); } catch (InterruptedException end) { }\n"
                + "System.out.println(\"late\"); }).start();");
        client.outcome(cell);
        ask("complete", at("gat", null));
        ask("kernel_info", new JsonObject());
        JsonObject open = KernelClient.json("comm_id", "3");
        open.addProperty("target_name", "unheard of");
        client.published(client.request(client.shell, "comm_open", open));
        String next = client.send("gate.countDown(); Thread.sleep(500);");
        assertEquals("late\n", client.outcome(next).stream("stdout"));
    }

    @Test
    void outputThatComesAfterACompletionGoesUnderTheCell() {
        String cell = client.send("new Thread(() -> { try { Thread.sleep(1500); } catch (InterruptedException end) { }\n"
                + "System.out.println(\"late\"); }).start();");
        client.outcome(cell);
        ask("complete", at("Math.ma", null));
        assertEquals("late\n", client.next(cell, "stream").text("text"));
    }
}
