// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes fields of a message in the encoding of Protocol Buffers. */
final class ProtobufWriter {

    private static final int LENGTH_FIRST = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds a text. */
    ProtobufWriter text(int tag, String text) {
        return bytes(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a message. */
    ProtobufWriter message(int tag, ProtobufWriter message) {
        return bytes(tag, message.bytes());
    }

    /** Adds bytes. */
    ProtobufWriter bytes(int tag, byte[] content) {
        varint((long) tag << 3 | LENGTH_FIRST);
        varint(content.length);
        return raw(content);
    }

    /** Adds fields that are written already. */
    ProtobufWriter raw(byte[] fields) {
        out.writeBytes(fields);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
