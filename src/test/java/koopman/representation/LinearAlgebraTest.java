// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAlgebraTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 399, 400, 401, 1_000})
    void aGramMatrixOfBlocksIsTheProduct(int columns) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray rows = manager.randomNormal(new Shape(50, columns)).toType(DataType.FLOAT64, true);
            double[][] gram = LinearAlgebra.toJava(LinearAlgebra.gram(rows));
            double[][] product = LinearAlgebra.product(LinearAlgebra.transposed(LinearAlgebra.toJava(rows)), LinearAlgebra.toJava(rows));
            assertEquals(columns, gram.length);
            for (int i = 0; i < columns; i++) {
                assertArrayEquals(product[i], gram[i], 1e-11);
            }
        }
    }

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

    /** Matrices on which ojAlgo's iteration never ends by itself, or gives numbers that are none. */
    @Test
    void eigenvectorsOfZeroAndOfVeryLargeSmallAndUnevenMatricesAreFound() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertArrayEquals(new double[3], LinearAlgebra.general(new double[3][3]).real());
            assertArrayEquals(new double[] {0, 0, 1}, LinearAlgebra.general(new double[3][3]).realVectors()[2]);
            for (double unit : new double[] {1e-300, 1e-200, 1e200, 1e300}) {
                var eigen = LinearAlgebra.general(new double[][] {{0, -2 * unit, 0}, {2 * unit, 0, 0}, {unit, 0, unit}});
                assertArrayEquals(new double[] {0, 0, 1}, of(eigen.real(), 1 / unit), 1e-12);
                assertArrayEquals(new double[] {2, -2, 0}, of(eigen.imaginary(), 1 / unit), 1e-12);
            }
            double[][] uneven = {{2.3e-178, -4.3e295, -9.8e-201, 0}, {2.4e-242, 0, 0, -4.1e144}, {0, 0, 6e204, 2.4e-236},
                {-2.8e250, 8.4e182, -1.1e256, -2.3e-51}};
            LinearAlgebra.general(uneven);
        });
    }

    private static double[] of(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value * unit).toArray();
    }

    @Test
    void theNearestRotationOfAMatrixWithoutFullRankIsOrthogonal() {
        var random = new Random(5);
        for (int rank = 0; rank < 6; rank++) {
            double[][] left = new double[6][rank + 1];
            double[][] right = new double[rank + 1][6];
            for (int i = 0; i < 6; i++) {
                for (int k = 0; k < rank; k++) {
                    left[i][k] = random.nextGaussian();
                    right[k][i] = random.nextGaussian();
                }
            }
            double[][] matrix = LinearAlgebra.product(left, right);
            double[][] turn = LinearAlgebra.nearestRotation(matrix);
            double[][] square = LinearAlgebra.product(LinearAlgebra.transposed(turn), turn);
            double[][] stretch = LinearAlgebra.product(LinearAlgebra.transposed(turn), matrix); // V S V^T
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    assertEquals(i == j ? 1 : 0, square[i][j], 1e-12);
                    assertEquals(stretch[j][i], stretch[i][j], 1e-12);
                }
            }
        }
    }

    @Test
    void factorisationsRefuseWhatIsNoMatrixOfFiniteNumbers() {
        double[][] broken = {{1, 2}, {Double.NaN, 1}};
        List<UnaryOperator<double[][]>> factorisations = List.of(matrix -> LinearAlgebra.symmetric(matrix).vectors(),
                matrix -> LinearAlgebra.general(matrix).realVectors(), LinearAlgebra::nearestRotation,
                matrix -> LinearAlgebra.solve(matrix, new double[matrix.length][1]));
        for (UnaryOperator<double[][]> each : factorisations) {
            refused("matrix (NaN in row 1, column 0) must be finite numbers", () -> each.apply(broken));
            refused("matrix (-Infinity in row 0, column 0) must be finite numbers",
                    () -> each.apply(new double[][] {{Double.NEGATIVE_INFINITY}}));
            refused("matrix (0 x 0) must have one row and one column at least", () -> each.apply(new double[0][0]));
            refused("matrix (2 x 0) must have one row and one column at least", () -> each.apply(new double[2][0]));
            refused("matrix (1 entries in row 1) must have 2 in every row, as in row 0",
                    () -> each.apply(new double[][] {{1, 2}, {3}}));
            refused("matrix (2 x 3) must be square", () -> each.apply(new double[2][3]));
        }
        refused("matrix (NaN in row 1, column 0) must be finite numbers", () -> LinearAlgebra.orthonormal(broken));
        refused("right side (2 x 1) must have 1 rows, as matrix",
                () -> LinearAlgebra.solve(new double[][] {{1}}, new double[2][1]));
        refused("right side (NaN in row 0, column 0) must be finite numbers",
                () -> LinearAlgebra.solve(new double[][] {{1}}, new double[][] {{Double.NaN}}));
        refused("matrix (2 x 3) must have 3 rows to stand on the right of 2 x 3",
                () -> LinearAlgebra.product(new double[2][3], new double[2][3]));
    }

    private static void refused(String message, Executable call) {
        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage()));
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
