package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.training.Computation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small network against the same arithmetic written out in Java, number by number. */
class ForwardPassTest {

    private static final int WIDTH = 4;
    private static final Architecture ARCHITECTURE = new Architecture(3, WIDTH, 2, 3);

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(5);
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final RunningMoments moments = new RunningMoments(new koopman.training.NativeMemory("the network"));

    ForwardPassTest() {
        linear("head", WIDTH, 3);
        normed("input", 3);
        for (String layer : new String[] {"block0.first", "block0.second", "block1.first", "block1.second"}) {
            normed(layer, WIDTH);
        }
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void inferenceIsThePassWrittenOutWithTheRunningMoments() {
        Map<String, NDArray> gathered = new HashMap<>();
        for (String layer : new String[] {"input", "block0.first", "block0.second", "block1.first", "block1.second"}) {
            gathered.put(layer + ".norm.mean", normal(WIDTH));
            gathered.put(layer + ".norm.variance", normal(WIDTH).square().add(1e-6f)); // some as small as epsilon
        }
        gathered.put("input.norm.variance", manager.create(new float[] {1e-5f, 0.5f, 2, 1}));
        moments.set(gathered::get, gathered.keySet());
        NDArray inputs = normal(6, 3);
        NDList states = pass(inputs, false);
        var byHand = new ByHand(numbers(parameters), numbers(gathered));
        for (int row = 0; row < 6; row++) {
            double[][] expected = byHand.states(doubles(inputs.get(row)), 2);
            for (int layer = 0; layer < 3; layer++) {
                assertClose(expected[layer], states.get(layer).get(row));
            }
            assertClose(byHand.linear("head", expected[2]), forward(false).logits(inputs).get(row));
        }
    }

    @Test
    void trainingUsesTheBatchsOwnMomentsOverN() {
        double[][] x = rows(5, 3);
        NDArray inputs = array(x);
        // gamma (v - mean) / sqrt(variance + 1e-5) + beta with the mean and the variance over n of the batch
        double[][] linear = new double[5][];
        var byHand = new ByHand(numbers(parameters), Map.of());
        IntStream.range(0, 5).forEach(row -> linear[row] = byHand.linear("input", x[row]));
        NDArray first = pass(inputs, true).get(0);
        for (int unit = 0; unit < WIDTH; unit++) {
            double[] column = column(linear, unit);
            double mean = mean(column);
            double variance = squares(column) / 5;
            for (int row = 0; row < 5; row++) {
                double normed = (column[row] - mean) / Math.sqrt(variance + 1e-5);
                double expected = Math.max(0, byHand.number("input.norm.scale", unit) * normed
                        + byHand.number("input.norm.shift", unit));
                assertArrayEquals(new double[] {expected}, new double[] {first.getFloat(row, unit)}, 1e-5);
            }
        }
    }

    @Test
    void theRunningMomentsForgetATenthABatchAndGatherTheVarianceOverNMinusOne() {
        var mean = new double[WIDTH];
        double[] variance = {1, 1, 1, 1}; // where PyTorch starts
        var byHand = new ByHand(numbers(parameters), Map.of());
        for (int size : new int[] {5, 3, 7}) {
            double[][] x = rows(size, 3);
            pass(array(x), true);
            double[][] linear = new double[size][];
            IntStream.range(0, size).forEach(row -> linear[row] = byHand.linear("input", x[row]));
            for (int unit = 0; unit < WIDTH; unit++) {
                double[] column = column(linear, unit);
                mean[unit] = 0.9 * mean[unit] + 0.1 * mean(column);
                variance[unit] = 0.9 * variance[unit] + 0.1 * squares(column) / (size - 1);
            }
        }
        assertClose(mean, moments.arrays(ARCHITECTURE).get("input.norm.mean"));
        assertClose(variance, moments.arrays(ARCHITECTURE).get("input.norm.variance"));
    }

    @Test
    void inferenceLeavesTheRunningMomentsAsTheyAre() {
        pass(normal(5, 3), true);
        float[] before = moments.arrays(ARCHITECTURE).get("block1.second.norm.mean").toFloatArray();
        pass(normal(5, 3), false);
        assertArrayEquals(before, moments.arrays(ARCHITECTURE).get("block1.second.norm.mean").toFloatArray());
    }

    private ForwardPass forward(boolean training) {
        return new ForwardPass(ARCHITECTURE, parameters, moments, training, NoiseBank.EMPTY);
    }

    private NDList pass(NDArray inputs, boolean training) {
        return Computation.withoutGradient(() -> forward(training).states(inputs));
    }

    private void normed(String name, int inputs) {
        linear(name, inputs, WIDTH);
        parameters.put(name + ".norm.scale", normal(WIDTH).add(1));
        parameters.put(name + ".norm.shift", normal(WIDTH));
    }

    private void linear(String name, int inputs, int outputs) {
        parameters.put(name + ".weight", normal(outputs, inputs));
        parameters.put(name + ".bias", normal(outputs));
    }

    private double[][] rows(int count, int columns) {
        return IntStream.range(0, count).mapToObj(row -> IntStream.range(0, columns)
                .mapToDouble(column -> (float) random.nextGaussian()).toArray()).toArray(double[][]::new);
    }

    private NDArray array(double[][] rows) {
        var values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return manager.create(values, new Shape(rows.length, rows[0].length));
    }

    private NDArray normal(int rows, int columns) {
        return array(rows(rows, columns));
    }

    private NDArray normal(int size) {
        return normal(1, size).reshape(size);
    }

    static Map<String, double[]> numbers(Map<String, NDArray> arrays) {
        var numbers = new HashMap<String, double[]>();
        arrays.forEach((name, array) -> numbers.put(name, doubles(array)));
        return numbers;
    }

    private static double[] doubles(NDArray array) {
        float[] values = array.toFloatArray();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] column(double[][] rows, int column) {
        return IntStream.range(0, rows.length).mapToDouble(row -> rows[row][column]).toArray();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i] - mean, 2)).sum();
    }

    private static void assertClose(double[] expected, NDArray found) {
        double[] values = doubles(found);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(new double[] {expected[i]}, new double[] {values[i]},
                    1e-4 * Math.max(1, Math.abs(expected[i])), "entry " + i);
        }
    }

    /** The network in double precision, one input at a time, from its numbers by name. */
    record ByHand(Map<String, double[]> parameters, Map<String, double[]> moments) {

        /** Returns x_0 to x_blocks. */
        double[][] states(double[] input, int blocks) {
            var states = new double[blocks + 1][];
            states[0] = relu(normed("input", input));
            for (int block = 0; block < blocks; block++) {
                double[] hidden = relu(normed("block" + block + ".first", states[block]));
                double[] change = normed("block" + block + ".second", hidden);
                double[] before = states[block];
                states[block + 1] = relu(IntStream.range(0, change.length).mapToDouble(i -> before[i] + change[i]).toArray());
            }
            return states;
        }

        double[] linear(String name, double[] x) {
            double[] weight = parameters.get(name + ".weight"); // row after row, one for each output
            double[] bias = parameters.get(name + ".bias");
            return IntStream.range(0, bias.length).mapToDouble(out -> bias[out] + IntStream.range(0, x.length)
                    .mapToDouble(in -> weight[out * x.length + in] * x[in]).sum()).toArray();
        }

        double number(String name, int index) {
            return parameters.get(name)[index];
        }

        private double[] normed(String name, double[] x) {
            double[] v = linear(name, x);
            double[] mean = moments.get(name + ".norm.mean");
            double[] variance = moments.get(name + ".norm.variance");
            return IntStream.range(0, v.length).mapToDouble(i -> number(name + ".norm.scale", i) * (v[i] - mean[i])
                    / Math.sqrt(variance[i] + 1e-5) + number(name + ".norm.shift", i)).toArray();
        }

        private static double[] relu(double[] x) {
            return IntStream.range(0, x.length).mapToDouble(i -> Math.max(0, x[i])).toArray();
        }
    }
}
