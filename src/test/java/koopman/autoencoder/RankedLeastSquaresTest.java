// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import koopman.representation.LinearAlgebra;
import koopman.representation.RandomFeatures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RankedLeastSquaresTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(5);
    private final NDArray x = normal(400, 3);
    private final NDArray y = x.square().sub(1).concat(x.get(":, :1").mul(3), 1); // (400, 4)
    private final NDArray end = y.get(":, :3");
    private final Observables features = Observables.randomFeatures(60, 1);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theFirstThreeNumbersTellAStateOfThreeComponentsAsWellAsAllObservables() {
        try (var three = LeastSquares.reducedRank(3, x, end, features, 1e-8); var all = LeastSquares.edmd(x, end, 60, 1e-8, 1)) {
            assertEquals(3, three.rank());
            assertEquals(64, all.rank());
            assertClose(forecast(all), forecast(three), 1e-3f);
            assertEquals(1, Arrays.stream(three.shares()).sum(), 1e-9);
        }
    }

    @Test
    void everythingIsForecastFromTheNumbers() {
        try (var two = LeastSquares.reducedRank(2, x, end, features, 1e-8)) {
            NDArray numbers = two.coordinates(x); // (400, 2)
            assertEquals(new Shape(400, 2), numbers.getShape());
            NDArray wide = end.toType(DataType.FLOAT64, true);
            NDArray known = numbers.matMul(numbers.transpose().matMul(wide)); // they are orthonormal, but for the ridge
            assertClose(known.toType(DataType.FLOAT32, true), forecast(two), 1e-3f);
            double[] magnitudes = Spectrum.of(two.operator().journey()).magnitudes();
            assertTrue(magnitudes[2] < 1e-4 * magnitudes[0], "two eigenvalues that are not zero at most");
        }
    }

    @Test
    void fewerOfTheNumbersAreALowerRank() {
        try (var three = LeastSquares.reducedRank(3, x, end, features, 1e-8);
                var two = LeastSquares.reducedRank(2, x, end, features, 1e-8);
                NDArray first = three.journeyBy(0, 1); NDArray last = three.journeyBy(2)) {
            assertClose(two.operator().journey(), first, 1e-5f);
            assertClose(three.operator().journey(), first.add(last), 1e-5f);
        }
    }

    @Test
    void ofEachKindOfObservablesAndRegressionMoreNumbersMissLess() {
        for (Observables each : new Observables[] {Observables.states(), features, Observables.gaussian(80, 1, 0)}) {
            double before = Double.POSITIVE_INFINITY;
            for (int rank = 1; rank <= 3; rank++) {
                double missed = missed(each, Regression.reducedRank(rank, 1e-8));
                assertTrue(missed < before + 1e-6, each + " " + rank + ": " + missed + " after " + before);
                assertTrue(missed <= missed(each, Regression.principalComponents(rank, 1e-8)) + 1e-6);
                assertTrue(missed <= missed(each, Regression.reducedRankOfObservables(rank, 1e-8)) + 1e-6);
                before = missed;
            }
        }
    }

    private double missed(Observables observables, Regression regression) {
        try (var squares = LeastSquares.fit(x, end, observables, regression)) {
            return forecast(squares).sub(end).square().sum().getFloat();
        }
    }

    @Test
    void gaussianFeaturesHaveTheirLengthScaleInUnitsOfTheStates() {
        try (var far = LeastSquares.fit(x.mul(100), end.mul(100), Observables.gaussian(50, 0.7, 3), Regression.full(1e-8));
                var near = LeastSquares.fit(x, end, Observables.gaussian(50, 0.7, 3), Regression.full(1e-8))) {
            assertEquals(RandomFeatures.deviation(x) * 100, RandomFeatures.deviation(x.mul(100)), 1e-2);
            assertEquals(near.encode(x).getShape(), far.encode(x.mul(100)).getShape());
            assertEquals("EDMD: least squares on 3 components and a Gaussian kernel from 50 centres", near.toString());
            assertTrue(near.operator().size() <= 54);
        }
    }

    @Test
    void inDoublePrecisionNothingIsRounded() {
        NDArray wide = x.toType(DataType.FLOAT64, true);
        try (var squares = LeastSquares.fit(wide, wide.mul(2), Observables.states(), Regression.reducedRank(3, 0))) {
            assertEquals(DataType.FLOAT64, squares.operator().journey().getDataType());
            NDArray twice = squares.decode(squares.operator().advance(squares.encode(wide)));
            assertTrue(twice.sub(wide.mul(2)).abs().max().getDouble() < 1e-9);
        }
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        refused("rank (0) must be from 1 to 64, the number of observables", () -> LeastSquares.reducedRank(0, x, end, features, 0));
        refused("rank (65) must be from 1 to 64, the number of observables", () -> LeastSquares.reducedRank(65, x, end, features, 0));
        refused("rank (5) must be from 1 to 4, the number of observables",
                () -> LeastSquares.fit(x, end, Observables.states(), Regression.principalComponents(5, 0)));
        refused("centres (0) must be at least 1", () -> Observables.gaussian(0, 1, 0));
        refused("width (-1.0) must be above 0 and finite", () -> Observables.gaussian(5, -1, 0));
        refused("gram (64 x 64, singular to rounding with the ridge 0.0) must be positive definite: raise the ridge, drop "
                + "observables that are always zero or combinations of others, or give more samples than observables",
                () -> LeastSquares.reducedRank(2, x.get(":50"), end.get(":50"), features, 0));
        refused("last (399, 3) must have the shape of first, (400, 3): (N, p)", () -> LeastSquares.dmd(x, end.get("1:")));
        try (var all = LeastSquares.dmd(x, end); var two = LeastSquares.reducedRank(2, x, end, features, 1e-8)) {
            assertEquals("regression (least squares on 3 components) must be restricted to a rank: its numbers have no order",
                    assertThrows(IllegalStateException.class, all::shares).getMessage());
            refused("which (2) must be from 0 to 1", () -> two.journeyBy(0, 2));
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private NDArray forecast(LeastSquares squares) {
        return squares.decode(squares.operator().advance(squares.encode(x)));
    }

    private static void assertClose(NDArray expected, NDArray found, float tolerance) {
        double[][] a = LinearAlgebra.toJava(expected);
        double[][] b = LinearAlgebra.toJava(found);
        for (int row = 0; row < a.length; row++) {
            assertArrayEquals(a[row], b[row], tolerance);
        }
    }

    private NDArray normal(int rows, int columns) {
        var values = new double[rows * columns];
        Arrays.setAll(values, i -> random.nextGaussian());
        return manager.create(values, new Shape(rows, columns)).toType(DataType.FLOAT32, false);
    }
}
