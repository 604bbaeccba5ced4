// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.autoencoder.FixedJourney;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.LayerStates;
import koopman.representation.StateScaler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * In the plane: observables are the points (x, y) themselves, a forecast is (y, x), and the head gives a forecast the class of
 * the nearest of (0, 0), (0, 10) and (10, 0).
 */
class TargetTest {

    private static final float[] POINTS = {1, 2, 1, 2, 1, 6, 6, 2, 1, 10, 11, 2, 3, 1, 0, 4};
    private static final int[] KEPT = {2, 3, 4, 5}; // forecast as (6, 1), (2, 6), (10, 1), (2, 11): of the classes 2, 1, 2, 1

    private final NDManager manager = NDManager.newBaseManager();
    private final Samples samples = Samples.of("points", Split.TRAIN, List.of("origin", "up", "right"), POINTS, new int[8]);
    private final LayerStates states = new Plane().states(samples);
    private final Forecasts forecasts = Forecasts.of(surrogate(states), states);

    @AfterEach
    void free() {
        forecasts.close();
        states.close();
        manager.close();
    }

    @Test
    void neighboursByInputWeighByOneOverTheirDistance() {
        // the first is 4, 5 and 8 away from the three nearest: (10 (6, 1) + 8 (2, 6) + 5 (10, 1)) / 23
        assertTargets(new double[][] {{126 / 23.0, 63 / 23.0}}, new Target.Neighbours(3), KEPT, 0);
        assertTargets(new double[][] {{6, 1}, {2, 6}}, new Target.Neighbours(1), KEPT, 0, 6);
    }

    @Test
    void aNeighbourInTheVerySamePlaceIsTheTargetAlone() {
        assertTargets(new double[][] {{6, 1}}, new Target.Neighbours(3), KEPT, 2);
    }

    @Test
    void noNeighbourIsForecastAsTheForgottenClass() {
        int[] withTwin = {1, 2, 3, 4, 5}; // which stays by its label, in the place of the first
        assertTargets(new double[][] {{6, 1}}, new Target.Neighbours(1), withTwin, 0);
        assertTargets(new double[][] {{8, 1}}, new Target.Vote(1), withTwin, 0);
        refused("count (1) must be from 1 to 0, the rows to choose from",
                () -> new Target.Vote(1).of(forecasts, new int[] {0}, new int[] {1}, Set.of(0)));
    }

    @Test
    void theChoiceIsNarrowedToTheRunnerUpsMembers() {
        Target nearest = new Target.OfTheRunnerUp(new Target.NearestInput());
        assertTargets(new double[][] {{6, 1}, {2, 6}, {6, 1}}, nearest, KEPT, 0, 6, 7);
        assertTargets(new double[][] {{22 / 3.0, 1}}, new Target.OfTheRunnerUp(new Target.Neighbours(2)), KEPT, 0);
        assertTargets(new double[][] {{10, 1}}, nearest, new int[] {3, 4, 5}, 0); // whatever of another class is nearer
    }

    @Test
    void neighboursVoteForAClassWhoseMeanForecastIsTheTarget() {
        // the class 2 of the rows 2 and 4 has the mean (8, 1), the class 1 of 3 and 5 the mean (2, 17/2)
        assertTargets(new double[][] {{8, 1}}, new Target.Vote(1), KEPT, 0);
        assertTargets(new double[][] {{8, 1}}, new Target.Vote(2), KEPT, 0); // 1/4 against 1/5
        assertTargets(new double[][] {{2, 8.5}}, new Target.Vote(2), KEPT, 6); // 1/√10 against 1/√29
        assertTargets(new double[][] {{2, 8.5}}, new Target.Vote(3), new int[] {3, 4, 5}, 0); // two votes against one: 0.3, 0.125
        assertTargets(new double[][] {{2, 8.5}}, EditRule.neighbours(4, 3, 1e-3).target(), KEPT, 6);
    }

    @Test
    void aSpreadTargetKeepsAShareOfEachDeviation() {
        // the mean of (2, 1) and (4, 0), which move to (8, 1), is (3, 1/2); the other one moves to (2, 17/2) alone
        assertTargets(new double[][] {{7.5, 1.25}, {2, 8.5}, {8.5, 0.75}}, spread(0.5), KEPT, 0, 6, 7);
        assertTargets(new double[][] {{7, 1.5}, {2, 8.5}, {9, 0.5}}, spread(1), KEPT, 0, 6, 7);
        assertTargets(new Target.RunnerUp().of(forecasts, new int[] {0, 6, 7}, KEPT, Set.of(0)), spread(0), KEPT, 0,
                6, 7);
    }

    @Test
    void theNearestAreFoundInPartsToo() {
        int[] many = new int[600]; // more than are compared together
        List<Forecasts.Near> near = forecasts.nearestInputs(many, KEPT, 4);
        assertEquals(600, near.size());
        assertArrayEquals(new int[] {2, 3, 4, 5}, near.get(599).rows());
    }

    @Test
    void theNearestAreFoundFarFromTheOriginToo() {
        var zigzag = new float[80]; // whose squared distances are far below the rounding of their coordinates' squares
        for (int i = 0; i < 40; i++) {
            zigzag[2 * i] = 1000 + 0.05f * i;
            zigzag[2 * i + 1] = 0.05f * (i % 2);
        }
        Samples far = Samples.of("points", Split.TRAIN, samples.classes(), zigzag, new int[40]);
        int[] others = IntStream.range(0, 40).filter(row -> row != 20).toArray();
        try (LayerStates own = new Plane().states(far); Forecasts there = Forecasts.of(surrogate(own), own)) {
            Forecasts.Near near = there.nearestInputs(new int[] {20}, others, 2).get(0);
            assertArrayEquals(new int[] {19, 21}, IntStream.of(near.rows()).sorted().toArray());
            assertArrayEquals(new double[] {0.0707, 0.0707}, near.distances(), 1e-3);
        }
    }

    @Test
    void targetsThatCannotBeAreRefused() {
        refused("count (0) must be at least 1", () -> new Target.Neighbours(0));
        refused("count (-1) must be at least 1", () -> new Target.Vote(-1));
        refused("count (5) must be from 1 to 4, the rows to choose from",
                () -> new Target.Neighbours(5).of(forecasts, new int[] {0}, KEPT, Set.of(0)));
        refused("share (1.5) must be from 0 to 1", () -> spread(1.5));
        refused("share (NaN) must be from 0 to 1", () -> spread(Double.NaN));
        refused("class (2), a runner-up, must be forecast for some sample", () -> new Target.OfTheRunnerUp(
                new Target.NearestInput()).of(forecasts, new int[] {0}, new int[] {3, 5}, Set.of(0)));
    }

    private static Target spread(double share) {
        return new Target.Spread(new Target.RunnerUp(), share);
    }

    private void assertTargets(double[][] expected, Target target, int[] kept, int... moved) {
        double[][] actual = target.of(forecasts, moved, kept, Set.of(0));
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-4, "row " + moved[i]);
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private Surrogate surrogate(LayerStates states) {
        List<StateScaler> scalers = StateScaler.fit(List.of(states.first(), states.last()), 2, 1);
        return Surrogate.of(new Plane(), scalers.get(0), scalers.get(1), new Places(scalers.get(0), scalers.get(1)),
                new FixedJourney(manager.create(new float[] {0, 1, 1, 0}, new Shape(2, 2))));
    }

    private record Plane() implements InputsAsStates {

        @Override
        public NDArray head(NDArray last) {
            NDManager own = last.getManager(); // a · s − |a|² / 2 for each of the three places a
            return last.matMul(own.create(new float[] {0, 0, 10, 0, 10, 0}, new Shape(2, 3)))
                    .sub(own.create(new float[] {0, 50, 50}));
        }
    }

    /** Observables that are the states before they were preprocessed. */
    private record Places(StateScaler first, StateScaler last) implements Lifting {

        @Override
        public NDArray encode(NDArray states) {
            return first.undo(states);
        }

        @Override
        public NDArray decode(NDArray observables) {
            return last.apply(observables);
        }
    }
}
