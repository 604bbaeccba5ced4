// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BettiBandTest {

    private static final double[] SCALES = BettiCurve.scales(1, 21);

    @Test
    void ofAllPointsIsTheirCurve() {
        double[][] points = Clouds.ring(120, 2, 0.1, 1);
        var band = BettiBand.of(PersistentHomology.upTo(1), points, 120, 5, 0, 1, SCALES);
        int[] counts = PersistentHomology.upTo(1).ofPoints(points).bettiCurve(1, SCALES).counts();
        assertArrayEquals(counts, band.low().counts());
        assertArrayEquals(counts, band.middle().counts());
        assertArrayEquals(counts, band.high().counts());
    }

    /** New clouds of the size of the subsamples fall into the band at about nine tenths of the scales and clouds. */
    @Test
    void holdsMostOtherDrawsOfTheSameShape() {
        var band = BettiBand.of(PersistentHomology.upTo(0), Clouds.uniform(4_000, 2, 1), 200, 40, 0, 0, SCALES);
        long inside = IntStream.range(0, 40).mapToLong(seed -> {
            int[] counts = PersistentHomology.upTo(0).ofPoints(Clouds.uniform(200, 2, 100 + seed))
                    .bettiCurve(0, SCALES).counts();
            return IntStream.range(0, SCALES.length).filter(i -> band.low().counts()[i] <= counts[i]
                    && counts[i] <= band.high().counts()[i]).count();
        }).sum();
        double share = inside / (40.0 * SCALES.length);
        assertTrue(share > 0.85, "" + share);
        assertTrue(IntStream.range(0, SCALES.length).anyMatch(i -> band.low().counts()[i] < band.middle().counts()[i]));
    }

    @Test
    void isTheSameForASeedAndAnotherForTheNext() {
        double[][] points = Clouds.uniform(300, 2, 2);
        var one = BettiBand.of(PersistentHomology.upTo(0), points, 50, 9, 1, 0, SCALES);
        assertEquals(one, BettiBand.of(PersistentHomology.upTo(0), points, 50, 9, 1, 0, SCALES));
        assertNotEquals(one, BettiBand.of(PersistentHomology.upTo(0), points, 50, 9, 2, 0, SCALES));
        assertEquals("size (301) must be from 1 to 300, the points, and draws (0) at least 1",
                assertThrows(IllegalArgumentException.class,
                        () -> BettiBand.of(PersistentHomology.upTo(0), points, 301, 0, 1, 0, SCALES)).getMessage());
    }
}
