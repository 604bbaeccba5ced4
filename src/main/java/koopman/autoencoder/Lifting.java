package koopman.autoencoder;

import ai.djl.ndarray.NDArray;

/**
 * A way from preprocessed states to observables and back: (N, p) → (N, m) → (N, p). A journey in the latent space is a
 * matrix P, (m, m), that takes the observables of first states to those of last ones: z → z P.
 */
public interface Lifting {

    /** Returns the observables of preprocessed states, (N, p) → (N, m), attached to their manager. */
    NDArray encode(NDArray states);

    /** Returns the preprocessed states that observables stand for, (N, m) → (N, p), attached to their manager. */
    NDArray decode(NDArray observables);

    /** Returns P, (m, m), the whole journey from first to last states. */
    NDArray journey();

    /**
     * Returns the part of the journey after so many of {@link #steps()} equal steps, (m, m), attached to the journey's
     * manager.
     *
     * @throws UnsupportedOperationException if the journey cannot be divided
     */
    NDArray journey(int steps);

    /** Returns k, into how many equal steps the journey is divided. */
    int steps();
}
