// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.MessageType;

/** What a request is answered when its handler failed: the reply of its type, with nothing found in it. */
final class FailedRequest {

    private static final Map<MessageType<?>, Consumer<JsonObject>> FOUND_NOTHING = Map.of(
            MessageType.COMPLETE_REPLY, FailedRequest::noMatches,
            MessageType.INSPECT_REPLY, FailedRequest::noData,
            MessageType.IS_COMPLETE_REPLY, reply -> reply.addProperty("status", "unknown"),
            MessageType.HISTORY_REPLY, reply -> reply.add("history", new JsonArray()),
            MessageType.COMM_INFO_REPLY, reply -> reply.add("comms", new JsonObject()));

    private FailedRequest() {}

    /** Returns the type of reply that belongs to a type of request, or null if none does. */
    static MessageType<?> replyTo(MessageType<?> request) {
        MessageType<?> reply = MessageType.getType(request.getName().replace("_request", "_reply"));
        return reply == MessageType.UNKNOWN || reply == request ? null : reply;
    }

    /** Returns the content of a reply of that type. */
    static JsonObject content(MessageType<?> reply, CellFailure failure) {
        JsonObject content = Json.error(failure);
        FOUND_NOTHING.getOrDefault(reply, nothing -> {}).accept(content);
        return content;
    }

    private static void noMatches(JsonObject reply) {
        reply.add("matches", new JsonArray());
        reply.addProperty("cursor_start", 0);
        reply.addProperty("cursor_end", 0);
        reply.add("metadata", new JsonObject());
    }

    private static void noData(JsonObject reply) {
        reply.addProperty("found", false);
        reply.add("data", new JsonObject());
        reply.add("metadata", new JsonObject());
    }
}
