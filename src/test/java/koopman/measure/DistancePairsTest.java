// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DistancePairsTest {

    private static final double[][] CORNERS = {{0, 0}, {3, 0}, {0, 4}};

    @Test
    void ofACloudAndItsDoubleIsStretchedTwofold() {
        double[][] doubled = Arrays.stream(CORNERS).map(row -> new double[] {2 * row[0], 2 * row[1], 7})
                .toArray(double[][]::new);
        var pairs = DistancePairs.of(CORNERS, doubled, 50, 0);
        assertEquals(2, pairs.stretch(0), 1e-12);
        assertEquals(2, pairs.stretch(1), 1e-12);
        assertEquals("50 distances, stretched 2.00- to 2.00-fold in nine of ten pairs", pairs.toString());
    }

    @Test
    void drawsEachPairOfDifferentRows() {
        double[] sides = DistancePairs.of(CORNERS, CORNERS, 200, 1).truth();
        assertArrayEquals(new double[] {3, 4, 5}, Arrays.stream(sides).distinct().sorted().toArray(), 1e-12);
    }

    @Test
    void refusesCloudsOfDifferentSizes() {
        assertEquals("truth (3 rows) must be as many as encoded (1), at least 2",
                assertThrows(IllegalArgumentException.class, () -> DistancePairs.of(CORNERS, new double[1][2], 5, 0))
                        .getMessage());
        assertEquals("share (2.0) must be from 0 to 1", assertThrows(IllegalArgumentException.class,
                () -> DistancePairs.of(CORNERS, CORNERS, 5, 0).stretch(2)).getMessage());
    }
}
