// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RankedRegressionTest {

    private final Random random = new Random(4);
    private final double[][] x = normal(300, 6);
    private final double[][] y = LinearAlgebra.sum(LinearAlgebra.product(x, normal(6, 4)), 0.1, normal(300, 4));
    private final double[][] gram = LinearAlgebra.product(LinearAlgebra.transposed(x), x);
    private final double[][] product = LinearAlgebra.product(LinearAlgebra.transposed(x), y);

    @Test
    void ofAllDirectionsIsTheRidgeSolution() {
        double[][] full = RidgeRegression.solve(gram, product, 2);
        assertClose(full, RankedRegression.reducedRank(gram, product, 2).matrix(4));
        assertClose(full, RankedRegression.reducedRank(gram, product, 2).matrix(6));
        assertClose(full, RankedRegression.principalComponents(gram, product, 2).matrix(6));
    }

    /** Eckart and Young: among the matrices of rank r none near it fits better, and what is left is what it says. */
    @Test
    void noOtherMatrixOfTheRankFitsBetter() {
        var regression = RankedRegression.reducedRank(gram, product, 0);
        double[][] best = regression.matrix(2);
        double least = missed(best);
        double all = missed(new double[6][4]);
        assertEquals(all - regression.explained()[0] - regression.explained()[1], least, 1e-9 * all);
        double[][] u = regression.directions(2);
        double[][] v = LinearAlgebra.product(LinearAlgebra.transposed(u), product);
        for (int trial = 0; trial < 200; trial++) {
            double size = Math.pow(10, -3 * random.nextDouble());
            double[][] other = LinearAlgebra.product(LinearAlgebra.sum(u, size * 0.06, normal(6, 2)),
                    LinearAlgebra.sum(v, size * 10, normal(2, 4)));
            assertTrue(missed(other) > least);
        }
    }

    private double missed(double[][] matrix) {
        return Arrays.stream(LinearAlgebra.sum(y, -1, LinearAlgebra.product(x, matrix)))
                .flatMapToDouble(Arrays::stream).map(value -> value * value).sum();
    }

    @Test
    void theNumbersAreOrthonormalOnTheSamples() {
        for (var regression : new RankedRegression[] {RankedRegression.reducedRank(gram, product, 0),
            RankedRegression.principalComponents(gram, product, 0)}) {
            double[][] numbers = LinearAlgebra.product(x, regression.directions(3));
            double[][] products = LinearAlgebra.product(LinearAlgebra.transposed(numbers), numbers);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertEquals(i == j ? 1 : 0, products[i][j], 1e-10);
                }
            }
        }
    }

    /** Nothing of the target is missed by one direction, although the greatest component of x has nothing to do with it. */
    @Test
    void reducedRankFindsTheDirectionThatMattersAndPrincipalComponentsTheGreatest() {
        double[][] wide = Arrays.stream(x).map(row -> new double[] {100 * row[0], row[1], row[2]}).toArray(double[][]::new);
        double[][] target = Arrays.stream(x).map(row -> new double[] {row[2]}).toArray(double[][]::new);
        double[][] g = LinearAlgebra.product(LinearAlgebra.transposed(wide), wide);
        double[][] b = LinearAlgebra.product(LinearAlgebra.transposed(wide), target);
        assertArrayEquals(new double[] {0, 0, 1},
                LinearAlgebra.transposed(RankedRegression.reducedRank(g, b, 0).matrix(1))[0], 1e-10);
        double[] along = LinearAlgebra.transposed(RankedRegression.principalComponents(g, b, 0).directions(1))[0];
        assertTrue(Math.abs(along[0]) > 100 * Math.abs(along[2]));
    }

    @Test
    void whatIsForecastBesideTheTargetDoesNotChangeTheDirections() {
        double[][] more = LinearAlgebra.product(LinearAlgebra.transposed(x), normal(300, 7));
        assertClose(RankedRegression.reducedRank(gram, product, 1).directions(3),
                RankedRegression.reducedRank(gram, more, product, 1).directions(3));
        assertEquals(7, RankedRegression.reducedRank(gram, more, product, 1).matrix(3)[0].length);
    }

    @Test
    void withoutOneDirectionTheOthersStay() {
        var regression = RankedRegression.reducedRank(gram, product, 0);
        assertClose(regression.matrix(3), LinearAlgebra.sum(regression.matrix(new int[] {0, 2}), 1,
                regression.matrix(new int[] {1})));
        assertClose(new double[6][4], regression.matrix(new int[0]));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        var regression = RankedRegression.reducedRank(gram, product, 0);
        refused("rank (0) must be from 1 to 6, the number of observables", () -> regression.matrix(0));
        refused("rank (7) must be from 1 to 6, the number of observables", () -> regression.directions(7));
        refused("ridge (-1.0) must be at least 0 and finite", () -> RankedRegression.reducedRank(gram, product, -1));
        refused("product (4 x 1) must have 6 rows, as gram", () -> RankedRegression.reducedRank(gram, new double[4][1], 0));
        refused("targets (6 x 4) must depend on the observables: their product with them is zero",
                () -> RankedRegression.reducedRank(gram, new double[6][4], 0));
        refused("gram (6 x 6) must have an entry that is not zero",
                () -> RankedRegression.principalComponents(new double[6][6], product, 0));
        double[][] few = LinearAlgebra.product(LinearAlgebra.transposed(normal(5, 6)), normal(5, 6));
        double[][] singular = LinearAlgebra.product(LinearAlgebra.transposed(few), few);
        for (int i = 0; i < 6; i++) {
            singular[i][5] = 0;
            singular[5][i] = 0;
        }
        refused("gram (6 x 6, singular to rounding with the ridge 0.0) must be positive definite: raise the ridge, drop "
                + "observables that are always zero or combinations of others, or give more samples than observables",
                () -> RankedRegression.reducedRank(singular, product, 0));
        assertEquals(5, RankedRegression.principalComponents(singular, product, 0).size());
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertClose(double[][] expected, double[][] found) {
        IntStream.range(0, expected.length).forEach(row -> assertArrayEquals(expected[row], found[row], 1e-9));
    }

    private double[][] normal(int rows, int columns) {
        var values = new double[rows][columns];
        Arrays.stream(values).forEach(row -> Arrays.setAll(row, i -> random.nextGaussian()));
        return values;
    }
}
