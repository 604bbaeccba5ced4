// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Where one array lies among the numbers of a file.
 *
 * @param start its first byte
 * @param end the byte after its last one
 */
record TensorPlace(DataType type, Shape shape, int start, int end) {

    static final Map<String, DataType> TYPES = Map.of("F32", DataType.FLOAT32, "F64", DataType.FLOAT64);

    /** Returns what the format calls a type. */
    static String name(DataType type) {
        return type == DataType.FLOAT64 ? "F64" : "F32";
    }

    /** Accepts an array that a file can hold. */
    static void requireStorable(String name, NDArray array) {
        if (!TYPES.containsValue(array.getDataType())) {
            throw new IllegalArgumentException("array " + name + " (" + array.getDataType() + ") must be one of "
                    + TYPES.values().stream().sorted().toList());
        }
        if (name.equals(TensorFile.METADATA)) {
            throw new IllegalArgumentException("array (" + name + ") must have another name: the format keeps this one");
        }
        if (array.isEmpty()) {
            throw new IllegalArgumentException("array " + name + " " + array.getShape() + " must hold at least one number");
        }
        var whole = new TensorPlace(array.getDataType(), array.getShape(), 0,
                Math.toIntExact(array.size() * array.getDataType().getNumOfBytes()));
        String bad = whole.notFinite(ByteBuffer.wrap(array.toByteArray()));
        if (bad != null) {
            throw new IllegalArgumentException("array " + name + " (" + bad + ") must hold finite numbers");
        }
    }

    /** Returns the first number that is not finite and its index in the array, such as "NaN at 17"; or null. */
    String notFinite(ByteBuffer data) {
        ByteBuffer own = own(data);
        for (int i = 0; own.hasRemaining(); i++) {
            double value = type == DataType.FLOAT64 ? own.getDouble() : own.getFloat();
            if (!Double.isFinite(value)) {
                return value + " at " + i;
            }
        }
        return null;
    }

    /** Returns the array, attached to the manager. */
    NDArray array(ByteBuffer data, NDManager manager) {
        ByteBuffer own = own(data);
        if (type == DataType.FLOAT64) {
            var values = new double[own.remaining() / Double.BYTES];
            own.asDoubleBuffer().get(values);
            return manager.create(values, shape);
        }
        var values = new float[own.remaining() / Float.BYTES];
        own.asFloatBuffer().get(values);
        return manager.create(values, shape);
    }

    private ByteBuffer own(ByteBuffer data) {
        return data.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN);
    }
}
