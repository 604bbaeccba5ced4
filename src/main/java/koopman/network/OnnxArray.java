// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An array of learned numbers that a network in the ONNX format stores.
 *
 * @param name what the network calls it
 * @param shape its sizes, such as (classes, d)
 * @param numbers its numbers, row after row
 */
public record OnnxArray(String name, List<Long> shape, float[] numbers) {

    /** Numbers of a TensorProto's fields, and of its types and places. */
    private static final int DIMENSIONS = 1;
    private static final int TYPE = 2;
    private static final int SINGLES = 4;
    static final int NAME = 8;
    private static final int RAW = 9;
    private static final int PLACE = 14;
    private static final long SINGLE = 1;

    public OnnxArray {
        shape = List.copyOf(shape);
    }

    /** Returns the array that a message holds. */
    static OnnxArray of(String name, ProtobufMessage stored) {
        if (!stored.numbers(TYPE).equals(List.of(SINGLE)) || stored.numbers(PLACE).contains(1L)) {
            throw new IllegalArgumentException("array " + name + " (type " + stored.numbers(TYPE) + ", "
                    + (stored.numbers(PLACE).contains(1L) ? "in another file" : "in this file")
                    + ") must be of single precision, which is type [1], and in the network's own file");
        }
        List<Long> shape = stored.repeated(DIMENSIONS);
        long size = shape.stream().mapToLong(each -> each).reduce(1, Math::multiplyExact);
        ByteBuffer bytes = ByteBuffer.wrap(stored.bytes(stored.bytes(RAW).length > 0 ? RAW : SINGLES)).order(ByteOrder.LITTLE_ENDIAN);
        if (size < 0 || size * Float.BYTES != bytes.remaining()) {
            throw new IllegalArgumentException("array " + name + " (" + bytes.remaining() + " bytes) must have " + Float.BYTES
                    + " for each number of " + shape);
        }
        var numbers = new float[(int) size];
        bytes.asFloatBuffer().get(numbers);
        return new OnnxArray(name, shape, numbers);
    }

    /** Accepts sizes that are the array's own. */
    void require(long... sizes) {
        List<Long> wanted = LongStream.of(sizes).boxed().toList();
        if (!shape.equals(wanted)) {
            throw new IllegalArgumentException("array " + name + " " + shape + " must be " + wanted);
        }
    }

    @Override
    public String toString() {
        return name + " " + shape;
    }
}
