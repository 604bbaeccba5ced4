// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import koopman.training.Computation;

/**
 * What carries observables from a network's first state to its last: the journey P, (m, m), z → z P, whole or after a part
 * of its k equal steps.
 */
public interface Operator {

    /** Returns P, (m, m), the whole journey; it belongs to the operator. */
    NDArray journey();

    /**
     * Returns the part of the journey after so many of {@link #steps()} steps, (m, m); it belongs to the caller.
     *
     * @throws IllegalArgumentException if steps is negative, or the journey cannot be divided there
     */
    NDArray journey(int steps);

    /**
     * Returns the part of the journey after any real number of steps, as above.
     *
     * @throws IllegalArgumentException if the operator has only powers of whole numbers of steps, and this is no whole number
     */
    default NDArray journey(double steps) {
        if (steps == Math.rint(steps) && Math.abs(steps) <= Integer.MAX_VALUE) {
            return journey((int) steps);
        }
        throw new IllegalArgumentException("steps (" + steps + ") must be a whole number: the operator (" + this
                + ") has no other powers");
    }

    /** Returns the observables at the end of the journey, (N, m) → (N, m): z P. */
    default NDArray advance(NDArray observables) {
        return Computation.result(observables.getManager(), () -> observables.matMul(journey()));
    }

    /** Returns k, how many steps make the whole journey. */
    int steps();

    /** Returns whether the journey can be stopped after any of its steps, or is known as a whole only. */
    boolean isDivisible();

    /** Returns m, how many observables are carried. */
    default int size() {
        return Math.toIntExact(journey().size(0));
    }

    /** Returns the steps at which a journey of equal parts stops, from 0 to k; only these two if it cannot be divided. */
    default int[] stops(int parts) {
        return isDivisible() ? IntStream.rangeClosed(0, parts)
                .map(part -> Math.toIntExact(Math.round((double) part * steps() / parts))).distinct().toArray()
                : new int[] {0, steps()};
    }
}
