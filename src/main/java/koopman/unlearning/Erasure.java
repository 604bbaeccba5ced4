// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.ConceptErasure;
import koopman.training.Computation;

/**
 * Forgetting by concept erasure: whether a sample is of the class can no longer be told by a linear probe of the last states, or
 * of a surrogate's forecasts, and the network's own head reads what is left. The head may still answer with the class: its mean
 * state is now the mean of all.
 *
 * <p>Nothing changes in place. What is returned closes nothing of what it was made of, which must stay open as long.
 */
public final class Erasure {

    private Erasure() {}

    /**
     * Returns the network with the classes erased from its last state; it has no digest.
     *
     * @param train what the erasure is fitted to
     */
    public static LayeredNetwork of(LayeredNetwork network, Samples train, int... forgotten) {
        try (LayerStates states = network.states(train)) {
            return new Network(network, ConceptErasure.fit(states.last(), train, forgotten));
        }
    }

    /**
     * Returns the surrogate with the classes erased from what it forecasts; an edited one may come first.
     *
     * @param train the states of the samples that the erasure is fitted to
     */
    public static Surrogate of(Surrogate surrogate, LayerStates train, int... forgotten) {
        NDArray first = train.first();
        try (NDArray forecast = Computation.result(first.getManager(), () -> surrogate.lifting().decode(
                surrogate.operator().advance(surrogate.observables(first))))) {
            var erased = new Forecast(surrogate.lifting(), ConceptErasure.fit(forecast, train.samples(), forgotten));
            return Surrogate.of(surrogate.network(), surrogate.first(), surrogate.last(), erased, surrogate.operator());
        }
    }

    private record Network(LayeredNetwork network, ConceptErasure erasure) implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            try (LayerStates states = network.states(samples)) {
                return new LayerStates(samples, states.layers().stream().map(layer -> Computation.unattached(() ->
                        layer == states.last() ? erasure.apply(layer) : layer.duplicate())).toList());
            }
        }

        @Override
        public NDArray head(NDArray last) {
            return network.head(last);
        }

        @Override
        public UnaryOperator<NDArray> recordedHead() {
            return network.recordedHead();
        }

        @Override
        public String toString() {
            return network + " after the " + erasure;
        }
    }

    /** A way back from observables that erases on arrival. */
    private record Forecast(Lifting lifting, ConceptErasure erasure) implements Lifting {

        @Override
        public NDArray encode(NDArray states) {
            return lifting.encode(states);
        }

        @Override
        public NDArray decode(NDArray observables) {
            return Computation.result(observables.getManager(), () -> erasure.apply(lifting.decode(observables)));
        }

        @Override
        public String toString() {
            return lifting + " and the " + erasure;
        }
    }
}
