// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;

/**
 * Asks classifiers about the same samples. What a network's layers make of these is kept until a classifier of another network is
 * asked, so that those of one network that follow each other share it.
 */
final class SharedLayers implements AutoCloseable {

    private final Samples samples;
    private LayeredNetwork network;
    private LayerStates layers; // the network's, null until one is asked

    SharedLayers(Samples samples) {
        this.samples = samples;
    }

    /** Returns what a classifier answers about the samples, as {@link Classifier#answers} does. */
    Answers answers(Classifier classifier) {
        Classifier unmasked = classifier instanceof Classifiers.Masked masked ? masked.unmasked() : classifier;
        return unmasked instanceof Classifiers.OfLayers ofLayers ? Answers.of(classifier, samples, states(ofLayers))
                : classifier.answers(samples);
    }

    private NDArray states(Classifiers.OfLayers classifier) {
        if (network != classifier.network()) {
            close();
            layers = classifier.network().states(samples);
            network = classifier.network();
        }
        return classifier.states(layers);
    }

    @Override
    public void close() {
        if (layers != null) {
            layers.close();
        }
    }
}
