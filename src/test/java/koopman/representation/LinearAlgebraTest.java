package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

    @Test
    void eigenvaluesOfASymmetricMatrixDescendAndTheirVectorsAreKnown() {
        // ((2, 1), (1, 2)) has 3 along (1, 1) and 1 along (1, -1); with -5 on the diagonal beside them.
        var eigen = LinearAlgebra.symmetric(new double[][] {{2, 0, 1}, {0, -5, 0}, {1, 0, 2}});
        assertArrayEquals(new double[] {3, 1, -5}, eigen.values(), 1e-12);
        double half = Math.sqrt(0.5);
        assertArrayEquals(new double[] {half, half}, new double[] {eigen.vectors()[0][0], eigen.vectors()[2][0]}, 1e-12);
        assertArrayEquals(new double[] {0, 0, 1}, eigen.vectors()[1], 1e-12);
    }

    @Test
    void eigenvectorsOfASquareMatrixSolveItsEquationAndDescendInMagnitude() {
        // A turn by 90° that stretches twofold, ± 2 i, beside a 3 and a -1.
        double[][] matrix = {{0, -2, 0, 0}, {2, 0, 0, 0}, {1, 0, 3, 0}, {0, 1, 0, -1}};
        var eigen = LinearAlgebra.general(matrix);
        assertArrayEquals(new double[] {3, 0, 0, -1}, eigen.real(), 1e-12);
        assertArrayEquals(new double[] {0, 2, -2, 0}, eigen.imaginary(), 1e-12);
        for (int i = 0; i < 4; i++) {
            double length = 0;
            for (int row = 0; row < 4; row++) {
                double re = 0;
                double im = 0;
                for (int column = 0; column < 4; column++) {
                    re += matrix[row][column] * eigen.realVectors()[column][i];
                    im += matrix[row][column] * eigen.imaginaryVectors()[column][i];
                }
                double vr = eigen.realVectors()[row][i];
                double vi = eigen.imaginaryVectors()[row][i];
                assertEquals(eigen.real()[i] * vr - eigen.imaginary()[i] * vi, re, 1e-12);
                assertEquals(eigen.real()[i] * vi + eigen.imaginary()[i] * vr, im, 1e-12);
                length += vr * vr + vi * vi;
            }
            assertEquals(1, length, 1e-12);
        }
    }

    @Test
    void aPositiveDefiniteSystemIsSolvedAndASingularOneRefused() {
        double[][] x = LinearAlgebra.solve(new double[][] {{4, 2}, {2, 3}}, new double[][] {{2}, {5}});
        assertEquals(-0.5, x[0][0], 1e-12); // 4 · -1/2 + 2 · 2 = 2
        assertEquals(2, x[1][0], 1e-12);
        assertEquals("matrix (2 x 2) must be positive definite to be solved: raise the ridge",
                assertThrows(IllegalArgumentException.class, () -> LinearAlgebra.solve(new double[][] {{1, 1}, {1, 1}},
                        new double[][] {{1}, {1}})).getMessage());
    }

    @Test
    void theNearestRotationDropsAStretchAndKeepsAMirror() {
        double[][] turned = LinearAlgebra.nearestRotation(new double[][] {{0, -7}, {7, 0}});
        assertArrayEquals(new double[] {0, -1}, turned[0], 1e-12);
        assertArrayEquals(new double[] {1, 0}, turned[1], 1e-12);
        double[][] mirrored = LinearAlgebra.nearestRotation(new double[][] {{2, 0}, {0, -0.1}});
        assertArrayEquals(new double[] {1, 0}, mirrored[0], 1e-12);
        assertArrayEquals(new double[] {0, -1}, mirrored[1], 1e-12);
    }

    @Test
    void productsSumsAndTransposesAreThoseOfTheBooks() {
        double[][] a = {{1, 2}, {3, 4}, {5, 6}};
        double[][] b = {{1, 0, 2}, {0, 1, 3}};
        assertArrayEquals(new double[][] {{1, 2, 8}, {3, 4, 18}, {5, 6, 28}}, LinearAlgebra.product(a, b));
        assertArrayEquals(new double[][] {{1, 3, 5}, {2, 4, 6}}, LinearAlgebra.transposed(a));
        assertArrayEquals(new double[][] {{-1, 3, 2}, {2, 1.5, 0}}, LinearAlgebra.sum(
                new double[][] {{-2, 3, 0}, {2, 1, -1.5}}, 0.5, new double[][] {{2, 0, 4}, {0, 1, 3}}));
    }

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
