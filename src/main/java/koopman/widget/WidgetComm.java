// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/** The line on which a model and its doubles in the clients talk. */
final class WidgetComm extends Comm {

    static final String TARGET = "jupyter.widget";
    private static final String VERSION = "2.1.0";

    private final CommManager manager;
    private final Model model;

    private WidgetComm(CommManager manager, String id, String target, Model model) {
        super(manager, id, target);
        this.manager = manager;
        this.model = model;
    }

    /** Opens a line, or returns null where no kernel is, or one whose base library keeps another JSON to itself. */
    static WidgetComm open(Model model) {
        BaseKernel kernel = Kernels.running();
        try {
            return kernel == null ? null : open(model, kernel);
        } catch (LinkageError foreign) {
            return null;
        }
    }

    /** The opening message has no place for bytes: they follow. */
    private static WidgetComm open(Model model, BaseKernel kernel) {
        ControlComm.offer(kernel.getCommManager());
        Packed packed = model.packed();
        WidgetComm comm = kernel.getCommManager().openComm(TARGET, (manager, id, target, message) -> {
            JsonObject data = message.getContent().getData();
            data.add("state", packed.state());
            data.add("buffer_paths", new JsonArray());
            message.getNonNullMetadata().put("version", VERSION);
            return new WidgetComm(manager, id, target, model);
        });
        if (comm != null && !packed.buffers().isEmpty()) {
            comm.send("update", new Packed(new JsonObject(), packed.names(), packed.buffers()));
        }
        return comm;
    }

    Model model() {
        return model;
    }

    void send(String method, Packed packed) {
        JsonObject data = new JsonObject();
        data.addProperty("method", method);
        data.add("state", packed.state());
        data.add("buffer_paths", packed.paths());
        send(data, Map.of("version", VERSION), packed.buffers());
    }

    /** What the model says while it handles a message answers that message. */
    @Override
    protected void onMessage(Message<CommMsgCommand> message) {
        JsonObject data = message.getContent().getData();
        manager.setMessageContext(message);
        switch (Kernels.text(data, "method")) {
            case "update" -> model.receive(Kernels.object(data, "state"));
            case "request_state" -> model.sendAll();
            case "custom" -> model.receiveCustom(Kernels.object(data, "content"));
            default -> { }
        }
    }

    @Override
    protected void onClose(Message<CommCloseCommand> message, boolean sending) {
        model.closed();
    }
}
