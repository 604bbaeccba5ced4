// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import koopman.display.Brief;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.adapters.HistoryRequestAdapter;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * The contents of requests, read with patience: what is missing or null has the protocol's default, a cursor beyond
 * the code stands at its end. What still makes no sense is a {@link Malformed}, which can be answered.
 */
final class Contents {

    private static final Gson JSON =
            new GsonBuilder().registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE).create();

    /** What these ask for is clear without any content. */
    private static final Set<MessageType<?>> CONTENT_DOES_NOT_MATTER = Set.of(MessageType.KERNEL_INFO_REQUEST,
            MessageType.INTERRUPT_REQUEST, MessageType.SHUTDOWN_REQUEST, MessageType.COMM_INFO_REQUEST);

    private static final Set<MessageType<?>> WITH_CURSOR =
            Set.of(MessageType.COMPLETE_REQUEST, MessageType.INSPECT_REQUEST);

    private static final Set<MessageType<?>> WITH_CODE = Set.of(MessageType.EXECUTE_REQUEST,
            MessageType.IS_COMPLETE_REQUEST, MessageType.COMPLETE_REQUEST, MessageType.INSPECT_REQUEST);

    /** A content that is not what its message's type asks for, and why. */
    record Malformed(String reason) {}

    private Contents() {}

    /** Returns the content of a message of that type, or why it is none. */
    static Object read(MessageType<?> type, String text) {
        try {
            return JSON.fromJson(completed(type, JsonParser.parseString(text).getAsJsonObject()),
                    type.getContentType());
        } catch (RuntimeException | StackOverflowError malformed) {
            return CONTENT_DOES_NOT_MATTER.contains(type) ? JSON.fromJson("{}", type.getContentType())
                    : new Malformed("content of a " + type + " must be as the protocol says: "
                            + Brief.of(malformed.getMessage()));
        }
    }

    private static JsonObject completed(MessageType<?> type, JsonObject content) {
        if (WITH_CODE.contains(type)) {
            setDefault(content, "code", new JsonPrimitive(""));
        }
        if (WITH_CURSOR.contains(type)) {
            content.addProperty("cursor_pos", cursor(content.get("cursor_pos"), content.get("code").getAsString()));
        }
        if (type == MessageType.EXECUTE_REQUEST) {
            setDefault(content, "silent", new JsonPrimitive(false));
            setDefault(content, "store_history", new JsonPrimitive(!content.get("silent").getAsBoolean()));
            setDefault(content, "stop_on_error", new JsonPrimitive(true));
            content.add("user_expressions", texts(content.get("user_expressions")));
        }
        return content;
    }

    private static void setDefault(JsonObject content, String name, JsonElement value) {
        if (!content.has(name) || content.get(name).isJsonNull()) {
            content.add(name, value);
        }
    }

    /** Returns the cursor's place, counted in characters as people count them. */
    private static int cursor(JsonElement place, String code) {
        int end = code.codePointCount(0, code.length());
        boolean known = place != null && place.isJsonPrimitive() && place.getAsJsonPrimitive().isNumber();
        return known ? (int) Math.max(0, Math.min(place.getAsDouble(), end)) : end;
    }

    private static JsonObject texts(JsonElement expressions) {
        JsonObject texts = new JsonObject();
        if (expressions != null && expressions.isJsonObject()) {
            expressions.getAsJsonObject().entrySet().stream().filter(each -> each.getValue().isJsonPrimitive())
                    .forEach(each -> texts.add(each.getKey(), each.getValue()));
        }
        return texts;
    }
}
