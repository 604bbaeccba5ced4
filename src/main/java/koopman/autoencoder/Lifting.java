// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;

/**
 * A way from preprocessed states to observables and back: (N, p) → (N, m) → (N, p). What carries the observables is an
 * {@link Operator}.
 */
public interface Lifting {

    /** Returns the observables of preprocessed states, (N, p) → (N, m), attached to their manager. */
    NDArray encode(NDArray states);

    /** Returns the preprocessed states that observables stand for, (N, m) → (N, p), attached to their manager. */
    NDArray decode(NDArray observables);
}
