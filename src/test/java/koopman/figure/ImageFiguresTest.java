// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.Test;

class ImageFiguresTest {

    private final Samples images = Samples.ofPixels("squares", Split.TEST, List.of("a", "b"),
            new byte[] {0, (byte) 255, (byte) 255, 0, (byte) 255, 0, 0, (byte) 255}, new int[] {0, 1}, 0.5, 0.5);

    @Test
    void aSheetShowsEachImageDarkOnLight() {
        Figure sheet = ImageFigures.sheet(images, new int[] {0, 1}, List.of("a → b", "b → a"));
        assertEquals("Images of squares, test: a → b, b → a", sheet.text());
        BufferedImage picture = sheet.image();
        int quarter = 2 * 16; // a quarter of an image's side, at two device pixels each
        assertTrue(brightness(picture, 16 + quarter, 16 + quarter) > 200); // 0 is paper
        assertTrue(brightness(picture, 16 + 3 * quarter, 16 + quarter) < 60); // 255 is ink
    }

    @Test
    void whatIsTakenForWhatIsCounted() {
        int[][] counts = images.confusion(new int[] {1, 1});
        assertEquals(1, counts[0][1]);
        assertEquals(0, counts[0][0]);
        assertEquals(1, counts[1][1]);
        assertTrue(ImageFigures.confusions(images.classes(), Map.of("before", counts)).text().endsWith("samples: before"));
    }

    @Test
    void theMoreProbableAReadingTheDarker() {
        double[][][] probabilities = {{{1, 0}}, {{0.5, 0.5}}};
        BufferedImage picture = ImageFigures.readings(images, new int[] {0}, probabilities).image();
        int left = 2 * (8 + 64 + 8 + 14 + 5);
        assertTrue(brightness(picture, left, 2 * (8 + 5)) < brightness(picture, left + 24, 2 * (8 + 5)));
        assertTrue(brightness(picture, left, 2 * (8 + 17)) > brightness(picture, left + 24, 2 * (8 + 17)));
    }

    @Test
    void imagesThatAreNotSquareAreRefused() {
        Samples flat = Samples.of("points", Split.TEST, List.of("a", "b"), new float[] {1, 2}, new int[] {0});
        assertEquals("features (2) must be a square number, those of square images",
                assertThrows(IllegalArgumentException.class, () -> ImageFigures.sheet(flat, new int[] {0}, List.of("a")))
                        .getMessage());
    }

    private static double brightness(BufferedImage picture, int x, int y) {
        var colour = new Color(picture.getRGB(x, y));
        return (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3.0;
    }
}
