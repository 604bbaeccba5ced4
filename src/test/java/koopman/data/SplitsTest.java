// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static final List<String> CLASSES = List.of("even", "odd");

    private static float[][] rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> new float[] {i, 2 * i}).toArray(float[][]::new);
    }

    private static int[] labels(int count) {
        return IntStream.range(0, count).map(i -> i % 2).toArray();
    }

    @Test
    void eachRowGoesWithItsLabelToOneOfThreeSetsAndTheSeedFixesWhich() {
        Splits splits = Splits.of("my data", CLASSES, rows(100), labels(100), 0.8, 0.1, 3);
        assertEquals("my data: 80 train samples, 2 features, classes [even, odd], 10 validation, 10 test", splits.toString());
        int[] seen = Stream.of(splits.train(), splits.validation(), splits.test()).flatMapToInt(set ->
                IntStream.range(0, set.size()).map(row -> {
                    int number = Math.round(set.input(row)[0]);
                    assertEquals(number % 2, set.label(row));
                    assertEquals(2 * number, set.input(row)[1]);
                    return number;
                })).toArray();
        assertFalse(Arrays.equals(IntStream.range(0, 100).toArray(), seen), "shuffled");
        assertArrayEquals(IntStream.range(0, 100).toArray(), Arrays.stream(seen).sorted().toArray());
        assertArrayEquals(splits.test().labels(), Splits.of("my data", CLASSES, rows(100), labels(100), 0.8, 0.1, 3).test().labels());
        assertFalse(Arrays.equals(splits.test().input(0),
                Splits.of("my data", CLASSES, rows(100), labels(100), 0.8, 0.1, 4).test().input(0)));
    }

    @Test
    void textsAreDrawnAsRowsAre() {
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "text " + i).toList();
        Splits numbers = Splits.of("my data", CLASSES, rows(100), labels(100), 0.8, 0.1, 3);
        Splits splits = Splits.ofTexts("my data", CLASSES, texts, labels(100), 0.8, 0.1, 3);
        assertEquals("my data: 80 train samples, texts, classes [even, odd], 10 validation, 10 test", splits.toString());
        assertSameRows(numbers.train(), splits.train());
        assertSameRows(numbers.validation(), splits.validation());
        assertSameRows(numbers.test(), splits.test());
        assertEquals("texts (100) must be as many as labels (99), and at least 1", assertThrows(IllegalArgumentException.class,
                () -> Splits.ofTexts("x", CLASSES, texts, labels(99), 0.8, 0.1, 3)).getMessage());
        assertEquals("samples (3) must be enough for three sets of shares 0.8, 0.1 and the rest", assertThrows(
                IllegalArgumentException.class, () -> Splits.ofTexts("x", CLASSES, texts.subList(0, 3), labels(3), 0.8, 0.1, 3))
                .getMessage());
    }

    private static void assertSameRows(Samples numbers, Samples texts) {
        assertEquals(IntStream.range(0, numbers.size()).mapToObj(row -> "text " + Math.round(numbers.input(row)[0])).toList(),
                texts.texts());
        assertArrayEquals(numbers.labels(), texts.labels());
        assertEquals(numbers.split(), texts.split());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused("features (4 rows) must be as many as labels (5)", rows(4), labels(5), 0.5, 0.2);
        float[][] ragged = rows(10);
        ragged[7] = new float[3];
        assertRefused("row 7 (3 features) must have 2, as the first, and at least 1", ragged, labels(10), 0.5, 0.2);
        assertRefused("row 0 (0 features) must have 0, as the first, and at least 1", new float[10][0], labels(10), 0.5, 0.2);
        assertRefused("train (0.9) and validation (0.1) must be above 0 and together below 1: the rest is for testing", rows(10),
                labels(10), 0.9, 0.1);
        assertRefused("train (NaN) and validation (0.1) must be above 0 and together below 1: the rest is for testing", rows(10),
                labels(10), Double.NaN, 0.1);
        assertRefused("samples (3) must be enough for three sets of shares 0.8, 0.1 and the rest", rows(3), labels(3), 0.8, 0.1);
        float[][] broken = rows(10);
        broken[4][1] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> Splits.of("x", CLASSES, broken, labels(10), 0.5, 0.2, 0));
        int[] unknown = labels(10);
        unknown[2] = 2;
        assertThrows(IllegalArgumentException.class, () -> Splits.of("x", CLASSES, rows(10), unknown, 0.5, 0.2, 0));
    }

    private static void assertRefused(String message, float[][] rows, int[] labels, double train, double validation) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Splits.of("x", CLASSES, rows, labels, train, validation, 0)).getMessage());
    }
}
