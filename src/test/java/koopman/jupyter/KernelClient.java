// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A client of Jupyter's protocol, written from its specification, with a kernel process of its own. */
final class KernelClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String KEY = "a key of the test";
    private static final Gson GSON = new Gson();

    private final ZMQ.Context context = ZMQ.context(1);
    private final int[] ports = freePorts(5);
    private final Process process;
    final ZMQ.Socket shell = socket(SocketType.DEALER, 0);
    final ZMQ.Socket control = socket(SocketType.DEALER, 1);
    final ZMQ.Socket stdin = socket(SocketType.DEALER, 2);
    final ZMQ.Socket published = socket(SocketType.SUB, 3);
    final ZMQ.Socket heartbeat = socket(SocketType.REQ, 4);

    /** A message as it came: its type, the id of the request it answers, and its content. */
    record Received(String type, String parent, JsonObject content) {
        String text(String name) {
            return content.get(name).getAsString();
        }

        String plain() {
            return data("text/plain");
        }

        String data(String mime) {
            return content.getAsJsonObject("data").get(mime).getAsString();
        }
    }

    /** What a cell did: the reply, and all that was published for it. */
    record Outcome(Received reply, List<Received> outputs) {
        String status() {
            return reply.text("status");
        }

        String value() {
            return outputs.stream().filter(each -> each.type().equals("execute_result")).findFirst()
                    .map(Received::plain).orElse("nothing");
        }

        String stream(String name) {
            StringBuilder text = new StringBuilder();
            outputs.stream().filter(each -> each.type().equals("stream") && each.text("name").equals(name))
                    .forEach(each -> text.append(each.text("text")));
            return text.toString();
        }

        List<Received> of(String type) {
            return outputs.stream().filter(each -> each.type().equals(type)).toList();
        }

        String error() {
            StringBuilder lines = new StringBuilder();
            of("error").get(0).content().getAsJsonArray("traceback").forEach(
                    line -> lines.append(line.getAsString().replaceAll("\u001b\\[\\d*m", "")).append('\n'));
            return lines.toString();
        }
    }

    KernelClient(Map<String, String> environment, String... options) throws IOException {
        this(command(options), environment);
    }

    /** Starts a kernel as a {@code kernel.json} says it: a connection file takes the place of its name. */
    KernelClient(List<String> arguments, Map<String, String> environment) throws IOException {
        Path file = Files.createTempFile("connection", ".json");
        Files.writeString(file, connection());
        ProcessBuilder builder = new ProcessBuilder(arguments.stream()
                .map(each -> each.replace("{connection_file}", file.toString())).toList());
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        published.subscribe("");
        waitUntilReady();
        Files.delete(file);
    }

    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>(JavaCommand.ownOptions());
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelProcess.class.getName(),
                "{connection_file}"));
        return command;
    }

    /** Returns what the connection file says. */
    String connection() {
        return GSON.toJson(Map.of("ip", "127.0.0.1", "transport", "tcp", "signature_scheme", "hmac-sha256", "key", KEY,
                "shell_port", ports[0], "control_port", ports[1], "stdin_port", ports[2], "iopub_port", ports[3],
                "hb_port", ports[4]));
    }

    /** A subscription takes a moment: asks until an answer's status comes through. */
    private void waitUntilReady() {
        published.setReceiveTimeOut(200);
        Received received = null;
        while (received == null && process.isAlive()) {
            request(shell, "kernel_info_request", new JsonObject());
            receive(shell);
            received = receive(published);
        }
        published.setReceiveTimeOut(PATIENCE_MILLIS);
    }

    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            ports[i] = held.get(i).getLocalPort();
        }
        for (ServerSocket each : held) {
            each.close();
        }
        return ports;
    }

    private ZMQ.Socket socket(SocketType type, int port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(0);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.setHWM(0);
        if (type == SocketType.DEALER) {
            socket.setIdentity(bytes("client")); // a client has one identity on all of its channels
        }
        socket.connect("tcp://127.0.0.1:" + ports[port]);
        return socket;
    }

    Process process() {
        return process;
    }

    /** Sends a request and returns its id. */
    String request(ZMQ.Socket channel, String type, JsonObject content) {
        return request(channel, type, content, KEY);
    }

    /** Sends a request signed with this key and returns its id. */
    String request(ZMQ.Socket channel, String type, JsonObject content, String key) {
        String id = UUID.randomUUID().toString();
        byte[][] parts = {bytes(GSON.toJson(Map.of("msg_id", id, "username", "tester", "session", "test",
                "date", "2025-01-01T00:00:00Z", "msg_type", type, "version", "5.3"))), bytes("{}"), bytes("{}"),
            bytes(content.toString())};
        channel.sendMore("<IDS|MSG>");
        channel.sendMore(signature(key, parts));
        for (int i = 0; i < parts.length; i++) {
            channel.send(parts[i], i < parts.length - 1 ? ZMQ.SNDMORE : 0);
        }
        return id;
    }

    private static String signature(String key, byte[][] parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the next message of a channel, or null if none comes. */
    Received receive(ZMQ.Socket channel) {
        List<String> frames = new ArrayList<>();
        do {
            String frame = channel.recvStr();
            if (frame == null) {
                return null;
            }
            frames.add(frame);
        } while (channel.hasReceiveMore());
        int delimiter = frames.indexOf("<IDS|MSG>");
        JsonObject parent = JsonParser.parseString(frames.get(delimiter + 3)).getAsJsonObject();
        return new Received(
                JsonParser.parseString(frames.get(delimiter + 2)).getAsJsonObject().get("msg_type").getAsString(),
                parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
                JsonParser.parseString(frames.get(delimiter + 5)).getAsJsonObject());
    }

    /** Asks for a cell to be run and returns the request's id. */
    String send(String code) {
        return request(shell, "execute_request", execution(code, false));
    }

    static JsonObject execution(String code, boolean stdin) {
        JsonObject content = json("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.addProperty("allow_stdin", stdin);
        content.addProperty("stop_on_error", true);
        return content;
    }

    static JsonObject json(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    /** Runs a cell to its end. */
    Outcome run(String code) {
        return outcome(send(code));
    }

    /** Returns what became of a request. */
    Outcome outcome(String id) {
        Received reply = reply(shell, id);
        return new Outcome(reply, published(id));
    }

    /** Returns the reply to a request. */
    Received reply(ZMQ.Socket channel, String id) {
        Received reply = receive(channel);
        while (reply != null && !reply.parent().equals(id)) {
            reply = receive(channel);
        }
        if (reply == null) {
            throw new AssertionError("no reply came to " + id);
        }
        return reply;
    }

    /** Returns all that is published for a request, up to the status idle. */
    List<Received> published(String id) {
        List<Received> outputs = new ArrayList<>();
        while (true) {
            Received output = receive(published);
            if (output == null) {
                throw new AssertionError("the status never became idle; so far " + outputs);
            }
            if (output.parent().equals(id)) {
                outputs.add(output);
                if (output.type().equals("status") && output.text("execution_state").equals("idle")) {
                    return outputs;
                }
            }
        }
    }

    /** Returns the next message published for a request that has this type. */
    Received next(String id, String type) {
        Received output = receive(published);
        while (output != null && !(output.parent().equals(id) && output.type().equals(type))) {
            output = receive(published);
        }
        return output;
    }

    void interrupt() {
        reply(control, request(control, "interrupt_request", new JsonObject()));
    }

    /** Returns whether the process ends by itself. */
    boolean ends() throws InterruptedException {
        return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        List.of(shell, control, stdin, published, heartbeat).forEach(ZMQ.Socket::close);
        context.close();
    }
}
