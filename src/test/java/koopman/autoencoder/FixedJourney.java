// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;

/**
 * An operator of one step that does what somebody says.
 *
 * @param journey P, (m, m)
 */
public record FixedJourney(NDArray journey) implements Operator {

    @Override
    public NDArray journey(int steps) {
        return journey.duplicate();
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public boolean isDivisible() {
        return false;
    }
}
