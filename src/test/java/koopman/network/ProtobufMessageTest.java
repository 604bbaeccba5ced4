// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the page that describes the encoding, and what is no message. */
class ProtobufMessageTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private static ProtobufMessage message(String bytes) {
        return new ProtobufMessage(HEX.parseHex(bytes));
    }

    @Test
    void theExamplesOfTheDescriptionAreRead() {
        assertEquals(List.of(150L), message("08 96 01").numbers(1));
        assertEquals(List.of("testing"), message("12 07 74 65 73 74 69 6e 67").texts(2));
        assertEquals(List.of(150L), message("1a 03 08 96 01").messages(3).get(0).numbers(1));
        assertEquals(List.of(-2L), message("08 fe ff ff ff ff ff ff ff ff 01").numbers(1));
    }

    @Test
    void theExamplesOfTheDescriptionAreWritten() {
        assertArrayEquals(HEX.parseHex("12 07 74 65 73 74 69 6e 67"), new ProtobufWriter().text(2, "testing").bytes());
        assertArrayEquals(HEX.parseHex("1a 03 08 96 01"),
                new ProtobufWriter().message(3, new ProtobufWriter().raw(HEX.parseHex("08 96 01"))).bytes());
        byte[] long300 = new ProtobufWriter().text(2, "x".repeat(300)).bytes();
        assertEquals("12 ac 02 78", HEX.formatHex(long300, 0, 4), "the description's varint of 300");
        assertEquals(303, long300.length);
    }

    @Test
    void otherFieldsAreStoodOver() {
        ProtobufMessage message = message("09 01 02 03 04 05 06 07 08 15 01 02 03 04 08 07 fa ff ff ff 0f 00 12 01 61 08 09");
        assertEquals(List.of(7L, 9L), message.numbers(1));
        assertEquals(List.of("a"), message.texts(2));
        assertEquals(List.of(), message.texts(1));
        assertEquals(List.of(), message.numbers(2));
        assertEquals(List.of(""), message.texts((1 << 29) - 1));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        refused("a number without end", "08 96");
        refused("a number without end", "08 ff ff ff ff ff ff ff ff ff ff 01");
        refused("3 bytes more, of which there are 2", "12 03 61 62");
        refused("8 bytes more, of which there are 1", "09 00");
        refused("2147483648 bytes more, of which there are 1", "12 80 80 80 80 08 61");
        refused("-1 bytes more, of which there are 0", "12 ff ff ff ff ff ff ff ff ff 01");
        refused("wire type 3", "0b 0c");
        refused("a field of the number 0", "00 01");
        refused("a field of the number 536870912", "80 80 80 80 10 00");
    }

    private static void refused(String found, String bytes) {
        assertEquals("bytes (" + found + ") must be a whole message of Protocol Buffers, as ONNX files are",
                assertThrows(IllegalArgumentException.class, () -> message(bytes)).getMessage());
    }
}
