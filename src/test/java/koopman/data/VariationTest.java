// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class VariationTest {

    private static final Samples IMAGES = Samples.of("nine pixels", Split.TRAIN, List.of("a", "b"),
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 90, 0, 0, 0, 0}, new int[] {0, 1});
    private final SplittableRandom random = new SplittableRandom(1);

    private static float[] scaled(float[] input, float factor) {
        float[] scaled = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> scaled[i] = factor * input[i]);
        return scaled;
    }

    @Test
    void variedSamplesAreAsTheyAreOrChangedByOneWayAnewInEachEpoch() {
        Variation doubled = (input, samples, unused) -> scaled(input, 2);
        Variation negated = (input, samples, unused) -> scaled(input, -1);
        SampleSource source = IMAGES.varied(5, doubled, negated);
        assertEquals(2, source.size());
        int[] seen = new int[3];
        for (int epoch = 0; epoch < 3_000; epoch++) {
            Samples drawn = source.draw(epoch);
            assertArrayEquals(IMAGES.labels(), drawn.labels());
            float first = drawn.input(0)[0];
            assertTrue(first == 1 || first == 2 || first == -1, first + " of 1, doubled or negated");
            seen[first == 1 ? 0 : first == 2 ? 1 : 2]++;
        }
        for (int times : seen) {
            assertEquals(1_000, times, 100); // four standard deviations
        }
        assertEquals(source.draw(7).digest(), IMAGES.varied(5, doubled, negated).draw(7).digest());
        SampleSource noisy = IMAGES.varied(5, Variation.noisy(1));
        assertTrue(IntStream.range(0, 40).mapToObj(i -> i < 20 ? noisy.draw(i).digest()
                : IMAGES.varied(i, Variation.noisy(1)).draw(0).digest()).distinct().count() > 20, "a quarter is as the samples are");
    }

    @Test
    void mixturesLieBetweenTwoRows() {
        var shares = IntStream.range(0, 200).mapToDouble(each -> Variation.mixed(0.5).of(IMAGES.input(1), IMAGES, random)[4]).toArray();
        for (double shown : shares) {
            assertTrue(shown <= 90 && shown >= (90 + 5) / 2.0 - 1e-4, shown + " of 90 and at most half of 5");
        }
        assertTrue(IntStream.range(0, 200).anyMatch(i -> shares[i] < 55) && IntStream.range(0, 200).anyMatch(i -> shares[i] == 90));
    }

    @Test
    void noiseHasADeviationOfAtMostThatMuch() {
        double squares = IntStream.range(0, 20_000).mapToDouble(each -> Variation.noisy(2).of(IMAGES.input(1), IMAGES, random)[0])
                .map(value -> value * value).average().orElseThrow();
        assertEquals(4 / 3.0, squares, 0.1, "the mean of u² over deviations u from 0 to 2");
    }

    @Test
    void oneVariationFollowsTheOther() {
        Variation doubled = (input, samples, unused) -> scaled(input, 2);
        Variation raised = (input, samples, unused) -> new float[] {input[0] + 1};
        assertArrayEquals(new float[] {2 * 7 + 1}, doubled.then(raised).of(new float[] {7}, IMAGES, random));
    }

    /** Interpolated linearly, an image that rises by its column shows where each pixel's value was fetched from. */
    @Test
    void affineImagesAreTurnedStretchedSlantedAndMovedWithinTheBounds() {
        double[] least = {9, 9, 9, 9, 9};
        double[] most = {-9, -9, -9, -9, -9};
        for (int seed = 0; seed < 2_000; seed++) {
            double[] drawn = drawn(Variation.affine(30, 0.2, 0.5), seed);
            for (int i = 0; i < drawn.length; i++) {
                least[i] = Math.min(least[i], drawn[i]);
                most[i] = Math.max(most[i], drawn[i]);
            }
        }
        double[] bounds = {Math.toRadians(30), 0.2, 0.2, 0.5, 0.5};
        for (int i = 0; i < bounds.length; i++) {
            double centre = i == 1 ? 1 : 0;
            assertTrue(least[i] >= centre - bounds[i] - 1e-4 && least[i] < centre - 0.98 * bounds[i], "least of " + i + ": " + least[i]);
            assertTrue(most[i] <= centre + bounds[i] + 1e-4 && most[i] > centre + 0.98 * bounds[i], "most of " + i + ": " + most[i]);
        }
    }

    /** Returns the angle, the size, the slant and the move of a variation, read off what it makes of columns and rows. */
    private static double[] drawn(Variation variation, long seed) {
        int side = 11;
        var columns = new float[side * side];
        var rows = new float[side * side];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i % side - 5;
            rows[i] = i / side - 5;
        }
        float[] x = variation.of(columns, IMAGES, new SplittableRandom(seed));
        float[] y = variation.of(rows, IMAGES, new SplittableRandom(seed));
        int centre = side * 5 + 5;
        double c = x[centre + 1] - x[centre];
        double s = y[centre] - y[centre + 1];
        double slanted = x[centre + side] - x[centre];
        double determinant = c * c + s * slanted; // the centre shows what was at minus the matrix times the move
        assertEquals(c, y[centre + side] - y[centre], 1e-5);
        return new double[] {Math.atan2(s, c), 1 / Math.hypot(c, s), slanted - s, -(c * x[centre] - slanted * y[centre]) / determinant,
            -(s * x[centre] + c * y[centre]) / determinant};
    }

    @Test
    void whatComesInFromOutsideIsAsTheEdge() {
        float[] moved = SquareImage.of(IMAGES.input(0)).drawn(1, 0, 0, 1, -1);
        assertArrayEquals(new float[] {4, 4, 5, 7, 7, 8, 7, 7, 8}, moved);
        assertArrayEquals(IMAGES.input(0), SquareImage.of(IMAGES.input(0)).drawn(1, 0, 0, 0, 0));
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("most (0.0) must be above 0 and at most 1", () -> Variation.mixed(0));
        refused("most (NaN) must be above 0 and at most 1", () -> Variation.mixed(Double.NaN));
        refused("most (Infinity) must be a number above 0", () -> Variation.noisy(Double.POSITIVE_INFINITY));
        refused("degrees (181.0), stretch (0.0) and pixels (1.0) must be from 0 to 180, from 0 and below 1, and from 0",
                () -> Variation.affine(181, 0, 1));
        refused("degrees (10.0), stretch (1.0) and pixels (NaN) must be from 0 to 180, from 0 and below 1, and from 0",
                () -> Variation.affine(10, 1, Double.NaN));
        Samples plane = Samples.of("plane", Split.TRAIN, List.of("a"), new float[] {1, 2}, new int[] {0});
        refused("features (2) must be those of a square image", () -> Variation.affine(1, 0, 0).of(plane.input(0), plane, random));
        refused("samples (" + IMAGES + ", 0 ways) must be numbers, with a way at least", () -> IMAGES.varied(0));
        refused("way 0 (1 features) must give 9", () -> IntStream.range(0, 9).forEach(epoch ->
                IMAGES.varied(0, (input, samples, unused) -> new float[1]).draw(epoch)));
        refused("input (NaN) in row 0 must be a finite number", () -> IntStream.range(0, 9).forEach(epoch ->
                IMAGES.first(1).varied(0, (input, samples, unused) -> scaled(input, Float.NaN)).draw(epoch)));
        Samples texts = Samples.ofTexts("words", Split.TRAIN, List.of("a"), List.of("word"), new int[] {0});
        refused("samples (" + texts + ", 1 ways) must be numbers, with a way at least", () -> texts.varied(0, Variation.noisy(1)));
    }

    private static void refused(String message, Executable wrong) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
