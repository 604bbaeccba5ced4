// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayeredNetwork;

/**
 * Whatever is asked what it has forgotten: it makes a last representation of samples, (N, d), and a head reads logits from
 * that, (N, classes). Two methods make one.
 */
public interface Classifier {

    /** Returns the last representation of the samples, (N, d); it belongs to the caller. */
    NDArray states(Samples samples);

    /** Returns the logits that the head reads from last representations, (N, d) → (N, classes), attached to their manager. */
    NDArray head(NDArray states);

    /** Returns what is left when a mask over the answers is lifted: anyone who has the model can do that. */
    default Classifier unmasked() {
        return this;
    }

    /** Returns what it answers about samples. */
    default Answers answers(Samples samples) {
        return Answers.of(this, samples);
    }

    /** Returns the class that it gives each sample. */
    default int[] classify(Samples samples) {
        try (Answers answers = answers(samples)) {
            return answers.classes();
        }
    }

    /** Returns this one with a mask over one class, which is never answered; nothing else is changed. */
    default Classifier masked(int label) {
        return new Classifiers.Masked(this, label);
    }

    /**
     * Returns this one with its last representation changed before the head reads it.
     *
     * @param change (N, d) → (N, d), attached to the same manager, such as the erasure of a concept
     */
    default Classifier changed(UnaryOperator<NDArray> change) {
        return new Classifiers.Changed(this, change);
    }

    /** Returns a network as it is. */
    static Classifier of(LayeredNetwork network) {
        return new Classifiers.OfNetwork(network);
    }

    /** Returns a surrogate, whose last representation is its forecast, which the network's own head reads. */
    static Classifier of(Surrogate surrogate) {
        return new Classifiers.OfSurrogate(surrogate);
    }
}
