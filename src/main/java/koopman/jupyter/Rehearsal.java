// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A short session that a kernel holds with itself while it is installed, so that the virtual machine can store the
 * classes that every session loads: a kernel starts about a quarter sooner from such an archive.
 */
public final class Rehearsal {

    private static final List<String> CELLS = List.of("1 + 1", "int x = 2;\nSystem.out.println(x);", "List.of(x)",
            "record Point(int x) {}\nnew Point(1)", "undefined", "IntStream.range(0, 3).map(i -> i * i).sum()");
    private static final String KEY = "rehearsal";

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        KernelConnectionProperties properties = freePorts();
        Path file = Files.createTempFile("rehearsal", ".json");
        Files.writeString(file, properties.toJsonString());
        KernelProcess.run(file);
        Files.delete(file);
        play(properties);
    }

    private static KernelConnectionProperties freePorts() throws IOException {
        int[] ports = new int[5];
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            ports[i] = held.get(i).getLocalPort();
        }
        for (ServerSocket each : held) {
            each.close();
        }
        return new KernelConnectionProperties("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp",
                "hmac-sha256", KEY);
    }

    private static void play(KernelConnectionProperties properties) throws Exception {
        Wire wire = new Wire(new HMACGenerator("hmac-sha256", KEY));
        try (ZMQ.Context context = ZMQ.context(1); ZMQ.Socket client = context.socket(SocketType.DEALER)) {
            client.connect("tcp://127.0.0.1:" + properties.getShellPort());
            for (String cell : CELLS) {
                ask(client, wire, MessageType.EXECUTE_REQUEST, execution(cell));
            }
            JsonObject completion = new JsonObject();
            completion.addProperty("code", "Math.ma");
            completion.addProperty("cursor_pos", "Math.ma".length());
            ask(client, wire, MessageType.COMPLETE_REQUEST, completion);
            ask(client, wire, MessageType.KERNEL_INFO_REQUEST, new JsonObject());
            JsonObject end = new JsonObject();
            end.addProperty("restart", false);
            ask(client, wire, MessageType.SHUTDOWN_REQUEST, end);
        }
    }

    private static JsonObject execution(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.addProperty("allow_stdin", false);
        content.addProperty("stop_on_error", false);
        return content;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void ask(ZMQ.Socket client, Wire wire, MessageType<?> type, JsonObject content) {
        Output.send(client, wire.encode(new Message(new Header<>("session", type), content)));
        do {
            client.recv();
        } while (client.hasReceiveMore());
    }
}
