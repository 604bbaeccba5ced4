// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one message in the encoding of Protocol Buffers, read without knowing what message it is. Nothing is copied but
 * the field that is asked for.
 *
 * <p>Source: Protocol Buffers, <i>Encoding</i>.
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_FIRST = 2;
    private static final int FOUR_BYTES = 5;
    private static final int MOST_SHIFT = 63;
    private static final int MOST_TAG = (1 << 29) - 1;

    private final List<Field> fields = new ArrayList<>();

    /** @param number its value, where it is a varint; its bytes otherwise */
    private record Field(int tag, long number, ByteBuffer content) {}

    ProtobufMessage(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    private ProtobufMessage(ByteBuffer bytes) {
        ByteBuffer rest = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long key = varint(rest);
            int tag = tag(key);
            switch ((int) (key & 7)) {
                case VARINT -> fields.add(new Field(tag, varint(rest), null));
                case EIGHT_BYTES -> skip(rest, Long.BYTES);
                case FOUR_BYTES -> skip(rest, Integer.BYTES);
                case LENGTH_FIRST -> {
                    long length = varint(rest);
                    ByteBuffer content = rest.slice();
                    skip(rest, length);
                    fields.add(new Field(tag, 0, content.limit((int) length)));
                }
                default -> throw unreadable("wire type " + (key & 7));
            }
        }
    }

    private static int tag(long key) {
        if (key >>> 3 < 1 || key >>> 3 > MOST_TAG) {
            throw unreadable("a field of the number " + (key >>> 3));
        }
        return (int) (key >>> 3);
    }

    private static void skip(ByteBuffer rest, long count) {
        if (count < 0 || count > rest.remaining()) {
            throw unreadable(count + " bytes more, of which there are " + rest.remaining());
        }
        rest.position(rest.position() + (int) count);
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; shift <= MOST_SHIFT && rest.hasRemaining(); shift += 7) {
            byte next = rest.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw unreadable("a number without end");
    }

    private static IllegalArgumentException unreadable(String found) {
        return new IllegalArgumentException("bytes (" + found
                + ") must be a whole message of Protocol Buffers, as ONNX files are");
    }

    /** Returns the messages in a field, in their order. */
    List<ProtobufMessage> messages(int tag) {
        return contents(tag).stream().map(ProtobufMessage::new).toList();
    }

    /** Returns the texts in a field, in their order. */
    List<String> texts(int tag) {
        return contents(tag).stream().map(content -> StandardCharsets.UTF_8.decode(content.duplicate()).toString()).toList();
    }

    private List<ByteBuffer> contents(int tag) {
        return fields.stream().filter(field -> field.tag == tag && field.content != null).map(Field::content).toList();
    }

    /** Returns all bytes in a field, one after the other. */
    byte[] bytes(int tag) {
        var all = new ByteArrayOutputStream();
        contents(tag).forEach(content -> {
            var bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            all.writeBytes(bytes);
        });
        return all.toByteArray();
    }

    /** Returns the whole numbers in a field, in their order. */
    List<Long> numbers(int tag) {
        return fields.stream().filter(field -> field.tag == tag && field.content == null).map(Field::number).toList();
    }

    /** Returns the whole numbers in a field of any number of them, in their order, each by itself or packed together. */
    List<Long> repeated(int tag) {
        var numbers = new ArrayList<Long>();
        fields.stream().filter(field -> field.tag == tag).forEach(field -> {
            ByteBuffer packed = field.content == null ? null : field.content.duplicate();
            if (packed == null) {
                numbers.add(field.number);
            }
            while (packed != null && packed.hasRemaining()) {
                numbers.add(varint(packed));
            }
        });
        return numbers;
    }
}
