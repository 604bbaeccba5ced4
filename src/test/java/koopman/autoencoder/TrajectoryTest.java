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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fits to series of states: a turning and shrinking of the plane, x → x R, which is known. */
class TrajectoryTest {

    private static final double ANGLE = 0.3;
    private static final double SHRINKING = 0.95;
    private static final int T = 5;
    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(16, 2, 10, new OperatorForm.Exponential(), LossWeights.isometry(0.1));
    private static final TrainingPlan PLAN = TrainingPlan.adamW(3, 50, 1e-2);

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray step = manager.create(new double[] {SHRINKING * Math.cos(ANGLE), SHRINKING * Math.sin(ANGLE),
        -SHRINKING * Math.sin(ANGLE), SHRINKING * Math.cos(ANGLE)}, new Shape(2, 2));

    @AfterEach
    void free() {
        manager.close();
    }

    private Trajectory series(int parts) {
        var random = new Random(1);
        NDArray x = manager.create(random.doubles(400).map(u -> 2 * u - 1).toArray(), new Shape(200, 2));
        return Trajectory.of(IntStream.rangeClosed(0, parts).mapToObj(s -> advanced(x, s)).toList());
    }

    private NDArray advanced(NDArray x, int steps) {
        return IntStream.range(0, steps).boxed().reduce(x, (state, i) -> state.matMul(step), (a, b) -> b);
    }

    @Test
    void aPathOfOnePartIsTheTwoEnds() {
        Trajectory ends = series(1);
        try (var two = KoopmanAutoencoder.fit(ends.first(), ends.last(), SETTINGS, PLAN, 4, Progress.silent());
                var path = fit(ends, SETTINGS.plus(LossTerm.path(1, LayerTimes.equal())))) {
            assertArrayEquals(two.curve().loss(), path.curve().loss());
            assertArrayEquals(two.operator().journey().toDoubleArray(), path.operator().journey().toDoubleArray());
            assertEquals(two.curve().terms(), path.curve().terms());
            assertArrayEquals(new double[] {0, 10}, path.times());
        }
    }

    @Test
    void withoutALossOfThePathTheStatesInBetweenChangeNothing() {
        Trajectory series = series(T);
        try (var two = KoopmanAutoencoder.fit(series.first(), series.last(), SETTINGS, PLAN, 4, Progress.silent());
                var all = fit(series, SETTINGS)) {
            assertArrayEquals(two.curve().loss(), all.curve().loss());
            assertArrayEquals(new double[] {0, 10}, all.times());
        }
    }

    private static KoopmanAutoencoder fit(Trajectory trajectory, AutoencoderSettings settings) {
        return KoopmanAutoencoder.fit(trajectory, settings, PLAN, 4, Progress.silent(), Checkpoint.none());
    }

    @Test
    void aLinearMotionIsRecoveredFromItsSeries() {
        Trajectory series = series(T);
        try (var squares = LeastSquares.fit(series, Observables.states(), Regression.full(0))) {
            assertEquals(T, squares.operator().steps());
            assertTrue(squares.operator().isDivisible());
            assertSameMotion(squares, series, 1e-10);
            double[] found = squares.operator().journey(1).toDoubleArray();
            double[] known = step.toDoubleArray();
            assertArrayEquals(new double[] {known[0], known[1], 0, known[2], known[3], 0, 0, 0, 1}, found, 1e-10);
        }
    }

    private void assertSameMotion(LeastSquares squares, Trajectory series, double tolerance) {
        for (int s = 0; s <= series.parts(); s++) {
            NDArray forecast = squares.decode(squares.encode(series.first()).matMul(squares.operator().journey(s)));
            assertArrayEquals(series.states().get(s).toDoubleArray(), forecast.toDoubleArray(), tolerance);
        }
    }

    @Test
    void onePlaceMoreIsSeenThanTheTwoEndsShow() {
        // half a turn each way ends at the same place: only the state in between tells them apart
        NDArray x = series(1).first();
        NDArray quarter = manager.create(new double[] {0, 1, -1, 0}, new Shape(2, 2));
        for (int sign : new int[] {1, -1}) {
            Trajectory half = Trajectory.of(List.of(x, x.matMul(quarter.mul(sign)), x.mul(-1)));
            try (var squares = LeastSquares.fit(half, Observables.states(), Regression.full(0))) {
                assertEquals(sign, squares.operator().journey(1).getDouble(0, 1), 1e-10);
            }
        }
    }

    @Test
    void windowsAreThePiecesOfALongSeries() {
        NDArray series = manager.arange(0, 14, 1, DataType.FLOAT64).reshape(7, 2);
        Trajectory windows = Trajectory.windows(series, 3);
        assertEquals(3, windows.parts());
        for (int s = 0; s <= 3; s++) {
            assertArrayEquals(series.get(s + ":" + (s + 4)).toDoubleArray(), windows.states().get(s).toDoubleArray());
        }
        assertEquals("steps (6) must be from 1 to 5, two less than the series' states",
                assertThrows(IllegalArgumentException.class, () -> Trajectory.windows(series, 6)).getMessage());
    }

    @Test
    void timesAreAssigned() {
        Trajectory series = series(2);
        assertArrayEquals(new double[] {0, 5, 10}, LayerTimes.equal().steps(series, 10), 1e-12);
        double way = 1 + SHRINKING; // a step is shorter by as much as the state
        assertArrayEquals(new double[] {0, 10 / way, 10}, LayerTimes.byDistance().steps(series, 10), 1e-12);
        assertEquals("times ([0.0, 9.0]) must be one for each of the 3 states, from 0 to 10",
                assertThrows(IllegalArgumentException.class, () -> LayerTimes.at(0, 9).steps(series, 10)).getMessage());
        NDArray x = series.first();
        assertEquals("distance (0.0) must be above 0: no state moves, use equal times", assertThrows(
                IllegalArgumentException.class, () -> LayerTimes.byDistance().steps(Trajectory.of(x, x), 10)).getMessage());
    }

    @Test
    void timesAreLearnedInTheirOrder() {
        NDArray x = series(1).first();
        Trajectory uneven = Trajectory.of(IntStream.of(0, 1, 2, 5).mapToObj(s -> advanced(x, s)).toList());
        var settings = new AutoencoderSettings(16, 4, 10, new OperatorForm.Exponential(), LossWeights.isometry(0))
                .plus(LossTerm.path(1, LayerTimes.learned()));
        try (var autoencoder = KoopmanAutoencoder.fit(uneven, settings, TrainingPlan.adamW(400, 50, 3e-2), 0,
                Progress.silent(), Checkpoint.none())) {
            assertArrayEquals(new double[] {0, 2, 4, 10}, autoencoder.times(), 0.8); // they began at 3.3 and 6.7
            assertEquals(0, autoencoder.times()[0]);
            assertEquals(10, autoencoder.times()[3]);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Trajectory series = series(2);
        NDArray x = series.first();
        refused("states (1) must be at least 2: a trajectory has two ends", () -> Trajectory.of(List.of(x)));
        refused("inner states (200, 1) must be (200, 2), as the first",
                () -> fit(Trajectory.of(List.of(x, x.get(":, :1"), x)), SETTINGS));
        refused("trajectory (Trajectory of 3 states (200, 2)) must be answered for the loss of the answers: see"
                + " Trajectory.answered, or let Surrogates make it", () -> fit(series, SETTINGS.plus(LossTerm.answers(1))));
    }

    private static void refused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
