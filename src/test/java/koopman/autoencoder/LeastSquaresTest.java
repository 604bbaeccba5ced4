// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import koopman.data.Split;
import koopman.representation.LinearAlgebra;
import koopman.system.SlowManifold;
import koopman.system.StateBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(9);
    private final NDArray x = normal(200, 3, 2.5);
    private final NDArray y = x.square().add(x);

    @AfterEach
    void free() {
        manager.close();
    }

    /** x' = −0.1 x, y' = −(y − x²): with x² beside them, states are carried exactly. */
    @Test
    void byFunctionsOfTheReadersOwnABentMotionHasItsExactEigenvalues() {
        var pairs = new SlowManifold(-0.1, -1).pairs(StateBox.around(2, 1).draw(Split.TRAIN, 50, 0), 0.5);
        try (var fit = LeastSquares.fit(manager.create(pairs.from()), manager.create(pairs.to()),
                Observables.of("x^2", state -> new double[] {state[0] * state[0]}), Regression.full(0))) {
            assertArrayEquals(DoubleStream.of(0, -0.05, -0.1, -0.5).map(Math::exp).toArray(),
                    Spectrum.of(fit.operator().journey()).real(), 1e-12);
            assertEquals("EDMD: least squares on 2 components and x^2", fit.toString());
        }
    }

    @Test
    void toTheStateAloneForecastsTheSameAndNothingOfTheFeatures() {
        Observables lifted = Observables.randomFeatures(40, 1);
        try (var all = LeastSquares.fit(x, y, lifted, Regression.full(1e-6));
                var few = LeastSquares.fit(x, y, lifted, Regression.toState(1e-6))) {
            NDArray z = all.encode(x);
            assertEquals(0, forecast(all, z).sub(forecast(few, z)).abs().max().getFloat(), 1e-4); // the forecasts are up to 40
            double[][] journey = LinearAlgebra.toJava(few.operator().journey());
            for (int row = 0; row < 44; row++) {
                assertEquals(44, journey[row].length);
                assertArrayEquals(new double[40], Arrays.copyOfRange(journey[row], 4, 44));
            }
            assertEquals("EDMD: least squares to the state on 3 components and 40 random features", few.toString());
        }
    }

    private static NDArray forecast(LeastSquares fit, NDArray observables) {
        return fit.decode(observables.matMul(fit.operator().journey()));
    }

    @Test
    void whatForecastsTheStateAloneIsNoStepToBeRepeated() {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> LeastSquares.fit(Trajectory.of(List.of(x, y, x)), Observables.states(), Regression.toState(0)));
        assertEquals("regression (least squares to the state) must be to all observables where it is a step of 2: the next step "
                + "needs them", refused.getMessage());
    }

    @Test
    void observablesAreTheStateAConstantAndFeaturesThatAreNeverNegative() {
        try (var edmd = LeastSquares.edmd(x, y, 40, 1e-6, 1)) {
            double[][] states = LinearAlgebra.toJava(x);
            double[][] observables = LinearAlgebra.toJava(edmd.encode(x));
            for (int row = 0; row < 200; row++) {
                assertEquals(44, observables[row].length);
                assertArrayEquals(states[row], Arrays.copyOf(observables[row], 3));
                assertEquals(1, observables[row][3]);
                Arrays.stream(observables[row]).skip(4).forEach(feature -> assertFalse(feature < 0));
            }
            assertArrayEquals(x.toFloatArray(), edmd.decode(edmd.encode(x)).toFloatArray());
        }
    }

    @Test
    void featuresHaveNormalBiasesAndSlopesOfOneOverTheDeviationOfTheStates() {
        double[][] states = LinearAlgebra.toJava(x);
        double square = 0;
        for (int column = 0; column < 3; column++) {
            double sum = 0;
            double squares = 0;
            for (double[] row : states) {
                sum += row[column];
                squares += row[column] * row[column];
            }
            square += squares / 200 - Math.pow(sum / 200, 2);
        }
        // At 0 a feature is relu(b), far out at t u it is t relu(u w): half of the squares is cut off.
        double atZero = 0;
        double farOut = 0;
        for (int seed = 0; seed < 100; seed++) {
            try (var edmd = LeastSquares.edmd(x, y, 50, 0.1, seed)) {
                atZero += squares(edmd.encode(manager.zeros(new Shape(1, 3))));
                farOut += squares(edmd.encode(manager.create(new float[] {0, 1e4f, 0}, new Shape(1, 3)))) / 1e8;
            }
        }
        assertEquals(0.5, atZero / 5_000, 0.06); // four deviations of the mean of 5,000 such squares
        assertEquals(0.5, farOut / 5_000 * square, 0.06);
    }

    private static double squares(NDArray observables) {
        return Arrays.stream(LinearAlgebra.toJava(observables)[0]).skip(4).map(v -> v * v).sum();
    }

    @Test
    void theJourneySolvesTheNormalEquationsWithARidgeRelativeToTheMeanSquare() {
        double rho = 0.01;
        try (var edmd = LeastSquares.edmd(x, y, 5, rho, 1)) {
            double[][] from = LinearAlgebra.toJava(edmd.encode(x));
            double[][] to = LinearAlgebra.toJava(edmd.encode(y));
            double[][] p = LinearAlgebra.toJava(edmd.operator().journey());
            int m = from[0].length;
            double mean = Arrays.stream(from).flatMapToDouble(Arrays::stream).map(v -> v * v).sum() / m;
            // (A^T A + rho mean I) P - A^T B is nothing, in every entry.
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double left = rho * mean * p[i][j];
                    double right = 0;
                    for (int row = 0; row < 200; row++) {
                        double forecast = 0;
                        for (int k = 0; k < m; k++) {
                            forecast += from[row][k] * p[k][j];
                        }
                        left += from[row][i] * forecast;
                        right += from[row][i] * to[row][j];
                    }
                    assertEquals(right, left, 1e-4 * mean);
                }
            }
        }
    }

    /**
     * With the states (a, b, a, 0) and a constant, the plain fit on (a, b, 1) gives weights for a that both of its columns share:
     * of all that fit as well, these are shortest.
     */
    @Test
    void deadAndDoubledComponentsNeedNoRidge() {
        NDArray twice = x.get(":,:2").concat(x.get(":,:1"), 1).concat(manager.zeros(new Shape(200, 1)), 1);
        NDArray once = x.get(":,:2");
        try (var plain = LeastSquares.dmd(once, once.square()); var dmd = LeastSquares.dmd(twice, twice.square())) {
            double[][] single = LinearAlgebra.toJava(plain.operator().journey());
            double[][] found = LinearAlgebra.toJava(dmd.operator().journey());
            for (int i = 0; i < 2; i++) { // to a² and b²
                assertEquals(single[0][i] / 2, found[0][i], 1e-5);
                assertEquals(single[0][i] / 2, found[2][i], 1e-5);
                assertEquals(single[1][i], found[1][i], 1e-5);
                assertEquals(0, found[3][i], 1e-6);
                assertEquals(single[2][i], found[4][i], 1e-4);
            }
        }
    }

    @Test
    void theSeedFixesTheFeatures() {
        try (var one = LeastSquares.edmd(x, y, 5, 0.1, 1); var same = LeastSquares.edmd(x, y, 5, 0.1, 1);
                var other = LeastSquares.edmd(x, y, 5, 0.1, 2)) {
            assertArrayEquals(one.encode(x).toFloatArray(), same.encode(x).toFloatArray());
            assertFalse(Arrays.equals(one.encode(x).toFloatArray(), other.encode(x).toFloatArray()));
            assertEquals(1, one.operator().steps());
            assertEquals("EDMD: least squares on 3 components and 5 random features", one.toString());
        }
    }

    @Test
    void aPartOfTheJourneyThatIsClosedLeavesTheJourney() {
        try (var dmd = LeastSquares.dmd(x, y)) {
            float[] whole = dmd.operator().journey().toFloatArray();
            NDArray part = dmd.operator().journey(1);
            assertArrayEquals(whole, part.toFloatArray());
            part.close();
            assertArrayEquals(whole, dmd.operator().journey().toFloatArray());
        }
    }

    private NDArray normal(int rows, int columns, double deviation) {
        var values = new double[rows * columns];
        Arrays.setAll(values, i -> 1 + deviation * random.nextGaussian());
        return manager.create(values, new Shape(rows, columns)).toType(DataType.FLOAT32, false);
    }
}
