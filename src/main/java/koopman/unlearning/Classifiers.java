// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.training.Computation;

/** The classifiers that {@link Classifier} hands out. */
final class Classifiers {

    private Classifiers() {}

    /** One that makes its last representation of the layers of a network. */
    interface OfLayers extends Classifier {

        LayeredNetwork network();

        /** Returns the last representation of the samples that the layers are of; it belongs to the caller. */
        NDArray states(LayerStates layers);

        @Override
        default NDArray states(Samples samples) {
            try (LayerStates layers = network().states(samples)) {
                return states(layers);
            }
        }
    }

    /** A network as it is. */
    record OfNetwork(LayeredNetwork network) implements OfLayers {

        @Override
        public NDArray states(LayerStates layers) {
            return Computation.unattached(() -> layers.last().duplicate());
        }

        @Override
        public NDArray head(NDArray states) {
            return network.head(states);
        }
    }

    /** A surrogate with its network's head. */
    record OfSurrogate(Surrogate surrogate) implements OfLayers {

        @Override
        public LayeredNetwork network() {
            return surrogate.network();
        }

        @Override
        public NDArray states(LayerStates layers) {
            return Computation.unattached(() -> surrogate.forecast(layers.first()));
        }

        @Override
        public NDArray head(NDArray states) {
            return surrogate.network().head(states);
        }
    }

    /** One whose last representation is changed. */
    record Changed(Classifier unchanged, UnaryOperator<NDArray> change) implements Classifier {

        @Override
        public NDArray states(Samples samples) {
            try (NDArray states = unchanged.states(samples)) {
                return Computation.unattached(() -> change.apply(states));
            }
        }

        @Override
        public NDArray head(NDArray states) {
            return unchanged.head(states);
        }
    }

    /** One that never answers a class. */
    record Masked(Classifier unmasked, int label) implements Classifier {

        public Masked {
            if (label < 0) {
                throw new IllegalArgumentException("label (" + label + ") must be at least 0");
            }
        }

        @Override
        public NDArray states(Samples samples) {
            return unmasked.states(samples);
        }

        @Override
        public NDArray head(NDArray states) {
            return Computation.result(states.getManager(), () -> {
                NDArray logits = unmasked.head(states);
                var mask = new float[Math.toIntExact(logits.size(1))];
                if (label >= mask.length) {
                    throw new IllegalArgumentException("label (" + label + ") must be from 0 to " + (mask.length - 1));
                }
                mask[label] = Float.NEGATIVE_INFINITY;
                return logits.add(states.getManager().create(mask).toType(logits.getDataType(), false));
            });
        }
    }
}
