// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/** The parts of Jupyter's messages that the base library has no classes for. */
final class Json {

    private static final Gson GSON = new Gson();

    private Json() {}

    /** Returns an answer with this content. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Message<?> message(MessageContext request, MessageType<?> type, JsonObject content) {
        return new Message(request.getIdentities(), new Header(request, type), request.getHeader(), null, content,
                null);
    }

    /** Returns the content of a message. */
    static JsonObject content(Message<?> message) {
        return GSON.toJsonTree(message.getContent()).getAsJsonObject();
    }

    /** Returns a failure in the form of an output. */
    static JsonObject output(CellFailure failure) {
        JsonObject output = error(failure);
        output.remove("status");
        output.addProperty("output_type", "error");
        return output;
    }

    static JsonArray array(List<JsonObject> objects) {
        JsonArray array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }

    /** Returns the form of a user expression that has a value. */
    static JsonObject ok(DisplayData shown) {
        JsonObject value = GSON.toJsonTree(shown).getAsJsonObject();
        value.addProperty("status", "ok");
        return value;
    }

    /** Returns the form of a user expression that failed. */
    static JsonObject error(CellFailure failure) {
        JsonObject error = new JsonObject();
        error.addProperty("status", "error");
        error.addProperty("ename", failure.name());
        error.addProperty("evalue", failure.getMessage());
        error.add("traceback", GSON.toJsonTree(failure.lines()));
        return error;
    }

    /** Returns a payload that opens the client's pager. */
    static JsonObject page(DisplayData text) {
        JsonObject page = new JsonObject();
        page.addProperty("source", "page");
        page.add("data", GSON.toJsonTree(text).getAsJsonObject().get("data"));
        page.addProperty("start", 0);
        return page;
    }

    /** Returns a payload that ends a console. */
    static JsonObject exit() {
        JsonObject exit = new JsonObject();
        exit.addProperty("source", "ask_exit");
        exit.addProperty("keepkernel", false);
        return exit;
    }
}
