// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {

    private Wire wire;
    private List<byte[]> frames;

    @BeforeEach
    void encode() throws Exception {
        wire = new Wire(new HMACGenerator("hmac-sha256", "key"));
        frames = new ArrayList<>(wire.encode(new Message<>(List.of(bytes("client")),
                new Header<>("session", MessageType.IS_COMPLETE_REQUEST), new IsCompleteRequest("é𝒳"))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMessageComesOutAsItWentIn() {
        Message<?> read = wire.decode(frames).orElseThrow();
        assertEquals("é𝒳", ((IsCompleteRequest) read.getContent()).getCode());
        assertEquals("client", new String(read.getIdentities().get(0), StandardCharsets.UTF_8));
    }

    @Test
    void theSignatureIsTheOneThatPythonComputes() throws Exception {
        byte[] empty = bytes("{}");
        assertEquals("ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3",
                new HMACGenerator("hmac-sha256", "key").calculateSignature(empty, empty, empty, empty));
    }

    @Test
    void aChangedPartIsNoMessage() {
        frames.set(6, bytes("{\"code\":\"evil\"}"));
        assertTrue(wire.decode(frames).isEmpty());
    }

    @Test
    void missingFramesAreNoMessage() {
        for (int length = 0; length < frames.size(); length++) {
            assertTrue(wire.decode(frames.subList(0, length)).isEmpty(), "of " + length + " frames");
        }
    }

    @Test
    void signedNonsenseIsNoMessage() throws Exception {
        byte[][] parts = {bytes("[]"), bytes("{}"), bytes("{}"), bytes("not json")};
        List<byte[]> nonsense = new ArrayList<>(List.of(bytes("<IDS|MSG>"),
                bytes(new HMACGenerator("hmac-sha256", "key").calculateSignature(parts))));
        nonsense.addAll(List.of(parts));
        assertTrue(wire.decode(nonsense).isEmpty());
    }

    @Test
    void theDateIsOneThatStrictClientsRead() {
        String header = new String(frames.get(3), StandardCharsets.UTF_8);
        assertTrue(header.matches(".*\"date\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\".*"), header);
    }

    @Test
    void aHeaderThatCameGoesBackAsItCame() throws Exception {
        String came = "{\"msg_id\":\"1\",\"msg_type\":\"dance_request\",\"date\":\"2026-11-28T15:41+0000\",\"more\":[1]}";
        byte[][] parts = {bytes(came), bytes("null"), bytes("[]"), bytes("not json")};
        List<byte[]> received = new ArrayList<>(List.of(bytes("<IDS|MSG>"),
                bytes(new HMACGenerator("hmac-sha256", "key").calculateSignature(parts))));
        received.addAll(List.of(parts));
        Message<?> request = wire.decode(received).orElseThrow();
        List<byte[]> answer = wire.encode(new Message<>(request, MessageType.IS_COMPLETE_REQUEST,
                new IsCompleteRequest("")));
        assertEquals(came, new String(answer.get(3), StandardCharsets.UTF_8));
    }
}
