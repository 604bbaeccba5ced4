// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonObject;
import java.util.Set;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;

/** Stands in for a cell, and hands what would be shown under it to somebody else. */
final class Capture extends ShellReplyEnvironment {

    private static final Set<String> OUTPUTS =
            Set.of("stream", "display_data", "update_display_data", "error", "clear_output");

    private final ShellReplyEnvironment cell;
    private final Consumer<JsonObject> outputs;

    Capture(ShellReplyEnvironment cell, Consumer<JsonObject> outputs) {
        super(null, null, null, cell.getContext());
        this.cell = cell;
        this.outputs = outputs;
    }

    /** Returns the cell that this place stands in for, or the place itself. */
    static ShellReplyEnvironment cellOf(ShellReplyEnvironment place) {
        return place instanceof Capture capture ? capture.cell : place;
    }

    @Override
    public void publish(Message<?> message) {
        String type = message.getHeader().getType().getName();
        if (!OUTPUTS.contains(type)) {
            return;
        }
        CellContext.flush();
        JsonObject output = Json.content(message);
        output.addProperty("output_type", type);
        outputs.accept(output);
    }
}
