// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a kernel does with messages that no well-meaning client sends. */
class KernelSafetyTest {

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
    void aCommOfAnUnknownTargetIsClosed() {
        JsonObject open = KernelClient.json("comm_id", "17");
        open.addProperty("target_name", "unheard of");
        open.add("data", new JsonObject());
        String id = client.request(client.shell, "comm_open", open);
        assertEquals("17", client.next(id, "comm_close").text("comm_id"));
    }

    @Test
    void whatIsNotSignedWithTheKeyIsNotExecuted() {
        client.run("int touched = 0;");
        client.request(client.shell, "execute_request", KernelClient.execution("touched = 1;", false), "wrong key");
        assertEquals("0", client.run("touched").value());
    }

    @Test
    void garbledFramesDoNotEndTheSession() {
        client.shell.send("garbage");
        client.control.sendMore("<IDS|MSG>");
        client.control.send("half");
        client.shell.sendMore("<IDS|MSG>");
        for (int i = 0; i < 4; i++) {
            client.shell.sendMore("{");
        }
        client.shell.send("");
        assertEquals("4", client.run("2 + 2").value());
        client.interrupt();
    }

    @Test
    void aMessageToAnUnknownCommAndOneOfAnUnknownTypeAreLetPass() {
        JsonObject message = KernelClient.json("comm_id", "unheard of");
        message.add("data", new JsonObject());
        client.request(client.shell, "comm_msg", message);
        client.request(client.shell, "comm_close", message);
        client.request(client.shell, "dance_request", new JsonObject());
        client.request(client.control, "execute_request", new JsonObject());
        assertEquals("4", client.run("2 + 2").value());
    }

    @Test
    void aHeartbeatOfSeveralFramesComesBackAndTheHeartBeatsOn() {
        client.heartbeat.sendMore("two");
        client.heartbeat.send("frames");
        assertEquals("two", client.heartbeat.recvStr());
        assertTrue(client.heartbeat.hasReceiveMore());
        assertEquals("frames", client.heartbeat.recvStr());
        client.heartbeat.send("ping");
        assertEquals("ping", client.heartbeat.recvStr());
    }

    @Test
    void aCellThatMayNotAskSaysSo() {
        assertEquals("System.in (not offered by this client) must be answered by a user: run the cell in a notebook or "
                + "console", client.run("new Scanner(System.in).nextLine()").reply().text("evalue"));
    }

    @Test
    void anAnswerThatIsNotSignedIsNotTaken() {
        String id = client.request(client.shell, "execute_request",
                KernelClient.execution("new Scanner(System.in).nextLine()", true));
        client.receive(client.stdin);
        client.request(client.stdin, "input_reply", KernelClient.json("value", "forged"), "wrong key");
        client.stdin.send("garbage");
        client.request(client.stdin, "input_reply", KernelClient.json("value", "typed"));
        assertEquals("typed", client.outcome(id).value());
    }
}
