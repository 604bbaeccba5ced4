// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import koopman.data.Split;
import org.junit.jupiter.api.Test;

class MotionTest {

    @Test
    void ofASkewMatrixATrajectoryIsACircle() {
        var turn = new LinearMotion(new double[][] {{-0.2, 1}, {-1, -0.2}});
        double[][] states = turn.trajectory(new double[] {1, 0}, 0.5, 6);
        for (int step = 0; step <= 6; step++) {
            double time = 0.5 * step;
            double[] exact = {Math.exp(-0.2 * time) * Math.cos(time), Math.exp(-0.2 * time) * Math.sin(time)};
            assertArrayEquals(exact, states[step], 1e-12);
        }
    }

    @Test
    void theErrorFallsWithTheFourthPowerOfTheStep() {
        var bent = new SlowManifold(-0.5, -2);
        assertEquals(16, error(bent, 100) / error(bent, 200), 0.5);
    }

    private static double error(SlowManifold bent, int steps) {
        double[] start = {1, -1};
        return Math.abs(RungeKutta.after(bent, start, 2, steps)[1] - exact(bent, start, 2)[1]);
    }

    /** y is b / (b − 2 a) x² and what falls at the rate b. */
    private static double[] exact(SlowManifold bent, double[] start, double time) {
        double height = bent.b() / (bent.b() - 2 * bent.a()) * start[0] * start[0];
        return new double[] {start[0] * Math.exp(bent.a() * time),
            height * Math.exp(2 * bent.a() * time) + (start[1] - height) * Math.exp(bent.b() * time)};
    }

    @Test
    void theSlowManifoldIsAsItsFormulaSaysAndStraightInThreeObservables() {
        var bent = new SlowManifold(-0.1, -1);
        double[] start = {0.8, -0.6};
        double[] end = bent.after(start, 3);
        assertArrayEquals(exact(bent, start, 3), end, 1e-12);
        assertArrayEquals(new double[] {end[0], end[1], end[0] * end[0]},
                bent.lifted().after(new double[] {start[0], start[1], start[0] * start[0]}, 3), 1e-12);
    }

    @Test
    void aMotionRunsBackToItsStart() {
        var pendulum = new Pendulum();
        double[] start = {1.2, 0.3};
        assertArrayEquals(start, pendulum.after(pendulum.after(start, 5), -5), 1e-10);
        assertArrayEquals(start, pendulum.after(start, 0), 0);
    }

    @Test
    void aPendulumKeepsItsEnergyAndIsBackAfterItsPeriod() {
        var pendulum = new Pendulum();
        for (double amplitude : new double[] {0.1, 1, 2, 3}) {
            double[] start = {amplitude, 0};
            double[] end = pendulum.after(start, pendulum.period(amplitude));
            assertArrayEquals(start, end, 1e-8);
            assertEquals(pendulum.energy(start), pendulum.energy(end), 1e-11);
        }
        assertEquals(2 * Math.PI, pendulum.period(1e-6), 1e-9);
        assertEquals(7.416298709205487, pendulum.period(Math.PI / 2), 1e-12); // sqrt(2 / π) Γ(1/4)² / 2
    }

    @Test
    void inTwoWellsEnergyFallsAndTheWellIsWhereAStateEndsUp() {
        var duffing = new Duffing(0.5);
        double[][] starts = StateBox.around(2, 2).draw(Split.TEST, 40, 0);
        for (double[] start : starts) {
            double[] end = duffing.after(start, 60);
            assertEquals(duffing.well(start), end[0], 1e-4);
            assertTrue(duffing.energy(duffing.after(start, 1)) < duffing.energy(start));
        }
        assertTrue(Arrays.stream(starts).mapToInt(duffing::well).distinct().count() == 2);
        var border = assertThrows(ArithmeticException.class, () -> duffing.well(new double[] {0, 0}));
        assertEquals("state (0.0, 0.0) must come down from the hill to have a well: it lies on the border between both",
                border.getMessage());
    }

    @Test
    void pairsAreNeighboursOfTheSameTrajectory() {
        var bent = new SlowManifold(-0.1, -1);
        double[][] starts = {{1, 0}, {0, 1}};
        StatePairs pairs = bent.pairs(starts, 0.2, 3);
        assertEquals("6 pairs of states of 2 numbers", pairs.toString());
        assertArrayEquals(starts[1], pairs.from()[3]);
        assertArrayEquals(pairs.from()[4], pairs.to()[3]);
        assertArrayEquals(bent.after(pairs.from()[5], 0.2), pairs.to()[5]);
        assertArrayEquals(new double[] {pairs.to()[0][0] + 1}, pairs.map(state -> new double[] {state[0] + 1}).to()[0]);
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        var bent = new SlowManifold(-0.1, -1);
        assertRefused("state ([1.0]) must be 2 finite numbers for SlowManifold[a=-0.1, b=-1.0]",
                () -> bent.after(new double[] {1}, 1));
        assertRefused("time (NaN) must be finite", () -> bent.after(new double[] {1, 1}, Double.NaN));
        assertRefused("steps (0) must be at least 1", () -> bent.trajectory(new double[] {1, 1}, 1, 0));
        assertRefused("generator (2 rows of [2, 1] columns) must be square",
                () -> new LinearMotion(new double[][] {{1, 2}, {3}}));
        assertRefused("damping (0.0) must be above 0 and finite", () -> new Duffing(0));
        assertRefused("amplitude (4.0) must be between 0 and π", () -> new Pendulum().period(4));
        assertRefused("to (0 states) must be as many as from (0) and one at least",
                () -> new StatePairs(new double[0][], new double[0][]));
        var away = assertThrows(ArithmeticException.class,
                () -> new SlowManifold(-0.1, 200).after(new double[] {1, 2}, 10));
        assertEquals("state ([1.0, 2.0]) must stay finite for 10.0 units of time: take less time, or a start from which this"
                + " motion does not run away", away.getMessage());
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
