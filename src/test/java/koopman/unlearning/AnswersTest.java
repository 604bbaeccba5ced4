// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import java.util.Set;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AnswersTest {

    private static final Samples TEST = Invented.samples(Split.TEST, 6, 3, 0);

    @Test
    void probabilitiesAreTheSoftmaxOfTheLogits() {
        try (Answers answers = of(0, (float) Math.log(3), (float) Math.log(4))) {
            assertArrayEquals(new double[] {0.125, 0.375, 0.5}, answers.probabilities()[5], 1e-7);
            assertArrayEquals(new double[] {0.25, 0.75, 0}, answers.probabilitiesWithout(2)[0], 1e-7);
            assertArrayEquals(new int[] {2, 2, 2, 2, 2, 2}, answers.classes());
            assertEquals(1, answers.classesWithout(Set.of(2))[3]);
            assertEquals(new Shape(6, 3), answers.states().getShape());
        }
    }

    @Test
    void noLogitIsTooGreatAndAMaskedOneIsNone() {
        try (Answers great = of(1e30f, 1e30f, -1e30f); Answers masked = of(0, 0, Float.NEGATIVE_INFINITY)) {
            assertArrayEquals(new double[] {0.5, 0.5, 0}, great.probabilities()[0]);
            assertArrayEquals(new double[] {0.5, 0.5, 0}, masked.probabilities()[0]);
            assertArrayEquals(new double[] {1, 0, 0}, great.probabilitiesWithout(1)[0]);
        }
    }

    @Test
    void aMaskHidesOneClassAndCanBeLifted() {
        Classifier open = Classifier.of(Invented.constant(0.2, 0.3, 0.5));
        try (Answers hidden = open.masked(2).answers(TEST); Answers lifted = open.masked(2).unmasked().answers(TEST)) {
            assertArrayEquals(new double[] {0.4, 0.6, 0}, hidden.probabilities()[0], 1e-7);
            assertEquals(1, hidden.classes()[0]);
            assertEquals(2, lifted.classes()[0]);
        }
    }

    @Test
    void aChangeOfTheRepresentationIsReadByTheSameHead() {
        Classifier open = Classifier.of(new Invented(input -> new float[] {input[0], input[1], input[2]}));
        try (Answers plain = open.answers(TEST); Answers turned = open.changed(states -> states.mul(-2)).answers(TEST)) {
            assertArrayEquals(plain.states().mul(-2).toFloatArray(), turned.states().toFloatArray());
            double[] p = plain.probabilities()[2];
            double sum = Math.pow(p[0], -2) + Math.pow(p[1], -2) + Math.pow(p[2], -2);
            assertEquals(Math.pow(p[1], -2) / sum, turned.probabilities()[2][1], 1e-6);
        }
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        refused("logit (NaN in row 0) must be a finite number, or −∞ for a class that is never answered",
                () -> of(0, Float.NaN, 0));
        refused("logits (6 x 2) must be 6 x 3, one for each class of each sample", () -> of(0, 1));
        refused("label (3) must be from 0 to 2", () -> Classifier.of(Invented.constant(0.2, 0.3, 0.5)).masked(3).answers(TEST));
        refused("class (3) must be from 0 to 2: invented has the classes [a, b, c]", () -> of(0, 1, 2).probabilitiesWithout(3));
        Answers closed = of(0, 1, 2);
        closed.close();
        assertEquals("the answers (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, closed::states).getMessage());
    }

    private static Answers of(float... logits) {
        return Classifier.of(new Invented(input -> logits)).answers(TEST);
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
