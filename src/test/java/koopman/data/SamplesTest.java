// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SamplesTest {

    private final Samples samples = Samples.of("toy", Split.TEST, List.of("a", "b"),
            new float[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1, 0});

    @Test
    void rowsAreSamples() {
        assertEquals(3, samples.size());
        assertEquals(2, samples.features());
        assertArrayEquals(new float[] {3, 4}, samples.input(1));
        assertEquals("toy: 3 test samples, 2 features, classes [a, b]", samples.toString());
    }

    @Test
    void tensorsHoldTheSameRows() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals(new Shape(3, 2), samples.inputs(manager).getShape());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, samples.inputs(manager).toFloatArray());
            assertArrayEquals(new long[] {0, 1, 0}, samples.labels(manager).toLongArray());
        }
    }

    @Test
    void oneClassCanBeTakenOrLeft() {
        assertArrayEquals(new float[] {5, 6}, samples.ofClass(0).input(1));
        assertArrayEquals(new int[] {1}, samples.withoutClass(0).labels());
        assertEquals(2, samples.first(2).size());
        assertArrayEquals(new int[] {2, 1}, samples.counts());
    }

    @Test
    void theFirstRowsARowAndAClassKeepTheirInputsTheirLabelsAndTheirOrder() {
        Samples five = Samples.of("five", Split.TRAIN, List.of("a", "b", "c"), new float[] {10, 11, 12, 13, 14},
                new int[] {2, 0, 2, 1, 0});
        assertRows(five.first(3), new float[] {10, 11, 12}, 2, 0, 2);
        assertRows(five.first(5), new float[] {10, 11, 12, 13, 14}, 2, 0, 2, 1, 0);
        assertRows(five.ofClass(2), new float[] {10, 12}, 2, 2);
        assertRows(five.withoutClass(2), new float[] {11, 13, 14}, 0, 1, 0);
        assertRows(five.rows(4, 0), new float[] {14, 10}, 0, 2);
        assertRows(five.withoutClass(2).withoutClass(0), new float[] {13}, 1);
        assertEquals(List.of("a", "b", "c"), five.withoutClass(2).classes());
        assertEquals(Split.TRAIN, five.ofClass(0).split());
        assertEquals("no sample of " + five.ofClass(0) + " is left",
                assertThrows(IllegalArgumentException.class, () -> five.ofClass(0).ofClass(1)).getMessage());
        assertEquals("count (0) must be from 1 to 5",
                assertThrows(IllegalArgumentException.class, () -> five.first(0)).getMessage());
    }

    private static void assertRows(Samples samples, float[] inputs, int... labels) {
        assertArrayEquals(labels, samples.labels());
        for (int row = 0; row < inputs.length; row++) {
            assertArrayEquals(new float[] {inputs[row]}, samples.input(row));
        }
    }

    @Test
    void aConfusionCountsWhatIsTakenForWhat() {
        assertArrayEquals(new int[][] {{1, 1}, {0, 1}}, samples.confusion(new int[] {0, 1, 1}));
    }

    @Test
    void accuracyIsTheShareOfClassesFound() {
        assertEquals(2.0 / 3, samples.accuracy(new int[] {0, 1, 1}));
    }

    @Test
    void otherClassesCanBeGivenToTheSameInputs() {
        Samples others = samples.labelled(new int[] {1, 1, 0});
        assertArrayEquals(new int[] {1, 1, 0}, others.labels());
        assertArrayEquals(samples.input(2), others.input(2));
        assertEquals("found (1 classes) must be one for each of the 3 samples",
                assertThrows(IllegalArgumentException.class, () -> samples.labelled(new int[1])).getMessage());
    }

    @Test
    void theDigestTellsRowsApartAndNothingElse() {
        float[] inputs = {1, 2, 3, 4, 5, 6};
        int[] labels = {0, 1, 0};
        assertEquals(samples.digest(), Samples.of("other", Split.TRAIN, List.of("c", "d"), inputs, labels).digest());
        assertEquals(samples.digest(), samples.rows(0, 1, 2).digest());
        var digests = new HashSet<String>(List.of(samples.digest(), samples.rows(1, 0, 2).digest(), samples.first(2).digest(),
                samples.labelled(new int[] {1, 1, 0}).digest(),
                Samples.of("toy", Split.TEST, List.of("a", "b", "c"), inputs, labels).digest(),
                Samples.of("toy", Split.TEST, List.of("a", "b"), new float[] {1, 2, 3, 4, 5, Math.nextUp(6f)}, labels).digest(),
                pixels(0.5).digest(), pixels(0.25).digest()));
        assertEquals(8, digests.size());
        assertTrue(digests.stream().allMatch(digest -> digest.matches("[0-9a-f]{16}")), digests.toString());
    }

    private static Samples pixels(double mean) {
        return Samples.ofPixels("toy", Split.TEST, List.of("a", "b"), new byte[] {1, 2, 3}, new int[] {0, 1, 0}, mean, 1);
    }

    @Test
    void aValueHandedOverIsCopied() {
        int[] labels = samples.labels();
        labels[0] = 1;
        assertEquals(0, samples.label(0));
    }

    private final Samples letters = letters("alpha", "beta", "gamma");

    private static Samples letters(String... texts) {
        return Samples.ofTexts("letters", Split.TEST, List.of("a", "b"), List.of(texts), new int[] {0, 1, 0});
    }

    @Test
    void textsGoWithTheirLabels() {
        assertEquals("letters: 3 test samples, texts, classes [a, b]", letters.toString());
        assertTrue(letters.areTexts());
        assertFalse(samples.areTexts());
        assertEquals(List.of("gamma", "alpha"), letters.rows(2, 0).texts());
        assertEquals(List.of("alpha", "beta"), letters.first(2).texts());
        assertEquals(List.of("beta"), letters.ofClass(1).texts());
        assertEquals(List.of("alpha", "gamma"), letters.withoutClass(1).texts());
        Samples others = letters.labelled(new int[] {1, 1, 0});
        assertEquals(letters.texts(), others.texts());
        assertArrayEquals(new int[] {1, 1, 0}, others.labels());
    }

    @Test
    void theDigestTellsTextsApart() {
        var digests = new HashSet<String>(List.of(letters.digest(), letters.rows(1, 0, 2).digest(), letters.first(2).digest(),
                letters.labelled(new int[] {1, 1, 0}).digest(), letters("alpha", "beta", "gamma ").digest(),
                letters("alphab", "eta", "gamma").digest(), letters("beta", "alpha", "gamma").digest()));
        assertEquals(7, digests.size());
        assertEquals(letters.digest(), letters("alpha", "beta", "gamma").digest());
    }

    @Test
    void textsAreNoNumbersAndNumbersNoTexts() {
        String refusal = "inputs (texts) must be numbers here: give the samples to a network that reads texts, and ask for its"
                + " states";
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Executable asked : List.<Executable>of(letters::features, () -> letters.input(0), () -> letters.inputs(manager),
                    () -> letters.inputs(manager, 0, 1), () -> letters.stored(manager), () -> letters.seen(manager.create(1f)))) {
                assertEquals(refusal, assertThrows(IllegalArgumentException.class, asked).getMessage());
            }
        }
        assertEquals("inputs (2 numbers each) must be texts: " + samples,
                assertThrows(IllegalArgumentException.class, samples::texts).getMessage());
        assertEquals("text ( ) in row 1 must have a word",
                assertThrows(IllegalArgumentException.class, () -> letters("alpha", " ", "gamma")).getMessage());
        assertEquals("label (1) of row 1 must be from 0 to 0", assertThrows(IllegalArgumentException.class,
                () -> Samples.ofTexts("x", Split.TEST, List.of("a"), List.of("b", "c"), new int[] {0, 1})).getMessage());
    }

    @Test
    void badRowsAreRefusedByName() {
        refused("inputs (5 values) must be a positive multiple of labels (3)", new float[5], new int[3]);
        refused("label (2) of row 1 must be from 0 to 1", new float[4], new int[] {0, 2});
        refused("input (NaN) in row 1 must be a finite number", new float[] {0, 0, 0, Float.NaN}, new int[2]);
        assertEquals("class (2) must be from 0 to 1: toy has the classes [a, b]",
                assertThrows(IllegalArgumentException.class, () -> samples.withoutClass(2)).getMessage());
        assertEquals("count (4) must be from 1 to 3",
                assertThrows(IllegalArgumentException.class, () -> samples.first(4)).getMessage());
    }

    @Test
    void aSetMustStandInItsPlace() {
        var message = assertThrows(IllegalArgumentException.class, () -> new Splits(samples, samples, samples));
        assertEquals("train (" + samples + ") must be a train set: build it with Split.TRAIN", message.getMessage());
    }

    private static void refused(String message, float[] inputs, int[] labels) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Samples.of("toy", Split.TEST, List.of("a", "b"), inputs, labels)).getMessage());
    }
}
