// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InitialTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void weightsAreNormalWithHesDeviationForTheInputsNotTheOutputs() {
        for (int[] sizes : new int[][] {{8, 2_500}, {200, 100}}) {
            NDArray weight = layer(sizes[0], sizes[1], 1).arrays().get("layer.weight");
            assertEquals(new Shape(sizes[1], sizes[0]), weight.getShape());
            double[] values = weight.toDoubleArray();
            double he = Math.sqrt(2.0 / sizes[0]);
            // 20,000 values: the deviation of their mean is 0.7 %, that of their deviation 0.5 % of He's.
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
            assertEquals(0, mean, 0.03 * he);
            assertEquals(he, deviation, 0.02 * he);
            assertEquals(0.6827, share(values, he), 0.015);
            assertEquals(0.9545, share(values, 2 * he), 0.01);
        }
    }

    private static double share(double[] values, double within) {
        return (double) Arrays.stream(values).filter(value -> Math.abs(value) < within).count() / values.length;
    }

    @Test
    void biasesAreAHundredthAndDoNotDecay() {
        Parameters parameters = layer(3, 5, 1);
        assertArrayEquals(IntStream.range(0, 5).mapToDouble(i -> 0.01).toArray(),
                parameters.arrays().get("layer.bias").toDoubleArray(), 1e-8);
        assertEquals(15, parameters.decayedCount());
        assertEquals(20, parameters.count());
    }

    @Test
    void aSeedFixesTheWeights() {
        double[] first = layer(3, 5, 1).arrays().get("layer.weight").toDoubleArray();
        assertArrayEquals(first, layer(3, 5, 1).arrays().get("layer.weight").toDoubleArray());
        assertTrue(first[0] != layer(3, 5, 2).arrays().get("layer.weight").toDoubleArray()[0]);
    }

    private Parameters layer(int inputs, int outputs, long seed) {
        return Computation.withoutGradient(() -> {
            var layout = Parameters.layout(manager, DataType.FLOAT64);
            Initial.linear(layout, manager, "layer", inputs, outputs, new SplittableRandom(seed));
            return layout.build();
        });
    }
}
