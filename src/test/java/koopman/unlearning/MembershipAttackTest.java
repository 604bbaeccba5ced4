// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MembershipAttackTest {

    private static final Samples TEST = Invented.samples(Split.TEST, 3_000, 3, 0);

    @Test
    void aLeakInTheUncertaintyIsFound() {
        MembershipAttack attack = on(input -> new float[] {Math.abs(input[1]) * (1 - input[0]) + 0.01f, 0, -9});
        assertEquals(1, attack.byUncertainty().mean(), 1e-12);
        assertTrue(attack.byFitting().mean() > 0.99, attack.toString());
    }

    @Test
    void aLeakThatUncertaintyCannotSeeIsFoundByFitting() {
        MembershipAttack attack = on(input -> new float[] {3 * input[0], 3 * (1 - input[0]), 0});
        assertEquals(0.5, attack.byUncertainty().mean(), 1e-12);
        assertEquals(1, attack.byFitting().mean(), 1e-12);
    }

    @Test
    void answersThatKnowNothingOfTheClassLeakNothing() {
        MembershipAttack attack = on(input -> new float[] {input[1], input[2], 0});
        assertEquals(0.5, attack.byUncertainty().mean(), 0.03);
        assertEquals(0.5, attack.byFitting().mean(), 0.03);
        assertTrue(attack.byFitting().deviation() > 0 && attack.byFitting().deviation() < 0.03, attack.toString());
    }

    @Test
    void whatIsSaidOfTheClassItselfDoesNotCount() {
        MembershipAttack attack = on(input -> new float[] {input[1], input[2], 100 * input[0]});
        assertEquals(on(input -> new float[] {input[1], input[2], Float.NEGATIVE_INFINITY}), attack);
    }

    @Test
    void theSeedFixesIt() {
        assertEquals(on(input -> new float[] {input[1], 0, 0}), on(input -> new float[] {input[1], 0, 0}));
        try (Answers answers = answers(input -> new float[] {input[1], 0, 0}, TEST)) {
            assertNotEquals(MembershipAttack.on(answers, 2, 5, 0), MembershipAttack.on(answers, 2, 5, 1));
        }
    }

    @Test
    void whatCannotBeAttackedIsRefused() {
        try (Answers few = answers(input -> new float[] {0, 0, 0}, TEST.first(11));
                Answers known = answers(input -> new float[] {0, 0, 0}, Invented.samples(Split.TRAIN, 30, 3, 0))) {
            refused("samples (3 of class 2, 8 others) must be at least 4 of each, to be halved",
                    () -> MembershipAttack.on(few, 2, 5, 0));
            refused("repetitions (0) must be at least 1", () -> MembershipAttack.on(few, 2, 0, 0));
            refused("samples (" + known.samples() + ") must be held out: what was trained on is known by heart",
                    () -> MembershipAttack.on(known, 2, 5, 0));
        }
    }

    private static MembershipAttack on(UnaryOperator<float[]> logits) {
        try (Answers answers = answers(logits, TEST)) {
            return MembershipAttack.on(answers, 2, 5, 0);
        }
    }

    private static Answers answers(UnaryOperator<float[]> logits, Samples samples) {
        return Classifier.of(new Invented(logits)).answers(samples);
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
