// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SingularValuesTest {

    private final Random random = new Random(6);

    @Test
    void areThoseTheMatrixWasMadeOfHoweverSmall() {
        double[][] left = LinearAlgebra.orthonormal(random(9, 4));
        double[][] right = LinearAlgebra.orthonormal(random(4, 4));
        double[][] scaled = {{3, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1e-5, 0}, {0, 0, 0, 1e-11}};
        double[][] matrix = LinearAlgebra.product(LinearAlgebra.product(left, scaled), LinearAlgebra.transposed(right));
        for (int exponent : new int[] {0, 1000, -1000}) { // whose squares no double holds
            double[][] far = scaled(matrix, exponent);
            double[] values = Arrays.stream(LinearAlgebra.singularValues(far)).map(v -> Math.scalb(v, -exponent)).toArray();
            assertArrayEquals(new double[] {3, 1, 1e-5, 1e-11}, values, 1e-14);
            assertArrayEquals(LinearAlgebra.singularValues(far), LinearAlgebra.singular(far).values(),
                    Math.scalb(1e-14, exponent));
        }
        var singular = LinearAlgebra.singular(matrix);
        for (int i = 0; i < 4; i++) { // up to their signs, which they share
            int column = i;
            double sign = Math.signum(IntStream.range(0, 4).mapToDouble(row -> right[row][column]
                    * singular.right()[row][column]).sum());
            for (int row = 0; row < 9; row++) {
                assertEquals(left[row][i], sign * singular.left()[row][i], 1e-4); // the last is known to 1e-16 / 1e-11
            }
        }
        assertArrayEquals(new double[3], LinearAlgebra.singularValues(new double[5][3]));
    }

    @Test
    void theTriangleHasTheMatrixsLengthsAndProducts() {
        double[][] matrix = random(8, 3);
        double[][] triangle = LinearAlgebra.triangle(matrix);
        double[][] gram = LinearAlgebra.product(LinearAlgebra.transposed(matrix), matrix);
        double[][] own = LinearAlgebra.product(LinearAlgebra.transposed(triangle), triangle);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(gram[i], own[i], 1e-12);
            assertArrayEquals(new double[i], Arrays.copyOf(triangle[i], i));
        }
    }

    @Test
    void noMatrixOfFiniteNumbersHasNone() {
        List<UnaryOperator<double[][]>> factorisations = List.of(LinearAlgebra::triangle,
                matrix -> LinearAlgebra.singular(matrix).left(),
                matrix -> new double[][] {LinearAlgebra.singularValues(matrix)});
        for (UnaryOperator<double[][]> each : factorisations) {
            assertEquals("matrix (NaN in row 1, column 0) must be finite numbers",
                    assertThrows(IllegalArgumentException.class,
                            () -> each.apply(new double[][] {{1}, {Double.NaN}})).getMessage());
            assertEquals("matrix (0 x 0) must have one row and one column at least",
                    assertThrows(IllegalArgumentException.class, () -> each.apply(new double[0][0])).getMessage());
        }
    }

    private static double[][] scaled(double[][] matrix, int exponent) {
        return Arrays.stream(matrix).map(row -> Arrays.stream(row).map(v -> Math.scalb(v, exponent)).toArray())
                .toArray(double[][]::new);
    }

    private double[][] random(int rows, int columns) {
        return IntStream.range(0, rows).mapToObj(row -> IntStream.range(0, columns)
                .mapToDouble(column -> random.nextGaussian()).toArray()).toArray(double[][]::new);
    }
}
