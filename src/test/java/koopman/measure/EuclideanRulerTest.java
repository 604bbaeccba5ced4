// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EuclideanRulerTest {

    private static final double[][] DOZEN = IntStream.range(0, 12).mapToDouble(i -> i * Math.PI / 6)
            .mapToObj(angle -> new double[] {5 + 3 * Math.cos(angle), 3 * Math.sin(angle)}).toArray(double[][]::new);

    @Test
    void theScaleIsTheMiddleOfThoseThatGiveTheShape() {
        var ruler = EuclideanRuler.of(new KnownShape(DOZEN, 1, 1)); // from the side of the polygon to the size of the whole
        double side = 2 * Math.sin(Math.PI / 12);
        assertEquals(side, ruler.from(), 1e-6);
        assertEquals(1, ruler.to());
        assertEquals((side + 1) / 2, ruler.scale(), 1e-6);
    }

    @Test
    void ofTwoStretchesTheWiderOneCounts() {
        double[][] gaps = {{0}, {1}, {1.5}, {5}}; // components 4, 3, 2, 1 from 0, 0.5, 1 and 3.5 on
        double size = Math.sqrt((1.875 * 1.875 + 0.875 * 0.875 + 0.375 * 0.375 + 3.125 * 3.125) / 4);
        assertEquals(0.75 / size, EuclideanRuler.of(new KnownShape(gaps, 3, 0)).scale(), 1e-6);
        assertEquals(0.25 / size, EuclideanRuler.of(new KnownShape(gaps, 4, 0)).scale(), 1e-6);
    }

    @Test
    void layersAreBroughtToOneSize() {
        double[][] ring = Clouds.ring(0, 1, 200, 0);
        var ruler = EuclideanRuler.of(new KnownShape(ring, 1, 1));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(Clouds.moved(ring, p -> new double[] {40 + 9 * p[1], -9 * p[0], 3})));
        assertArrayEquals(new int[] {1, 0}, ruler.betti(Clouds.moved(ring, p -> new double[] {Math.abs(p[0]), p[1]})));
    }

    @Test
    void aStretchedPartIsTakenForATornOne() {
        double[][] ring = Clouds.ring(0, 1, 300, 0);
        double[][] stretched = Clouds.moved(ring, p -> new double[] {Math.sinh(6 * p[0]), 30 * p[1]});
        assertTrue(EuclideanRuler.of(new KnownShape(ring, 1, 1)).betti(stretched)[0] > 1);
        assertEquals(1, GeodesicRuler.of(new KnownShape(ring, 1, 1)).betti(stretched)[0]);
    }

    @Test
    void pointsThatAreAllOneAreOneComponent() {
        var ruler = EuclideanRuler.of(new KnownShape(DOZEN, 1, 1));
        assertArrayEquals(new int[] {1, 0}, ruler.betti(new double[][] {{2, 3}, {2, 3}, {2, 3}}));
    }

    @Test
    void whatNoScaleFindsIsRefusedWithTheNearest() {
        double[][] line = {{0}, {1}, {2}};
        assertEquals("shapes ([3 points of Betti numbers 3 and 1]) must have these numbers at some scale up to 1.0; the "
                + "nearest is 0.0 [[3, 0]]: take more points",
                assertThrows(IllegalArgumentException.class, () -> EuclideanRuler.of(new KnownShape(line, 3, 1))).getMessage());
    }
}
