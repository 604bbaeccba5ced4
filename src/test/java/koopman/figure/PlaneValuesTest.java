// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import org.junit.jupiter.api.Test;

class PlaneValuesTest {

    private final Samples samples = YinYang.draw(Split.TEST, 400, 0);

    @Test
    void outlinesLieOverThePointsTheyEnclose() {
        // A circle of 0.1 around (0.75, 0.5): the dot's points lie in it, and so does their colour.
        double[] dots = IntStream.range(0, 400).mapToDouble(row -> samples.label(row) == 2
                && samples.input(row)[0] > 0.5 ? 1 : 0).toArray();
        int[] own = box(image(Map.of("", dots), List.of()), Palette.of(1).getRGB());
        int[] line = box(image(Map.of("", new double[400]), YinYang.outlines().subList(3, 4)), Palette.INK.getRGB());
        int dot = SurrogateFigures.DOT;
        assertTrue(own[0] >= line[0] - dot && own[1] >= line[1] - dot && own[2] <= line[2] + dot && own[3] <= line[3] + dot,
                Arrays.toString(own) + " in " + Arrays.toString(line));
        assertEquals(line[2] - line[0], own[2] - own[0], 4 * dot); // 130 points of the dot reach almost everywhere
    }

    @Test
    void oneSampleIsDrawnInTheMiddle() {
        int[] own = box(image(YinYang.draw(Split.TEST, 1, 0), Map.of("", new double[] {1}), List.of()),
                Palette.of(1).getRGB());
        assertEquals(SurrogateFigures.PANEL, (own[0] + own[2]) / 2.0, 2); // two pixels for each of the layout's
    }

    @Test
    void anOutlineOfOnePointIsRefused() {
        assertEquals("outline (1 points) must have two points at least", assertThrows(IllegalArgumentException.class,
                () -> SurrogateFigures.overPlane(samples, Map.of("", new double[400]),
                        List.<double[][]>of(new double[][] {{0, 0}}))).getMessage());
    }

    private BufferedImage image(Map<String, double[]> values, List<double[][]> outlines) {
        return image(samples, values, outlines);
    }

    private static BufferedImage image(Samples samples, Map<String, double[]> values, List<double[][]> outlines) {
        return SurrogateFigures.overPlane(samples, values, outlines).image();
    }

    /** Returns left, top, right and bottom of the pixels of a colour. */
    private static int[] box(BufferedImage image, int colour) {
        int[] box = {image.getWidth(), image.getHeight(), -1, -1};
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == colour) {
                    box = new int[] {Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)};
                }
            }
        }
        return box;
    }
}
