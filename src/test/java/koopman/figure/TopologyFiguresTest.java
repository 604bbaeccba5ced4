package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import koopman.topology.Barcode;
import koopman.topology.BettiCurve;
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

    private static long pixelsOf(int dimension, BufferedImage image) {
        int colour = Palette.of(dimension).getRGB();
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0,
                image.getWidth())).filter(pixel -> Math.abs((pixel >> 16 & 255) - (colour >> 16 & 255)) < 90
                && Math.abs((pixel >> 8 & 255) - (colour >> 8 & 255)) < 90
                && Math.abs((pixel & 255) - (colour & 255)) < 90).count();
    }
}
