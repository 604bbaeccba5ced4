// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.autoencoder.Pseudospectrum;
import koopman.autoencoder.Spectrum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PseudospectrumChartTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = manager.create(new Random(4).doubles(80, -1, 1).toArray(), new Shape(40, 2));
    private final NDArray step = manager.create(new double[] {0.8, 0.3, -0.3, 0.8}, new Shape(2, 2));
    private final Pseudospectrum pseudospectrum = Pseudospectrum.around(x, x.matMul(step), 1.5, 31);
    private final Spectrum spectrum = Spectrum.of(step);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void linesOfAConesLevelAreCirclesOfThatRadius() {
        double[] axis = IntStream.range(0, 41).mapToDouble(i -> -1 + i / 20.0).toArray();
        var cone = new Contours(axis, axis, values(axis, (a, b) -> Math.hypot(a - 0.1, b)));
        List<double[][]> parts = cone.at(0.73);
        double length = 0;
        for (double[][] part : parts) {
            for (double[] end : part) {
                assertEquals(0.73, Math.hypot(end[0] - 0.1, end[1]), 1e-3); // straight between points 0.05 apart
            }
            length += Math.hypot(part[1][0] - part[0][0], part[1][1] - part[0][1]);
        }
        assertEquals(2 * Math.PI * 0.73, length, 0.01); // and closed, without a part twice
        assertEquals(List.of(), cone.at(3));
    }

    @Test
    void cornersOnOneSideAreJoinedIfTheMiddleIs() {
        double[] axis = {0, 1};
        // 1 and 1 at opposite corners, 0 and 0 at the others: the mean is 0.5, and the level 0.4 leaves it above.
        var saddle = new Contours(axis, axis, new double[][] {{1, 0}, {0, 1}});
        assertParts(new double[][] {{0.6, 0, 1, 0.4}, {0.4, 1, 0, 0.6}}, saddle.at(0.4)); // cut off the corners of 0
        assertParts(new double[][] {{0, 0.4, 0.4, 0}, {1, 0.6, 0.6, 1}}, saddle.at(0.6)); // cut off those of 1
        var turned = new Contours(axis, axis, new double[][] {{0, 1}, {1, 0}});
        assertParts(new double[][] {{0, 0.4, 0.4, 0}, {1, 0.6, 0.6, 1}}, turned.at(0.4));
        assertParts(new double[][] {{0.6, 0, 1, 0.4}, {0.4, 1, 0, 0.6}}, turned.at(0.6));
    }

    private static void assertParts(double[][] expected, List<double[][]> parts) {
        assertEquals(expected.length, parts.size());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], Arrays.stream(parts.get(i)).flatMapToDouble(Arrays::stream).toArray(), 1e-12);
        }
    }

    @Test
    void linesInTheLegendAreThoseThatTheGridCrosses() {
        Figure figure = SurrogateFigures.pseudospectrum("A turn", pseudospectrum, spectrum);
        assertEquals("A turn, in the complex plane with the unit circle: lines of residual 0.001, 0.003, 0.01, 0.03,"
                + " 0.1, 0.3, 1, with 2 of 2 eigenvalues in view", figure.text());
    }

    @Test
    void eigenvaluesAreToldApartByTheirResiduals() {
        BufferedImage both = SurrogateFigures.pseudospectrum("", pseudospectrum, spectrum, new double[2], 0.1).image();
        BufferedImage none = SurrogateFigures.pseudospectrum("", pseudospectrum, spectrum,
                new double[] {0.1, Double.NaN}, 0.1).image();
        assertTrue(pixels(both, 1) > 100 && pixels(none, 1) == 0);
        assertTrue(pixels(none, 8) > 100 + pixels(both, 8)); // letters have grey edges
        assertTrue(SurrogateFigures.pseudospectrum("", pseudospectrum, spectrum, new double[] {0.01, 0.2}, 0.1).text()
                .endsWith("with 2 of 2 eigenvalues in view, 1 of them with a residual below 0.1"));
    }

    @Test
    void eigenvaluesBesideTheGridAreCountedAndNotDrawn() {
        double[] far = {5, 6};
        Figure figure = SurrogateFigures.pseudospectrum("", Pseudospectrum.of(x, x, far, far), spectrum);
        assertTrue(figure.text().endsWith("no line of equal residual crosses the grid, with 0 of 2 eigenvalues in view"),
                figure.text());
        assertEquals(0, pixels(figure.image(), 1));
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertEquals("residuals (3) must be one for each of the 2 eigenvalues", assertThrows(IllegalArgumentException.class,
                () -> SurrogateFigures.pseudospectrum("", pseudospectrum, spectrum, new double[3], 0.1)).getMessage());
        double[] point = {1};
        assertEquals("axis (1 points from 1.0 to 1.0) must have two points apart to be drawn",
                assertThrows(IllegalArgumentException.class, () -> SurrogateFigures.pseudospectrum("",
                        Pseudospectrum.of(x, x, point, point), spectrum)).getMessage());
    }

    private interface Surface {
        double at(double x, double y);
    }

    private static double[][] values(double[] axis, Surface surface) {
        return Arrays.stream(axis).mapToObj(b -> Arrays.stream(axis).map(a -> surface.at(a, b)).toArray())
                .toArray(double[][]::new);
    }

    private static long pixels(BufferedImage image, int index) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == Palette.of(index).getRGB()).count();
    }
}
