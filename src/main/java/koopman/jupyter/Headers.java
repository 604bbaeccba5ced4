// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.MessageType;

/**
 * The headers of messages in JSON. One that came is read whatever it lacks, and goes back as it came, so that its
 * sender knows it again; the date of one of ours is in the form that the strictest client reads.
 */
final class Headers implements JsonSerializer<Header<?>>, JsonDeserializer<Header<?>> {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    /** What messages that answer nobody name as their session. */
    private static final String OWN_SESSION = UUID.randomUUID().toString();

    /** A header that came, with the words it came in. */
    private static final class Received<T> extends Header<T> {

        private final JsonObject words;

        Received(JsonObject words, MessageType<T> type) {
            super(text(words, "msg_id"), text(words, "username"), text(words, "session"),
                    new KernelTimestamp(text(words, "date")), type, text(words, "version"));
            this.words = words;
        }
    }

    @Override
    public Header<?> deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
        JsonObject words = json.getAsJsonObject();
        return new Received<>(words, MessageType.getType(text(words, "msg_type")));
    }

    private static String text(JsonObject words, String name) {
        JsonElement word = words.get(name);
        return word == null || !word.isJsonPrimitive() ? "" : word.getAsString();
    }

    @Override
    public JsonElement serialize(Header<?> header, Type type, JsonSerializationContext context) {
        if (header instanceof Received<?> received) {
            return received.words;
        }
        JsonObject json = new JsonObject();
        json.addProperty("msg_id", header.getId());
        json.addProperty("username", header.getUsername());
        json.addProperty("session", header.getSessionId() == null ? OWN_SESSION : header.getSessionId());
        json.addProperty("date", DATE.format(header.getTimestamp().getDate().toInstant()));
        json.addProperty("msg_type", header.getType().getName());
        json.addProperty("version", header.getVersion());
        return json;
    }

    /** Returns the type that a header names, be it one that is known here or not. */
    static String typeOf(Header<?> header) {
        return header instanceof Received<?> received ? text(received.words, "msg_type") : header.getType().getName();
    }
}
