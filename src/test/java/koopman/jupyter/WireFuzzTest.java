// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import koopman.Fuzz;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Has damaged messages decoded, signed as they are: each is nothing, or has a content that can be answered. */
class WireFuzzTest {

    private static final byte[] DELIMITER = bytes("<IDS|MSG>");
    private static final String SEPARATOR = "\n"; // between the parts of a message, which is damaged as one text

    private HMACGenerator signer;
    private Wire wire;

    @BeforeEach
    void sign() throws Exception {
        signer = new HMACGenerator("hmac-sha256", "key");
        wire = new Wire(signer);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(String type, String content) {
        return bytes(String.join(SEPARATOR, "{\"msg_id\":\"1\",\"msg_type\":\"" + type + "\",\"session\":\"2\","
                + "\"username\":\"u\",\"date\":\"2026-11-28T15:41:00.000000Z\",\"version\":\"5.3\"}", "{}",
                "{\"a\":1}", content));
    }

    @Test
    void aDamagedMessageIsNothingOrCanBeAnswered() {
        List<byte[]> whole = Stream.of(message("execute_request", "{\"code\":\"1 + 1\",\"silent\":false,\"store_history\":true,"
                + "\"user_expressions\":{\"a\":\"b\"},\"allow_stdin\":true,\"stop_on_error\":true}"),
                message("complete_request", "{\"code\":\"int a\",\"cursor_pos\":3}"),
                message("inspect_request", "{\"code\":\"String\",\"cursor_pos\":2,\"detail_level\":1}"),
                message("is_complete_request", "{\"code\":\"if (true) {\"}"),
                message("history_request", "{\"output\":false,\"raw\":true,\"hist_access_type\":\"range\",\"session\":0,"
                        + "\"start\":1,\"stop\":3}"),
                message("comm_open", "{\"comm_id\":\"c\",\"target_name\":\"jupyter.widget\",\"data\":{\"state\":{\"value\":1}}}"),
                message("comm_msg", "{\"comm_id\":\"c\",\"data\":{\"method\":\"update\",\"state\":{\"value\":1}}}"),
                message("kernel_info_request", "{}"), message("shutdown_request", "{\"restart\":false}"),
                message("input_reply", "{\"value\":\"text\"}")).toList();
        int[] decoded = new int[1];
        Fuzz.refused(10_000, whole, damaged -> wire.decode(frames(damaged)).ifPresent(message -> {
            decoded[0]++;
            requireAnswerable(message);
        }), "");
        assertTrue(decoded[0] > 1_000, "decoded " + decoded[0]);
    }

    private List<byte[]> frames(byte[] damaged) {
        List<byte[]> parts = Stream.of(new String(damaged, StandardCharsets.UTF_8).split(SEPARATOR, -1)).limit(6)
                .map(WireFuzzTest::bytes).toList();
        List<byte[]> frames = new ArrayList<>(List.of(bytes("client"), DELIMITER,
                bytes(signer.calculateSignature(parts.stream().limit(4).toArray(byte[][]::new)))));
        frames.addAll(parts);
        return frames;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> answer(Message<?> message) {
        return new Message(message.getIdentities(), message.getHeader(), message.getHeader(), null, new JsonObject(), null);
    }

    /** What was asked for is known, and the answer to it can be written. */
    private void requireAnswerable(Message<?> message) {
        assertNotNull(message.getHeader().getType());
        assertNotNull(message.getContent());
        assertTrue(wire.encode(answer(message)).size() > 4);
        if (message.getContent() instanceof Contents.Malformed malformed) {
            assertTrue(malformed.reason().length() < 2_000, malformed.reason().length() + " characters of a reason");
        }
    }
}
