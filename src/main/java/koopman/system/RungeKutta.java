// SPDX-License-Identifier: Apache-2.0
package koopman.system;

/** The classical method of Runge and Kutta, of order 4. */
final class RungeKutta {

    private RungeKutta() {}

    /** Returns where a state is after some time, by so many equal steps. */
    static double[] after(Motion motion, double[] state, double time, int steps) {
        double[] now = state.clone();
        for (int step = 0; step < steps; step++) {
            now = step(motion, now, time / steps);
        }
        return now;
    }

    private static double[] step(Motion motion, double[] state, double dt) {
        double[] first = motion.velocity(state);
        double[] second = motion.velocity(moved(state, dt / 2, first));
        double[] third = motion.velocity(moved(state, dt / 2, second));
        double[] fourth = motion.velocity(moved(state, dt, third));
        var end = new double[state.length];
        for (int i = 0; i < end.length; i++) {
            end[i] = state[i] + dt / 6 * (first[i] + 2 * second[i] + 2 * third[i] + fourth[i]);
        }
        return end;
    }

    private static double[] moved(double[] state, double time, double[] velocity) {
        var moved = new double[state.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = state[i] + time * velocity[i];
        }
        return moved;
    }
}
