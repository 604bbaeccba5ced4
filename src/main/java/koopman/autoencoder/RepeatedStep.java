// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** A journey of equal steps, of which one is known: z → z K^k, as dynamic mode decomposition along a trajectory gives it. */
final class RepeatedStep implements OwnedOperator {

    private final NativeMemory memory = new NativeMemory("the operator");
    private final NDArray step;
    private final int steps;
    private final NDArray whole;

    /** Takes the step over, (m, m). */
    RepeatedStep(NDArray step, int steps) {
        this.step = memory.keep(step);
        this.steps = steps;
        this.whole = memory.keep(journey(steps));
    }

    @Override
    public NDArray journey() {
        memory.requireOpen();
        return whole;
    }

    @Override
    public NDArray journey(int stepsDone) {
        memory.requireOpen();
        if (stepsDone < 0) {
            throw new IllegalArgumentException("steps (" + stepsDone + ") must be at least 0");
        }
        return Computation.unattached(() -> OperatorForm.power(step, stepsDone).duplicate());
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return steps + " equal steps of " + size() + " observables";
    }
}
