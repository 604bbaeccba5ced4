// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/** The line on which a client that comes late, as after a page is loaded anew, asks for all widgets at once. */
final class ControlComm extends Comm {

    private static final String TARGET = "jupyter.widget.control";
    private static final String VERSION = "1.0.0";

    private final CommManager manager;

    private ControlComm(CommManager manager, String id, String target) {
        super(manager, id, target);
        this.manager = manager;
    }

    /** Lets clients of this kernel ask. */
    static void offer(CommManager manager) {
        if (manager.getTarget(TARGET) == null) {
            manager.registerTarget(TARGET, (comms, id, target, message) -> new ControlComm(comms, id, target));
        }
    }

    @Override
    protected void onMessage(Message<CommMsgCommand> message) {
        manager.setMessageContext(message);
        if (Kernels.text(message.getContent().getData(), "method").equals("request_states")) {
            sendStates();
        }
    }

    private void sendStates() {
        JsonObject states = new JsonObject();
        JsonArray paths = new JsonArray();
        List<byte[]> buffers = new ArrayList<>();
        for (Comm comm : manager) {
            if (comm instanceof WidgetComm widget) {
                Packed packed = widget.model().packed();
                states.add(comm.getID(), entry(packed.state()));
                paths.addAll(packed.paths(comm.getID(), "state"));
                buffers.addAll(packed.buffers());
            }
        }
        send(update(states, paths), Map.of("version", VERSION), buffers);
    }

    private static JsonObject entry(JsonObject state) {
        JsonObject entry = new JsonObject();
        for (String fact : List.of("model_name", "model_module", "model_module_version")) {
            entry.add(fact, state.get("_" + fact));
        }
        entry.add("state", state);
        return entry;
    }

    private static JsonObject update(JsonObject states, JsonArray paths) {
        JsonObject data = new JsonObject();
        data.addProperty("method", "update_states");
        data.add("states", states);
        data.add("buffer_paths", paths);
        return data;
    }

    @Override
    protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
}
