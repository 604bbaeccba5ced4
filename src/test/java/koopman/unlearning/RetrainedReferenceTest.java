// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.measure.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RetrainedReferenceTest {

    private static final Samples TEST = Invented.samples(Split.TEST, 300, 3, 0);
    private static final List<Invented> THREE = List.of(Invented.constant(0.4, 0.6, 0), Invented.constant(0.7, 0.3, 0),
            Invented.constant(0.9, 0.1, 0));

    /** By hand: the pairs are 0.3, 0.5 and 0.2 apart, and the first gives another class than both others. */
    @Test
    void distancesAreMeansOverTheReferencesInUnitsOfTheirOwn() {
        try (var reference = RetrainedReference.of(2, TEST, THREE);
                Answers surelyC = answers(Invented.constant(0.09, 0.01, 0.9))) {
            RetrainedReference.Distance variation = reference.totalVariation(surelyC);
            assertArrayEquals(new double[] {0.4, 0.25, 0.35}, values(variation.unit()), 1e-6);
            assertEquals((0.5 + 0.2 + 0) / 3, variation.value(), 1e-6);
            assertEquals(0.7, variation.inUnits(), 1e-6);
            assertEquals(0.7 / 3 - 1.0 / 3, variation.excess(), 1e-6);
            RetrainedReference.Distance disagreement = reference.disagreement(surelyC);
            assertArrayEquals(new double[] {1, 0.5, 0.5}, values(disagreement.unit()), 1e-12);
            assertEquals(1, disagreement.value());
            assertEquals(1.5, disagreement.inUnits(), 1e-12);
        }
    }

    @Test
    void oneOfTheReferencesIsHeldAgainstTheOthers() {
        try (var reference = RetrainedReference.of(2, TEST, THREE)) {
            assertEquals(0.25, reference.totalVariation(reference.answers().get(1)).value(), 1e-6);
        }
    }

    @Test
    void anotherRetrainedNetworkIsOneUnitAway() {
        List<Invented> eight = IntStream.range(0, 8).mapToObj(Invented::ofSeed).toList();
        try (var reference = RetrainedReference.of(2, TEST, eight)) {
            Spread excess = Spread.of(IntStream.range(100, 140).mapToDouble(seed -> {
                try (Answers other = answers(Invented.ofSeed(seed))) {
                    return reference.totalVariation(other).excess();
                }
            }));
            double unit = reference.totalVariation(reference.answers().get(0)).unit().mean();
            assertTrue(Math.abs(excess.mean()) < 0.2 * unit, excess + " of " + unit);
            try (Answers original = answers(new Invented(input -> new float[] {0, 9 * (1 - input[1]), 0}))) {
                double away = reference.totalVariation(original).excess();
                assertTrue(away > excess.mean() + 3 * excess.deviation(), away + " against " + excess);
            }
        }
    }

    @Test
    void aUnitOfNothingMakesAnyDistanceInfinite() {
        assertEquals(1, new RetrainedReference.Distance(0, Spread.of(0, 0, 0)).inUnits());
        assertEquals(Double.POSITIVE_INFINITY, new RetrainedReference.Distance(0.1, Spread.of(0, 0, 0)).inUnits());
    }

    @Test
    void whatIsNoReferenceIsRefused() {
        refused("retrained (2 networks) must be at least 3: how far they are from each other is the unit",
                () -> RetrainedReference.of(2, TEST, THREE.subList(0, 2)));
        refused("retrained 1 (answers as retrained 0) must be trained with a seed of its own",
                () -> RetrainedReference.of(2, TEST, List.of(THREE.get(0), THREE.get(0), THREE.get(1))));
        refused("retrained 2 (gives class 2 to 100.0 % of its samples) must be trained without the class",
                () -> RetrainedReference.of(2, TEST, List.of(THREE.get(0), THREE.get(1), Invented.constant(0, 0.1, 0.9))));
        Samples train = Invented.samples(Split.TRAIN, 300, 3, 0);
        refused("samples (" + train + ") must be held out: what was trained on is known by heart",
                () -> RetrainedReference.of(2, train, THREE));
        refused("samples (0 of 200 of class 2) must be some of the forgotten class and some of others",
                () -> RetrainedReference.of(2, TEST.withoutClass(2), THREE));
        refused("class (3) must be from 0 to 2: invented has the classes [a, b, c]",
                () -> RetrainedReference.of(3, TEST, THREE));
        Samples others = Invented.samples(Split.TEST, 30, 3, 1);
        try (var reference = RetrainedReference.of(2, TEST, THREE);
                Answers elsewhere = Classifier.of(THREE.get(0)).answers(others)) {
            refused("answers (about " + others + ") must be about " + TEST, () -> reference.totalVariation(elsewhere));
        }
    }

    private static Answers answers(Invented network) {
        return Classifier.of(network).answers(TEST);
    }

    private static double[] values(Spread spread) {
        return spread.values().stream().mapToDouble(value -> value).toArray();
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
