package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

    @Test
    void nativeMatricesKeepTheirValuesWhenTheCollectorRuns() {
        double[][] matrix = IntStream.range(0, 500).mapToObj(row -> IntStream.range(0, 40)
                .mapToDouble(column -> row + column / 64.0).toArray()).toArray(double[][]::new);
        try (var manager = NDManager.newBaseManager()) {
            var arrays = new ArrayList<NDArray>();
            for (int i = 0; i < 20; i++) {
                arrays.add(LinearAlgebra.toNative(manager, matrix, i % 2 == 0 ? DataType.FLOAT64 : DataType.FLOAT32));
            }
            System.gc();
            for (int i = 0; i < 40; i++) {
                ByteBuffer.allocateDirect(matrix.length * 40 * Double.BYTES); // zeros, where freed memory was
            }
            for (NDArray array : arrays) {
                assertArrayEquals(matrix, LinearAlgebra.toJava(array));
            }
        }
    }
}
