// SPDX-License-Identifier: Apache-2.0
package koopman.system;

/**
 * The pendulum without friction, θ'' = −sin θ, with states (θ, θ'). Its energy is kept, and its period depends on it.
 *
 * <p>Source: Carvalhaes and Suppes, <i>Approximations for the period of the simple pendulum based on the arithmetic-geometric
 * mean</i> (2008), for the period.
 */
public record Pendulum() implements Motion {

    private static final int ROUNDS = 60; // the two means come together after some ten

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double[] velocity(double[] state) {
        return new double[] {state[1], -Math.sin(state[0])};
    }

    /** Returns the energy θ'² / 2 + 1 − cos θ: 0 at rest, 2 at the top, above which the pendulum turns over. */
    public double energy(double[] state) {
        return state[1] * state[1] / 2 + 1 - Math.cos(state[0]);
    }

    /**
     * Returns the time of a swing to and fro, 2 π over the arithmetic-geometric mean of 1 and cos(amplitude / 2).
     *
     * @param amplitude the greatest angle, between 0 and π
     */
    public double period(double amplitude) {
        if (!(amplitude > 0 && amplitude < Math.PI)) {
            throw new IllegalArgumentException("amplitude (" + amplitude + ") must be between 0 and π");
        }
        double mean = 1;
        double other = Math.cos(amplitude / 2);
        for (int i = 0; i < ROUNDS && mean != other; i++) {
            double next = (mean + other) / 2;
            other = Math.sqrt(mean * other);
            mean = next;
        }
        return 2 * Math.PI / mean;
    }
}
