// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** A journey that is known as a whole only, as least squares or an edit gives it: its parts need not exist. */
final class WholeJourney implements OwnedOperator {

    private final NativeMemory memory = new NativeMemory("the operator");
    private final NDArray journey;
    private final int steps;

    /** Takes the journey over, (m, m). */
    WholeJourney(NDArray journey, int steps) {
        this.journey = memory.keep(journey);
        this.steps = steps;
    }

    @Override
    public NDArray journey() {
        memory.requireOpen();
        return journey;
    }

    @Override
    public NDArray journey(int stepsDone) {
        if (stepsDone != 0 && stepsDone != steps) {
            throw new IllegalArgumentException("steps (" + stepsDone + ") must be 0 or " + steps
                    + ": this journey is known as a whole only, its parts need not exist");
        }
        NDArray whole = journey();
        return Computation.unattached(() -> stepsDone == steps ? whole.duplicate()
                : NativeMemory.loose().eye(size()).toType(whole.getDataType(), false));
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isDivisible() {
        return false;
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return "whole journey of " + size() + " observables";
    }
}
