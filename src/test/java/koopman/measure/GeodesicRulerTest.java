// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GeodesicRulerTest {

    private static final double[][] NESTED = Clouds.both(Clouds.ring(0, 1, 200, 0), Clouds.ring(0, 3, 300, 1));

    @Test
    void nestedRingsAreFoundInOtherPointsToo() {
        var ruler = GeodesicRuler.of(new KnownShape(NESTED, 2, 2));
        double[][] others = Clouds.both(Clouds.ring(0, 1, 200, 2), Clouds.ring(0, 3, 300, 3));
        assertArrayEquals(new int[] {2, 2}, ruler.betti(NESTED));
        assertArrayEquals(new int[] {2, 2}, ruler.betti(others), ruler.toString());
    }

    @Test
    void stretchingMovesNoCountAndFoldingDoes() {
        double[][] ring = Clouds.ring(0, 1, 300, 0);
        var ruler = GeodesicRuler.of(new KnownShape(ring, 1, 1));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(Clouds.moved(ring, p -> new double[] {7 * p[0], 7 * p[1], 0, 1})));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(Clouds.moved(ring, p -> new double[] {Math.exp(p[0]), p[1]})));
        assertArrayEquals(new int[] {1, 0}, ruler.betti(Clouds.moved(ring, p -> new double[] {Math.abs(p[0]), p[1]})));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(Clouds.moved(ring, p -> new double[] {Math.max(0, p[0]), p[1]})),
                "half a ring and its chord");
    }

    @Test
    void twoRingsFoldedOntoEachOtherAreOne() {
        double[][] two = Clouds.both(Clouds.ring(-2, 1, 200, 0), Clouds.ring(2, 1, 200, 1));
        var ruler = GeodesicRuler.of(new KnownShape(two, 2, 2));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(Clouds.moved(two, p -> new double[] {Math.abs(p[0]), p[1]})));
    }

    @Test
    void oneRulerForAllShapesIsRightForEach() {
        double[][] ring = Clouds.ring(0, 1, 300, 4);
        var ruler = GeodesicRuler.of(new KnownShape(NESTED, 2, 2), new KnownShape(ring, 1, 1));
        assertArrayEquals(new int[] {2, 2}, ruler.betti(NESTED));
        assertArrayEquals(new int[] {1, 1}, ruler.betti(ring));
        assertTrue(ruler.fitting() <= GeodesicRuler.of(new KnownShape(NESTED, 2, 2)).fitting());
    }

    @Test
    void theMiddlePairIsFewestStepsFromAllThatFit() {
        double[][] far = {{0}, {0.1}, {0.2}, {0.3}, {0.4}, {0.5}, {0.6}}; // any k from 4 on, any hops: 2 values of k, 8 of hops
        assertEquals(new GeodesicRuler(4, 4, 16), GeodesicRuler.of(new KnownShape(far, 1, 0)));
    }

    @Test
    void whatNoPairFindsIsRefusedWithTheNearest() {
        double[][] few = {{0}, {1}, {2}, {3}, {4}, {5}};
        assertEquals("shapes ([6 points of Betti numbers 1 and 1]) must have these numbers at some k from 4 to 40 and 1 to 8 "
                + "hops; the nearest are k 4 and 1 hops [[1, 0]], k 4 and 2 hops [[1, 0]], k 4 and 3 hops [[1, 0]]: "
                + "take more points",
                assertThrows(IllegalArgumentException.class, () -> GeodesicRuler.of(new KnownShape(few, 1, 1))).getMessage());
        assertEquals("points (4) must be at least 5 of each shape", assertThrows(IllegalArgumentException.class,
                () -> GeodesicRuler.of(new KnownShape(NESTED, 2, 2), new KnownShape(new double[4][1], 1, 0))).getMessage());
    }

    @Test
    void whatIsNoScaleOrShapeIsRefused() {
        assertEquals("neighbours (0) and hops (1) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> new GeodesicRuler(0, 1, 0)).getMessage());
        assertEquals("components (0) must be at least 1, and loops (0) at least 0",
                assertThrows(IllegalArgumentException.class, () -> new KnownShape(NESTED, 0, 0)).getMessage());
        assertEquals("shapes (none) must be one at least",
                assertThrows(IllegalArgumentException.class, GeodesicRuler::of).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new GeodesicRuler(9, 2, 0).betti(new double[9][2]))
                .getMessage().startsWith("neighbours (9) must be from 1 to 8"));
    }
}
