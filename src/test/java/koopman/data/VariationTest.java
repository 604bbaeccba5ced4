// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class VariationTest {

    private static final Samples IMAGES = Samples.of("nine pixels", Split.TRAIN, List.of("a", "b"),
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 90, 0, 0, 0, 0}, new int[] {0, 1});
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void copiesFollowTheSamplesEachByItsWay() {
        Variation doubled = (samples, row, unused) -> scaled(samples.input(row), 2);
        Variation negated = (samples, row, unused) -> scaled(samples.input(row), -1);
        Samples all = IMAGES.withCopies(3, 5, doubled, negated);
        assertArrayEquals(new int[] {0, 1, 0, 1, 0, 1, 0, 1}, all.labels());
        assertArrayEquals(IMAGES.input(1), all.input(1));
        assertArrayEquals(scaled(IMAGES.input(0), 2), all.input(2));
        assertArrayEquals(scaled(IMAGES.input(1), -1), all.input(5));
        assertArrayEquals(scaled(IMAGES.input(1), 2), all.input(7));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, IMAGES.input(0), "the samples stay");
    }

    private static float[] scaled(float[] input, float factor) {
        float[] scaled = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> scaled[i] = factor * input[i]);
        return scaled;
    }

    @Test
    void theSeedTellsTheCopies() {
        Variation noisy = Variation.noisy(1);
        assertEquals(IMAGES.withCopies(1, 3, noisy).digest(), IMAGES.withCopies(1, 3, noisy).digest());
        assertTrue(!IMAGES.withCopies(1, 3, noisy).digest().equals(IMAGES.withCopies(1, 4, noisy).digest()));
    }

    @Test
    void mixturesLieBetweenTwoRows() {
        var shares = IntStream.range(0, 200).mapToDouble(each -> Variation.mixed(0.5).of(IMAGES, 1, random)[4]).toArray();
        for (double shown : shares) {
            assertTrue(shown <= 90 && shown >= (90 + 5) / 2.0 - 1e-4, shown + " of 90 and at most half of 5");
        }
        assertTrue(IntStream.range(0, 200).anyMatch(i -> shares[i] < 55) && IntStream.range(0, 200).anyMatch(i -> shares[i] == 90));
    }

    @Test
    void noiseHasADeviationOfAtMostThatMuch() {
        double squares = IntStream.range(0, 20_000).mapToDouble(each -> Variation.noisy(2).of(IMAGES, 1, random)[0])
                .map(value -> value * value).average().orElseThrow();
        assertEquals(4 / 3.0, squares, 0.1, "the mean of u² over deviations u from 0 to 2");
    }

    @Test
    void movedImagesAreThoseOfAllNeighbours() {
        var places = new HashSet<Integer>();
        for (int i = 0; i < 400; i++) {
            float[] moved = Variation.moved(1).of(IMAGES, 1, random);
            places.add(IntStream.range(0, 9).filter(pixel -> moved[pixel] == 90).findFirst().orElseThrow());
        }
        assertEquals(9, places.size());
        boolean[] seen = new boolean[2];
        for (int i = 0; i < 400; i++) {
            float[] moved = Variation.moved(1).of(IMAGES, 0, random);
            seen[0] |= List.of(1f, 1f, 2f, 1f, 1f, 2f, 4f, 4f, 5f).equals(boxed(moved)); // to the right and down
            seen[1] |= List.of(2f, 3f, 3f, 5f, 6f, 6f, 8f, 9f, 9f).equals(boxed(moved)); // to the left
        }
        assertTrue(seen[0] && seen[1]);
    }

    private static List<Float> boxed(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("most (0.0) must be above 0 and at most 1", () -> Variation.mixed(0));
        refused("most (NaN) must be above 0 and at most 1", () -> Variation.mixed(Double.NaN));
        refused("most (Infinity) must be a number above 0", () -> Variation.noisy(Double.POSITIVE_INFINITY));
        refused("most (0) must be at least 1", () -> Variation.moved(0));
        refused("features (9) must be those of a square image with a side above 3", () -> Variation.moved(3).of(IMAGES, 0, random));
        Samples plane = Samples.of("plane", Split.TRAIN, List.of("a"), new float[] {1, 2}, new int[] {0});
        refused("features (2) must be those of a square image with a side above 1", () -> Variation.moved(1).of(plane, 0, random));
        refused("copies (0 of " + IMAGES + ", 1 ways) must be at least 1, of numbers, with a way at least",
                () -> IMAGES.withCopies(0, 0, Variation.noisy(1)));
        refused("copies (1 of " + IMAGES + ", 0 ways) must be at least 1, of numbers, with a way at least",
                () -> IMAGES.withCopies(1, 0));
        refused("copies (2000000000 of " + IMAGES + ") must be fewer: 36000000018 numbers are more than 2147483639",
                () -> IMAGES.withCopies(2_000_000_000, 0, Variation.noisy(1)));
        refused("way 0 (1 features) must give 9", () -> IMAGES.withCopies(1, 0, (samples, row, unused) -> new float[1]));
        Samples texts = Samples.ofTexts("words", Split.TRAIN, List.of("a"), List.of("word"), new int[] {0});
        refused("copies (1 of " + texts + ", 1 ways) must be at least 1, of numbers, with a way at least",
                () -> texts.withCopies(1, 0, Variation.noisy(1)));
    }

    private static void refused(String message, Executable wrong) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
