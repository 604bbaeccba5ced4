// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final List<String> messages = new ArrayList<>();
    private final Streams streams = new Streams((stream, text) -> messages.add(stream + " " + text));

    @Test
    void whatIsPrintedInPiecesGoesOutTogether() {
        streams.out.print("a");
        streams.out.print("b");
        streams.flush();
        assertEquals(List.of("OUT ab"), messages);
    }

    @Test
    void theOtherStreamComesAfter() {
        streams.out.print("a");
        streams.err.print("b");
        streams.out.print("c");
        streams.flush();
        assertEquals(List.of("OUT a", "ERR b", "OUT c"), messages);
    }

    @Test
    void aCharacterIsNeverSplit() {
        byte[] bytes = "é𝒳!".getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            streams.out.write(new byte[] {each}, 0, 1);
            streams.out.flush();
            streams.flush();
        }
        assertEquals(List.of("OUT é", "OUT 𝒳", "OUT !"), messages);
    }

    @Test
    void muchDoesNotWaitForAFlush() {
        streams.out.print("x".repeat(100_000));
        streams.flush();
        assertEquals(100_000, messages.stream().mapToInt(message -> message.length() - "OUT ".length()).sum());
        assertEquals(true, messages.size() > 1 || messages.get(0).length() > 65_536);
    }
}
