// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderedStopsTest {

    @Test
    void aLayerWaitsForTheOneBeforeIt() {
        double[][] costs = {{0, 9, 9, 9}, {5, 5, 0, 5}, {5, 0, 1, 5}, {9, 9, 9, 0}}; // each layer's own best: 0, 2, 1, 3
        assertArrayEquals(new int[] {0, 2, 2, 3}, OrderedStops.least(costs));
    }

    @Test
    void theEndsAreGivenWhateverTheyCost() {
        assertArrayEquals(new int[] {0, 2}, OrderedStops.least(new double[][] {{9, 0, 0}, {0, 0, 9}}));
    }

    @Test
    void moreLayersThanStopsShareThem() {
        assertArrayEquals(new int[] {0, 0, 1, 1}, OrderedStops.least(new double[][] {{0, 1}, {0, 1}, {1, 0}, {1, 0}}));
    }

    @Test
    void noOtherOrderOfFourLayersCostsLess() {
        var random = new SplittableRandom(0);
        for (int trial = 0; trial < 200; trial++) {
            double[][] costs = Stream.generate(() -> random.doubles(6).toArray()).limit(4).toArray(double[][]::new);
            int[] found = OrderedStops.least(costs);
            double sum = IntStream.range(0, 4).mapToDouble(layer -> costs[layer][found[layer]]).sum();
            assertEquals(leastOfAll(costs), sum, 1e-12);
        }
    }

    private static double leastOfAll(double[][] costs) {
        double least = Double.POSITIVE_INFINITY;
        for (int second = 0; second < 6; second++) {
            for (int third = second; third < 6; third++) {
                least = Math.min(least, costs[0][0] + costs[1][second] + costs[2][third] + costs[3][5]);
            }
        }
        return least;
    }
}
