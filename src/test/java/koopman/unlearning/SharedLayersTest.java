// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.List;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.LayerStates;
import org.junit.jupiter.api.Test;

class SharedLayersTest {

    private static final Samples TEST = Invented.samples(Split.TEST, 12, 3, 1);

    /** A network that counts how often it is asked for its states. */
    private static final class Counting implements InputsAsStates {

        private final Invented network = Invented.ofSeed(1);
        private int asked;

        @Override
        public LayerStates states(Samples samples) {
            asked++;
            return network.states(samples);
        }

        @Override
        public NDArray head(NDArray last) {
            return network.head(last);
        }
    }

    @Test
    void classifiersOfOneNetworkAnswerAsByThemselvesAndItIsAskedOnce() {
        var network = new Counting();
        try (var ground = Surrogates.of(network, Invented.samples(Split.TRAIN, 60, 3, 0), 2); var surrogate = ground.dmd();
                var shared = new SharedLayers(TEST)) {
            Classifier plain = Classifier.of(network);
            Classifier ofSurrogate = Classifier.of(surrogate);
            List<Classifier> sharing = List.of(plain, plain.masked(1), ofSurrogate, ofSurrogate.masked(0));
            network.asked = 0;
            List<Answers> answers = sharing.stream().map(shared::answers).toList();
            assertEquals(1, network.asked);
            for (int i = 0; i < answers.size(); i++) {
                assertSame(sharing.get(i), answers.get(i));
            }
            assertSame(Classifier.of(Invented.ofSeed(2)), shared.answers(Classifier.of(Invented.ofSeed(2))));
            assertSame(plain, shared.answers(plain));
            Classifier changed = plain.changed(states -> states.mul(2));
            assertSame(changed, shared.answers(changed));
        }
    }

    private static void assertSame(Classifier classifier, Answers found) {
        try (found; Answers expected = classifier.answers(TEST)) {
            assertArrayEquals(expected.states().toFloatArray(), found.states().toFloatArray());
            assertArrayEquals(expected.probabilities(), found.probabilities());
        }
    }
}
