// SPDX-License-Identifier: Apache-2.0
package koopman.system;

/**
 * The damped motion in two wells, x'' = −δ x' + x − x³, with states (x, x'). Nearly every state comes to rest in one of the two,
 * at x = −1 or at x = 1.
 *
 * <p>Source: Williams, Kevrekidis, Rowley, <i>A data-driven approximation of the Koopman operator</i> (2015), section 4,
 * with δ = 0.5.
 *
 * @param damping δ, above 0
 */
public record Duffing(double damping) implements Motion {

    private static final double PART = 0.1; // of time, between two looks at the energy
    private static final int STEPS = 10; // for each part
    private static final int PARTS = 100_000; // what has not come down then lies on the border, to rounding

    public Duffing {
        if (!(damping > 0 && damping < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("damping (" + damping + ") must be above 0 and finite");
        }
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double[] velocity(double[] state) {
        return new double[] {state[1], -damping * state[1] + state[0] - state[0] * state[0] * state[0]};
    }

    /** Returns the energy x'² / 2 − x² / 2 + x⁴ / 4: 0 on the hill between the wells, −1/4 in them; it only falls. */
    public double energy(double[] state) {
        double square = state[0] * state[0];
        return (state[1] * state[1] - square) / 2 + square * square / 4;
    }

    /**
     * Returns the well that a state comes to rest in, −1 or 1: it is followed until its energy is below that of the hill, which
     * it cannot cross any more.
     *
     * @throws ArithmeticException if it never comes down, as on the hill itself
     */
    public int well(double[] state) {
        double[] now = state;
        for (int part = 0; part < PARTS; part++) {
            if (energy(now) < 0) {
                return now[0] < 0 ? -1 : 1;
            }
            now = RungeKutta.after(this, now, PART, STEPS);
        }
        throw new ArithmeticException("state (" + state[0] + ", " + state[1]
                + ") must come down from the hill to have a well: it lies on the border between both");
    }
}
