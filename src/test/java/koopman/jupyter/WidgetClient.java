// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.zeromq.ZMQ;

/** A client that knows Jupyter's widget protocol, written from its description, with a kernel process of its own. */
final class WidgetClient implements AutoCloseable {

    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    final KernelClient kernel = new KernelClient(Map.of());

    WidgetClient() throws IOException {
        kernel.run("import koopman.widget.*;");
    }

    /** A message that the kernel published, with what only the messages of widgets have. */
    record Sent(String type, String parent, JsonObject content, JsonObject metadata, List<byte[]> buffers) {
        JsonObject data() {
            return content.getAsJsonObject("data");
        }

        String comm() {
            return content.get("comm_id").getAsString();
        }

        String method() {
            return type.equals("comm_msg") && data().has("method") ? data().get("method").getAsString() : "";
        }

        JsonObject state() {
            return data().getAsJsonObject("state");
        }

        String text(String name) {
            return content.get(name).getAsString();
        }
    }

    /** Runs a cell and returns all that was published for it. */
    List<Sent> run(String code) {
        return published(kernel.send(code));
    }

    /** Sets attributes of a model as a client does, and returns all that was published for that. */
    List<Sent> update(String comm, String state) {
        return published(sendUpdate(comm, state));
    }

    String sendUpdate(String comm, String state) {
        return send(comm, "{\"method\":\"update\",\"buffer_paths\":[],\"state\":" + state + "}");
    }

    /** Presses a button. */
    List<Sent> click(String comm) {
        return published(sendClick(comm));
    }

    String sendClick(String comm) {
        return send(comm, "{\"method\":\"custom\",\"content\":{\"event\":\"click\"}}");
    }

    /** Sends data on a comm and returns the message's id. */
    String send(String comm, String data) {
        return message("comm_msg", comm, data);
    }

    String close(String comm) {
        return message("comm_close", comm, "{}");
    }

    private String message(String type, String comm, String data) {
        JsonObject content = KernelClient.json("comm_id", comm);
        content.add("data", JsonParser.parseString(data));
        return kernel.request(kernel.shell, type, content);
    }

    /** Opens a comm of the client's own and returns its name. */
    String open(String target) {
        String comm = UUID.randomUUID().toString();
        JsonObject content = KernelClient.json("comm_id", comm);
        content.addProperty("target_name", target);
        content.add("data", new JsonObject());
        published(kernel.request(kernel.shell, "comm_open", content));
        return comm;
    }

    /** Returns all that is published for a request, up to the status idle, in order. */
    List<Sent> published(String id) {
        List<Sent> all = new ArrayList<>();
        while (true) {
            Sent sent = receive();
            if (sent.parent().equals(id)) {
                all.add(sent);
                if (sent.type().equals("status") && sent.text("execution_state").equals("idle")) {
                    return all;
                }
            } else {
                strays.add(sent);
            }
        }
    }

    /** Waits until such a message has come, and keeps what comes. */
    void await(Predicate<Sent> wanted) {
        while (strays.stream().noneMatch(wanted)) {
            strays.add(receive());
        }
    }

    /** What came for other requests meanwhile. */
    final List<Sent> strays = new ArrayList<>();

    private Sent receive() {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = kernel.published.recv();
            if (frame == null) {
                throw new AssertionError("nothing more is published");
            }
            frames.add(frame);
        } while (kernel.published.hasReceiveMore());
        int at = 0;
        while (!Arrays.equals(frames.get(at), "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII))) {
            at++;
        }
        JsonObject parent = json(frames.get(at + 3));
        return new Sent(json(frames.get(at + 2)).get("msg_type").getAsString(),
                parent.has("msg_id") ? parent.get("msg_id").getAsString() : "", json(frames.get(at + 5)),
                json(frames.get(at + 4)), List.copyOf(frames.subList(at + 6, frames.size())));
    }

    private static JsonObject json(byte[] frame) {
        return JsonParser.parseString(new String(frame, ZMQ.CHARSET)).getAsJsonObject();
    }

    /** Returns the name of the comm of the widget that a cell shows. */
    static String shown(List<Sent> published) {
        JsonObject bundle = of(published, "execute_result").get(0).data();
        return bundle.getAsJsonObject(VIEW).get("model_id").getAsString();
    }

    static List<Sent> of(List<Sent> published, String type) {
        return published.stream().filter(each -> each.type().equals(type)).toList();
    }

    /** Returns the state with which a model was opened, the first of this name. */
    static JsonObject opened(List<Sent> published, String model) {
        return opening(published, model).state();
    }

    static Sent opening(List<Sent> published, String model) {
        return of(published, "comm_open").stream()
                .filter(each -> each.state().get("_model_name").getAsString().equals(model)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + model + " was opened"));
    }

    /** Returns the text of a stream. */
    static String stream(List<Sent> published) {
        StringBuilder text = new StringBuilder();
        of(published, "stream").forEach(each -> text.append(each.text("text")));
        return text.toString();
    }

    /** Returns the outputs that an Output shows last. */
    static JsonArray lastOutputs(List<Sent> published) {
        return of(published, "comm_msg").stream().filter(each -> each.method().equals("update") && each.state().has("outputs"))
                .reduce((one, other) -> other).orElseThrow().state().getAsJsonArray("outputs");
    }

    @Override
    public void close() {
        kernel.close();
    }
}
