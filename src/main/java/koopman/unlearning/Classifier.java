package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.training.Computation;

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
        return new Masked(this, label);
    }

    /** Returns a network as it is. */
    static Classifier of(LayeredNetwork network) {
        return new OfNetwork(network);
    }

    /** Returns a surrogate, whose last representation is its forecast, which the network's own head reads. */
    static Classifier of(Surrogate surrogate) {
        return new OfSurrogate(surrogate);
    }

    /** A network as it is. */
    record OfNetwork(LayeredNetwork network) implements Classifier {

        @Override
        public NDArray states(Samples samples) {
            try (LayerStates states = network.states(samples)) {
                return Computation.unattached(() -> states.last().duplicate());
            }
        }

        @Override
        public NDArray head(NDArray states) {
            return network.head(states);
        }
    }

    /** A surrogate with its network's head. */
    record OfSurrogate(Surrogate surrogate) implements Classifier {

        @Override
        public NDArray states(Samples samples) {
            try (LayerStates states = surrogate.network().states(samples)) {
                return Computation.unattached(() -> surrogate.forecast(states.first()));
            }
        }

        @Override
        public NDArray head(NDArray states) {
            return surrogate.network().head(states);
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
