// SPDX-License-Identifier: Apache-2.0
package koopman.system;

/**
 * The motion x' = a x, y' = b (y − x²), which falls onto a parabola. Of the three observables (x, y, x²) it makes a linear one:
 * they follow {@link #lifted}, exactly.
 *
 * <p>Source: Brunton, Brunton, Proctor, Kutz, <i>Koopman invariant subspaces and finite linear representations of nonlinear
 * dynamical systems for control</i> (2016).
 *
 * @param a the slow rate, that of x
 * @param b the fast one, at which y falls
 */
public record SlowManifold(double a, double b) implements Motion {

    public SlowManifold {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            throw new IllegalArgumentException("rates (" + a + ", " + b + ") must be finite");
        }
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double[] velocity(double[] state) {
        return new double[] {a * state[0], b * (state[1] - state[0] * state[0])};
    }

    /** Returns the linear motion of the observables (x, y, x²), with the eigenvalues a, b and 2 a. */
    public LinearMotion lifted() {
        return new LinearMotion(new double[][] {{a, 0, 0}, {0, b, 0}, {0, -b, 2 * a}});
    }
}
