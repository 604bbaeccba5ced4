// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.adapters.MessageTypeAdapter;

/**
 * The form of Jupyter's messages on the wire: identities, a delimiter, a signature, four JSON parts, buffers.
 * What has no header, or is not signed with the session's key, decodes to nothing.
 */
final class Wire {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int SIGNATURE_AND_PARTS = 5;

    private static final Gson JSON = new GsonBuilder()
            .registerTypeHierarchyAdapter(Header.class, new Headers())
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .disableHtmlEscaping()
            .create();

    private final HMACGenerator signer;

    Wire(HMACGenerator signer) {
        this.signer = signer;
    }

    /** Returns the message in these frames, or nothing if they are garbled, incomplete or wrongly signed. */
    Optional<Message<?>> decode(List<byte[]> frames) {
        try {
            int delimiter = indexOfDelimiter(frames);
            if (delimiter < 0 || frames.size() < delimiter + 1 + SIGNATURE_AND_PARTS) {
                return Optional.empty();
            }
            return signed(frames, delimiter) ? Optional.of(parse(frames, delimiter)) : Optional.empty();
        } catch (RuntimeException | StackOverflowError malformed) {
            return Optional.empty();
        }
    }

    private static int indexOfDelimiter(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(DELIMITER, frames.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean signed(List<byte[]> frames, int delimiter) {
        byte[][] parts = frames.subList(delimiter + 2, delimiter + 6).toArray(byte[][]::new);
        byte[] expected = signer.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII);
        return expected.length == 0 || MessageDigest.isEqual(expected, frames.get(delimiter + 1));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> parse(List<byte[]> frames, int delimiter) {
        Header<?> header = JSON.fromJson(text(frames, delimiter + 2), Header.class);
        JsonObject parent = object(frames, delimiter + 3);
        Map<String, Object> metadata = JSON.fromJson(object(frames, delimiter + 4), Map.class);
        Object content = Contents.read(header.getType(), text(frames, delimiter + 5));
        return new Message(List.copyOf(frames.subList(0, delimiter)), header,
                parent.size() == 0 ? null : JSON.fromJson(parent, Header.class), metadata, content,
                List.copyOf(frames.subList(delimiter + 6, frames.size())));
    }

    /** Returns an object, an empty one if there is something else: nothing that we do depends on these. */
    private static JsonObject object(List<byte[]> frames, int index) {
        try {
            return JsonParser.parseString(text(frames, index)).getAsJsonObject();
        } catch (RuntimeException | StackOverflowError malformed) {
            return new JsonObject();
        }
    }

    private static String text(List<byte[]> frames, int index) {
        return new String(frames.get(index), StandardCharsets.UTF_8);
    }

    /** Returns the frames of a message, signed. */
    List<byte[]> encode(Message<?> message) {
        byte[] header = bytes(message.getHeader());
        byte[] parent = message.hasParentHeader() ? bytes(message.getParentHeader()) : NOTHING;
        byte[] metadata = message.hasMetadata() ? bytes(message.getMetadata()) : NOTHING;
        byte[] content = content(message);
        List<byte[]> frames = new ArrayList<>(message.getIdentities());
        frames.add(DELIMITER);
        frames.add(signer.calculateSignature(header, parent, metadata, content).getBytes(StandardCharsets.US_ASCII));
        frames.addAll(List.of(header, parent, metadata, content));
        if (message.getBlobs() != null) {
            frames.addAll(message.getBlobs());
        }
        return frames;
    }

    /** Every reply says how it went; those of the base that do not say otherwise went well. */
    private static byte[] content(Message<?> message) {
        if (!message.getHeader().getType().getName().endsWith("_reply")) {
            return bytes(message.getContent());
        }
        JsonObject content = JSON.toJsonTree(message.getContent()).getAsJsonObject();
        if (!content.has("status")) {
            content.addProperty("status", "ok");
        }
        return bytes(content);
    }

    private static byte[] bytes(Object value) {
        return JSON.toJson(value).getBytes(StandardCharsets.UTF_8);
    }
}
