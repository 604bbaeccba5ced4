// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RidgeRegressionTest {

    private final Random random = new Random(4);

    @Test
    void aRidgeIsAddedToTheDiagonal() {
        // (4 + 1, 2; 2, 3 + 1) W = (9, 10) has W = (1, 2).
        double[][] w = RidgeRegression.solve(new double[][] {{4, 2}, {2, 3}}, new double[][] {{9}, {10}}, 1);
        assertArrayEquals(new double[] {1, 2}, new double[] {w[0][0], w[1][0]}, 1e-12);
        assertEquals(3.5, RidgeRegression.meanSquare(new double[][] {{4, 2}, {2, 3}}));
    }

    @Test
    void theArgumentsStayAsTheyWere() {
        double[][] gram = {{4, 2}, {2, 3}};
        RidgeRegression.solve(gram, new double[][] {{9}, {10}}, 1);
        assertArrayEquals(new double[][] {{4, 2}, {2, 3}}, gram);
    }

    @Test
    void equalFeaturesShareAndDeadOnesGetNothing() {
        // y = 6 a with the features (a, a, 0): of all (u, v, w) with u + v = 6 the shortest is (3, 3, 0).
        double[][] gram = {{2, 2, 0}, {2, 2, 0}, {0, 0, 0}};
        double[][] w = RidgeRegression.solve(gram, new double[][] {{12}, {12}, {0}}, 0);
        assertArrayEquals(new double[] {3, 3, 0}, LinearAlgebra.transposed(w)[0], 1e-12);
        assertArrayEquals(new double[2][1], RidgeRegression.solve(new double[2][2], new double[2][1], 0));
    }

    @Test
    void aSmallFeatureOfItsOwnIsNotTakenForRounding() {
        double[][] w = RidgeRegression.solve(new double[][] {{1, 0}, {0, 1e-10}}, new double[][] {{1}, {5e-10}}, 0);
        assertArrayEquals(new double[] {1, 5}, LinearAlgebra.transposed(w)[0], 1e-12);
    }

    /** X = A B of rank 3 in 6 features: W = B^T (B B^T)^-1 (A^T A)^-1 A^T Y, solved as two systems of full rank. */
    @Test
    void ofAllThatFitBestTheShortestIsTaken() {
        double[][] a = random(40, 3);
        double[][] b = random(3, 6);
        double[][] y = random(40, 2);
        double[][] x = LinearAlgebra.product(a, b);
        double[][] xt = LinearAlgebra.transposed(x);
        double[][] w = RidgeRegression.solve(LinearAlgebra.product(xt, x), LinearAlgebra.product(xt, y), 0);
        double[][] at = LinearAlgebra.transposed(a);
        double[][] bt = LinearAlgebra.transposed(b);
        double[][] inner = LinearAlgebra.solve(LinearAlgebra.product(at, a), LinearAlgebra.product(at, y));
        double[][] expected = LinearAlgebra.product(bt, LinearAlgebra.solve(LinearAlgebra.product(b, bt), inner));
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(expected[i], w[i], 1e-9);
        }
    }

    @Test
    void badSystemsAreRefused() {
        double[][] one = {{1}};
        refused("ridge (-1.0) must be at least 0 and finite", () -> RidgeRegression.solve(one, one, -1));
        refused("ridge (NaN) must be at least 0 and finite", () -> RidgeRegression.solve(one, one, Double.NaN));
        refused("gram (1 x 2) must be square", () -> RidgeRegression.solve(new double[][] {{1, 2}}, one, 0));
        refused("product (2 x 1) must have 1 rows, as gram", () -> RidgeRegression.solve(one, new double[2][1], 0));
        refused("product (Infinity in row 0, column 0) must be finite numbers",
                () -> RidgeRegression.solve(one, new double[][] {{Double.POSITIVE_INFINITY}}, 0));
        refused("gram (2 x 2 with the eigenvalue -1.0) must have none below 0, as X^T X has none",
                () -> RidgeRegression.solve(new double[][] {{1, 0}, {0, -1}}, new double[2][1], 0));
    }

    private double[][] random(int rows, int columns) {
        var matrix = new double[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = random.doubles(columns, -1, 1).toArray();
        }
        return matrix;
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
