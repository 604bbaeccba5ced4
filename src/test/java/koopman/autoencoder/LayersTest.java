// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final int P = 3;
    private static final int HIDDEN = 5;
    private static final int M = 4;

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(2);
    private final Map<String, double[][]> weights = new LinkedHashMap<>();
    private final Map<String, double[]> biases = new LinkedHashMap<>();

    LayersTest() {
        layer("encoder.first", HIDDEN, P);
        layer("encoder.second", M, HIDDEN);
        layer("decoder.first", HIDDEN, M);
        layer("decoder.second", P, HIDDEN);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theEncoderIsTwoAffineMapsWithALeakOfAHundredthBetweenThem() {
        assertPass("encoder", P, Layers.encode(arrays(), manager.create(flat(rows(P)), new Shape(6, P))));
    }

    @Test
    void theDecoderMirrorsIt() {
        assertPass("decoder", M, Layers.decode(arrays(), manager.create(flat(rows(M)), new Shape(6, M))));
    }

    private void assertPass(String name, int inputs, NDArray found) {
        int negative = 0;
        for (int row = 0; row < 6; row++) {
            double[] hidden = affine(name + ".first", rows(inputs)[row]);
            negative += Arrays.stream(hidden).anyMatch(v -> v < 0) ? 1 : 0;
            double[] leaky = Arrays.stream(hidden).map(v -> v < 0 ? 0.01 * v : v).toArray();
            // PyTorch is handed the slope in single precision, 0.01 to 2e-10.
            assertArrayEquals(affine(name + ".second", leaky), found.get(row).toDoubleArray(), 1e-7);
        }
        assertTrue(negative > 3, "the leak must show");
    }

    private double[] affine(String name, double[] x) {
        double[][] w = weights.get(name);
        return IntStream.range(0, w.length).mapToDouble(i -> biases.get(name)[i]
                + IntStream.range(0, x.length).mapToDouble(j -> w[i][j] * x[j]).sum()).toArray();
    }

    private void layer(String name, int outputs, int inputs) {
        weights.put(name, IntStream.range(0, outputs).mapToObj(i -> normal(inputs)).toArray(double[][]::new));
        biases.put(name, normal(outputs));
    }

    private double[] normal(int size) {
        return IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** Returns six rows, always the same for a width. */
    private static double[][] rows(int width) {
        var numbers = new Random(width);
        return IntStream.range(0, 6).mapToObj(row -> IntStream.range(0, width)
                .mapToDouble(i -> numbers.nextGaussian()).toArray()).toArray(double[][]::new);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private Map<String, NDArray> arrays() {
        var arrays = new LinkedHashMap<String, NDArray>();
        weights.forEach((name, w) -> arrays.put(name + ".weight", manager.create(flat(w), new Shape(w.length, w[0].length))));
        biases.forEach((name, b) -> arrays.put(name + ".bias", manager.create(b)));
        return arrays;
    }
}
