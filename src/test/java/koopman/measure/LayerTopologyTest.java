// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.topology.Barcode;
import koopman.topology.PersistentHomology;
import org.junit.jupiter.api.Test;

class LayerTopologyTest {

    private final SplittableRandom random = new SplittableRandom(0);

    @Test
    void theLoopOfARingStandsOut() {
        assertTrue(LayerTopology.prominence(barcode(ring(0)), 1) > 3);
    }

    @Test
    void theGapBetweenTwoRingsStandsOut() {
        Barcode two = barcode(Stream.concat(ring(0), ring(9)));
        assertTrue(LayerTopology.prominence(two, 0) > 3);
        assertTrue(LayerTopology.prominence(two, 1) < 2, "two loops alike");
    }

    @Test
    void whereNothingEndsNothingStandsOut() {
        assertEquals(1, LayerTopology.prominence(barcode(Stream.of(new double[] {0, 0})), 1));
    }

    @Test
    void refusesAnotherNumberOfLayers() {
        try (var manager = NDManager.newBaseManager()) {
            var samples = YinYang.draw(Split.TEST, 5, 0);
            var states = new LayerStates(samples, List.of(samples.inputs(manager), samples.inputs(manager)));
            assertEquals("scalers (0) must be one for each of the 2 states", assertThrows(IllegalArgumentException.class,
                    () -> LayerTopology.barcodes(states, List.of())).getMessage());
        }
    }

    private Stream<double[]> ring(double x) {
        return IntStream.range(0, 60).mapToObj(i -> {
            double radius = 1 + 0.2 * random.nextDouble();
            double angle = 2 * Math.PI * random.nextDouble();
            return new double[] {x + radius * Math.cos(angle), radius * Math.sin(angle)};
        });
    }

    private static Barcode barcode(Stream<double[]> points) {
        return PersistentHomology.upTo(1).ofPoints(points.toArray(double[][]::new));
    }
}
