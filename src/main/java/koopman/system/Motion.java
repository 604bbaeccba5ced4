// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import java.util.Arrays;

/**
 * A motion in continuous time, x' = f(x), of states of d numbers each.
 *
 * <p>It is followed by the classical method of Runge and Kutta in equal steps of {@value #LONGEST_STEP} at most, whose error
 * falls with the fourth power of the step.
 *
 * <p>Source: Hairer, Nørsett, Wanner, <i>Solving Ordinary Differential Equations I</i> (1993), section II.1.
 */
public interface Motion {

    /** What no step of the method exceeds, in units of time: at rates about 1 its error is then about 10^-13 a unit. */
    double LONGEST_STEP = 0.0025;

    /** Returns d, how many numbers a state has. */
    int dimension();

    /** Returns f(x), the velocity that a state has. */
    double[] velocity(double[] state);

    /**
     * Returns where a state is after some time, or was before, if the time is negative.
     *
     * @throws IllegalArgumentException if the state has not d numbers, or a number or the time is not finite
     * @throws ArithmeticException if the state leaves the finite numbers on its way
     */
    default double[] after(double[] state, double time) {
        requireState(state);
        if (!Double.isFinite(time)) {
            throw new IllegalArgumentException("time (" + time + ") must be finite");
        }
        double[] end = RungeKutta.after(this, state, time, (int) Math.ceil(Math.abs(time) / LONGEST_STEP));
        if (!isFinite(end)) {
            throw new ArithmeticException("state (" + Arrays.toString(state) + ") must stay finite for " + time
                    + " units of time: take less time, or a start from which this motion does not run away");
        }
        return end;
    }

    /**
     * Returns a start and where it is after each of so many times dt, (steps + 1, d).
     *
     * @throws IllegalArgumentException if there is less than one step, or as above
     * @throws ArithmeticException as above
     */
    default double[][] trajectory(double[] start, double dt, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps (" + steps + ") must be at least 1");
        }
        requireState(start);
        var states = new double[steps + 1][];
        states[0] = start.clone();
        for (int step = 0; step < steps; step++) {
            states[step + 1] = after(states[step], dt);
        }
        return states;
    }

    /** Returns states, (N, d), with those where they are after dt. */
    default StatePairs pairs(double[][] starts, double dt) {
        return pairs(starts, dt, 1);
    }

    /** Returns the pairs of neighbours, dt apart, of trajectories of so many steps from each of the starts, (N steps, d). */
    default StatePairs pairs(double[][] starts, double dt, int steps) {
        return StatePairs.along(Arrays.stream(starts).parallel().map(start -> trajectory(start, dt, steps)).toList());
    }

    private void requireState(double[] state) {
        if (state.length != dimension() || !isFinite(state)) {
            throw new IllegalArgumentException("state (" + Arrays.toString(state) + ") must be " + dimension()
                    + " finite numbers for " + this);
        }
    }

    private static boolean isFinite(double[] state) {
        return Arrays.stream(state).allMatch(Double::isFinite);
    }
}
