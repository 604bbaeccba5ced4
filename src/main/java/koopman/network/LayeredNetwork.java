// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import koopman.data.Samples;
import koopman.training.Computation;

/**
 * A trained classifier that shows the states of its layers: all that a surrogate, a comparison or an edit needs to know of a
 * network. Two methods make one; {@link DjlNetwork} is one for models of DJL, {@link ResidualMlp} the published one.
 *
 * <p>The states of N samples are arrays (N, d_0) to (N, d_B), one for each layer that is looked at. Widths may differ. The
 * head makes logits of the last state, (N, d_B) → (N, classes).
 */
public interface LayeredNetwork {

    /** Returns the states of all layers for the samples; they belong to the caller. */
    LayerStates states(Samples samples);

    /** Returns the logits that the head reads from a last state, (N, d_B) → (N, classes), attached to its manager. */
    NDArray head(NDArray last);

    /**
     * Returns the head as a function through which gradients flow from the logits to the last states, where they are recorded.
     * What it computes must not keep a number or an array of Java's memory: see {@link Computation#times}.
     *
     * @throws IllegalArgumentException if this network's head is none
     */
    default UnaryOperator<NDArray> recordedHead() {
        throw new IllegalArgumentException("head (of " + this + ") must be one that gradients flow through: give the network"
                + " the method recordedHead");
    }

    /**
     * Returns a digest of the learned numbers, by which a file tells whether it belongs to this network; or "" if the network
     * has none to give.
     */
    default String digest() {
        return "";
    }

    /** Returns the logits of the samples, (N, classes); they belong to the caller. */
    default NDArray logits(Samples samples) {
        try (LayerStates states = states(samples)) {
            return Computation.unattached(() -> head(states.last()));
        }
    }

    /** Returns the class that the network gives each sample. */
    default int[] classify(Samples samples) {
        try (NDArray logits = logits(samples)) {
            return Computation.greatest(logits);
        }
    }

    /** Returns the class that the head gives each of the last states. */
    default int[] classify(LayerStates states) {
        try (NDArray logits = head(states.last())) {
            return Computation.greatest(logits);
        }
    }

    /** Returns the share of samples whose class the network gives rightly, from 0 to 1. */
    default double accuracy(Samples samples) {
        return samples.accuracy(classify(samples));
    }
}
