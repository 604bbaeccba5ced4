// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

    @TempDir
    Path folder;

    /** At 784 from 784 one of oneDNN's kernels erred, in another layout than ours. */
    @ParameterizedTest
    @CsvSource({"256, 784, 784", "300, 300, 300", "512, 784, 1000", "800, 800, 800", "1024, 257, 511", "4096, 300, 512", "8192, 784, 784"})
    void bothWaysGiveTheSameProductAndGradients(long rows, long inner, long columns) {
        assertTrue(Products.agree(new Shape(rows, inner, columns)));
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 4", "300, 400, 500"})
    void aProductIsThatOfDoublePrecision(long rows, long inner, long columns) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(rows, inner));
            NDArray weight = manager.randomNormal(new Shape(columns, inner));
            NDArray bias = manager.randomNormal(new Shape(columns));
            NDArray wide = wide(x).matMul(wide(weight).transpose());
            double far = 1e-5 * inner;
            assertEquals(0, distance(wide, Products.of(x, weight.transpose())), far);
            assertEquals(0, distance(wide.add(wide(bias)), Products.linear(x, weight, bias)), far);
            assertEquals(0, distance(wide, Products.of(wide(x), wide(weight).transpose())), 1e-12 * inner);
        }
    }

    @Test
    void onlyProcessorsOfAmdWithTheirVectorUnitsAreSuited() throws IOException {
        assertTrue(isSuited("vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 avx512f avx512dq"));
        assertEquals(false, isSuited("vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 fma"));
        assertEquals(false, isSuited("vendor_id\t: GenuineIntel\nflags\t\t: fpu avx2 avx512f avx512dq"));
        assertEquals(false, isSuited(""));
        assertEquals(false, Products.isSuited(folder.resolve("none")));
    }

    private boolean isSuited(String processors) throws IOException {
        return Products.isSuited(Files.writeString(folder.resolve("cpuinfo"), processors));
    }

    private static NDArray wide(NDArray array) {
        return array.toType(DataType.FLOAT64, true);
    }

    private static double distance(NDArray wide, NDArray other) {
        return wide.sub(wide(other)).abs().max().getDouble();
    }
}
