// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.representation.PrincipalComponents;
import koopman.topology.Barcode;
import koopman.topology.BettiBand;
import koopman.topology.BettiCurve;
import koopman.topology.Loop;
import koopman.topology.PersistentHomology;
import org.junit.jupiter.api.Test;

class TopologyFiguresTest {

    private static final Barcode BARCODE = PersistentHomology.upTo(1).ofPoints(noisyRing(80));

    static double[][] noisyRing(int size) {
        double[][] points = new double[size][];
        for (int i = 0; i < size; i++) {
            double radius = 1 + 0.15 * Math.sin(7.3 * i);
            points[i] = new double[] {radius * Math.cos(2.4 * i), radius * Math.sin(2.4 * i)};
        }
        return points;
    }

    @Test
    void theDiagramShowsComponentsAndLoopsInTheirColours() {
        Figure figure = TopologyFigures.persistenceDiagram("Ring", BARCODE);
        assertTrue(figure.text().startsWith("Persistence diagram, Ring: Barcode of 80 points: 80 components, 1 for"),
                figure.text());
        assertTrue(pixelsOf(0, figure.image()) > 100);
        assertTrue(pixelsOf(1, figure.image()) > 20);
    }

    @Test
    void theBarcodeDrawsABarForEachInterval() {
        BufferedImage image = TopologyFigures.barcode("Ring", BARCODE).image();
        int x = image.getWidth() / 2;
        assertTrue(pixelsOf(1, image) > 200);
        assertNotEquals(0, java.util.stream.IntStream.range(0, image.getHeight())
                .filter(y -> image.getRGB(x, y) == Palette.of(1).getRGB()).count());
    }

    /** The arrow of the one component that never dies is the only thing as high at the right end. */
    @Test
    void whatNeverDiesEndsInAnArrow() {
        Barcode ended = new Barcode(80, 1, 9, BARCODE.intervals().stream().filter(each -> Float.isFinite(each.death())).toList(), 0);
        assertTrue(widest(TopologyFigures.barcode("Ring", BARCODE).image()) >= 2 * 7);
        assertTrue(widest(TopologyFigures.barcode("Ring", ended).image()) < 2 * 4);
    }

    /** Returns the greatest number of pixels in the colour of components that follow one another downwards. */
    private static int widest(BufferedImage image) {
        int widest = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0, run = 0; y < image.getHeight(); y++) {
                run = image.getRGB(x, y) == Palette.of(0).getRGB() ? run + 1 : 0;
                widest = Math.max(widest, run);
            }
        }
        return widest;
    }

    @Test
    void theBettiCurvesAreToldInWords() {
        Map<String, BettiCurve> curves = new LinkedHashMap<>();
        double[] scales = BettiCurve.scales(2, 101);
        curves.put("input", BARCODE.bettiCurve(0, scales));
        curves.put("layer 1", PersistentHomology.upTo(1).ofPoints(noisyRing(40)).bettiCurve(0, scales));
        assertEquals("Figure: Betti curves, Film: number of components over the scale for input; layer 1",
                TopologyFigures.bettiCurves("Film", curves).toString());
    }

    @Test
    void onePointIsDrawnToo() {
        Barcode one = PersistentHomology.upTo(1).ofPoints(new double[][] {{1, 2}});
        assertTrue(pixelsOf(0, TopologyFigures.barcode("One", one).image()) > 100);
        assertTrue(pixelsOf(0, TopologyFigures.persistenceDiagram("One", one).image()) > 5);
    }

    /** Of a square nothing is joined at first, then its sides, then two triangles over each diagonal fill it. */
    @Test
    void aGrowingComplexSaysWhatEachScaleJoins() {
        double[][] square = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
        Figure figure = TopologyFigures.growing("Square", square, 0.5, 1.2, 1.5);
        assertTrue(figure.text().startsWith("Square: points with discs, edges and triangles: ε = 0.5: 4 components, 0 loops; "
                + "ε = 1.2: 1 component, 1 loop; ε = 1.5: 1 component, 0 loops; below, Barcode of 4 points"), figure.text());
        BufferedImage image = figure.image();
        int middle = image.getRGB(2 * 126, 2 * (22 + 126));
        assertEquals(middle, image.getRGB(2 * (126 + 253), 2 * (22 + 126)));
        assertNotEquals(middle, image.getRGB(2 * (126 + 2 * 253), 2 * (22 + 126)));
    }

    @Test
    void aLoopIsDrawnOverItsFrame() {
        float[] flat = new float[160];
        double[][] ring = noisyRing(80);
        for (int i = 0; i < 80; i++) {
            flat[2 * i] = (float) ring[i][0];
            flat[2 * i + 1] = (float) ring[i][1];
        }
        var samples = Samples.of("Ring", Split.TEST, List.of("ring"), flat, new int[80]);
        List<Loop> loops = PersistentHomology.upTo(1).loopsOfPoints(ring, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> frames = List.of(samples.inputs(manager));
            var camera = PrincipalComponents.fit(frames.get(0), 2);
            long without = inkOf(Figures.film(samples, List.of("x"), frames, camera).image());
            long with = inkOf(TopologyFigures.film(samples, List.of("x"), frames, loops, camera).image());
            assertTrue(with > without + 500, with + " beside " + without);
        }
    }

    private static long inkOf(BufferedImage image) {
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == Palette.INK.getRGB()).count();
    }

    @Test
    void aBandHasItsMiddleAndTwoBounds() {
        var band = BettiBand.of(PersistentHomology.upTo(0), noisyRing(80), 40, 9, 0, 0, BettiCurve.scales(1, 50));
        Figure figure = TopologyFigures.bettiBands("Ring", Map.of("forty points", band));
        assertEquals("Bands of Betti numbers, Ring: number of components over the scale for forty points, "
                + "median and nine tenths of the subsamples", figure.text());
        assertTrue(pixelsOf(0, figure.image()) > 1_000);
    }

    private static long pixelsOf(int dimension, BufferedImage image) {
        int colour = Palette.of(dimension).getRGB();
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0,
                image.getWidth())).filter(pixel -> Math.abs((pixel >> 16 & 255) - (colour >> 16 & 255)) < 90
                && Math.abs((pixel >> 8 & 255) - (colour >> 8 & 255)) < 90
                && Math.abs((pixel & 255) - (colour & 255)) < 90).count();
    }
}
