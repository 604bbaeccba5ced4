// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.autoencoder.Spectrum;
import koopman.data.Split;
import koopman.data.YinYang;
import org.junit.jupiter.api.Test;

/** Measured in the pictures: a length to the right has as many pixels as the same length upwards. */
class EqualUnitsTest {

    private static final double PIXELS = 3; // of some 600 and more

    @Test
    void aPathsWayToTheRightIsAsLongAsItsWayUp() {
        for (double size : new double[] {1e-3, 1, 2e6}) {
            for (double far : new double[] {0, 5}) {
                double[] x = {size * far, size * (far + 1), size * (far + 1)};
                double[] y = {-size, -size, 0};
                BufferedImage image = Figures.trajectory("A corner", "x", x, "y", y).image();
                double[] start = middle(image, Palette.of(2));
                double[] end = middle(image, Palette.of(1));
                assertEquals(end[0] - start[0], start[1] - end[1], PIXELS, size + ", " + far);
            }
        }
    }

    @Test
    void aFlatPathIsDrawnToo() {
        BufferedImage image = Figures.trajectory("A line", "x", new double[] {0, 9}, "y", new double[] {2, 2}).image();
        assertEquals(middle(image, Palette.of(2))[1], middle(image, Palette.of(1))[1], PIXELS);
        Figures.trajectory("A point", "x", new double[] {0}, "y", new double[] {0}).image();
    }

    @Test
    void theUnitCircleIsACircle() {
        try (var manager = NDManager.newBaseManager()) {
            for (double value : new double[] {0.5, 1.7}) {
                Spectrum spectrum = Spectrum.of(manager.create(new double[] {value, 0, 0, 0.2}, new Shape(2, 2)));
                for (Figure figure : new Figure[] {Figures.eigenvalues(spectrum),
                    SurrogateFigures.spectra("One", Map.of("a", spectrum)),
                    SurrogateFigures.spectra("Two", Map.of("a", spectrum, "b", spectrum))}) {
                    BufferedImage image = figure.image(); // letters have edges of this grey
                    int[] box = box(image.getSubimage(130, 60, image.getWidth() - 160, image.getHeight() - 220),
                            Palette.of(9));
                    assertEquals(box[2] - box[0], box[3] - box[1], PIXELS, figure.text());
                }
            }
        }
    }

    @Test
    void theCircleOfYinAndYangIsRound() {
        int[] box = box(SurrogateFigures.overPlane(YinYang.draw(Split.TEST, 300, 0), Map.of("", new double[300]),
                YinYang.outlines()).image(), Palette.INK);
        assertEquals(box[2] - box[0], box[3] - box[1], PIXELS);
    }

    @Test
    void aPathOfNoNumbersIsRefused() {
        assertEquals("y (1 values) must be as many as x (2) and one at least", assertThrows(IllegalArgumentException.class,
                () -> Figures.trajectory("", "", new double[2], "", new double[1])).getMessage());
        assertEquals("y (0 values) must be as many as x (0) and one at least", assertThrows(IllegalArgumentException.class,
                () -> Figures.trajectory("", "", new double[0], "", new double[0])).getMessage());
        assertEquals("path ([1.0, NaN]) must be finite numbers: leave out the steps that are none",
                assertThrows(IllegalArgumentException.class, () -> Figures.trajectory("", "", new double[] {0, 1}, "",
                        new double[] {0, Double.NaN})).getMessage());
    }

    /** Returns the middle of what has the colour above the legend. */
    private static double[] middle(BufferedImage image, Color color) {
        int[] box = box(image.getSubimage(0, 0, image.getWidth(), image.getHeight() - 100), color);
        return new double[] {(box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0};
    }

    /** Returns the least and the greatest x and y of pixels of almost the colour: left, top, right, bottom. */
    private static int[] box(BufferedImage image, Color color) {
        int[] columns = IntStream.range(0, image.getWidth()).filter(x -> IntStream.range(0, image.getHeight())
                .anyMatch(y -> isLike(color, image.getRGB(x, y)))).toArray();
        int[] rows = IntStream.range(0, image.getHeight()).filter(y -> IntStream.range(0, image.getWidth())
                .anyMatch(x -> isLike(color, image.getRGB(x, y)))).toArray();
        return new int[] {columns[0], rows[0], columns[columns.length - 1], rows[rows.length - 1]};
    }

    private static boolean isLike(Color color, int pixel) {
        Color own = new Color(pixel);
        return Math.abs(own.getRed() - color.getRed()) < 12 && Math.abs(own.getGreen() - color.getGreen()) < 12
                && Math.abs(own.getBlue() - color.getBlue()) < 12;
    }
}
