// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A perceptron of three linear layers with random weights: computed here by hand, and written as PyTorch exports one. */
public final class SmallPerceptron {

    private static final int[] WIDTHS = {2, 8, 8, 3};
    private static final String[] NAMES = {"fc1", "fc2", "fc4"};

    private final float[][][] weights = new float[3][][]; // (outputs, inputs)
    private final float[][] biases = new float[3][];

    /** @param seed fixes the weights */
    public SmallPerceptron(long seed) {
        var random = new SplittableRandom(seed);
        for (int layer = 0; layer < 3; layer++) {
            weights[layer] = new float[WIDTHS[layer + 1]][WIDTHS[layer]];
            biases[layer] = new float[WIDTHS[layer + 1]];
            for (int to = 0; to < WIDTHS[layer + 1]; to++) {
                biases[layer][to] = (float) random.nextDouble(-0.5, 0.5);
                for (int from = 0; from < WIDTHS[layer]; from++) {
                    weights[layer][to][from] = (float) random.nextDouble(-1, 1);
                }
            }
        }
    }

    /** Returns the class of an input, the greatest of its logits. */
    public int classify(float[] input) {
        double[] state = {input[0], input[1]};
        for (int layer = 0; layer < 3; layer++) {
            var next = new double[WIDTHS[layer + 1]];
            for (int to = 0; to < next.length; to++) {
                next[to] = biases[layer][to];
                for (int from = 0; from < state.length; from++) {
                    next[to] += weights[layer][to][from] * state[from];
                }
                next[to] = layer < 2 ? Math.max(0, next[to]) : next[to];
            }
            state = next;
        }
        return state[0] >= state[1] && state[0] >= state[2] ? 0 : state[1] >= state[2] ? 1 : 2;
    }

    /** Writes the network in the ONNX format. */
    public void write(Path file) throws IOException {
        var graph = new ProtobufWriter().text(2, "perceptron");
        String state = "x";
        for (int layer = 0; layer < 3; layer++) {
            String product = layer < 2 ? "/" + NAMES[layer] + "/Gemm_output_0" : "y";
            graph.message(1, TinyGraph.node("Gemm", state + " " + NAMES[layer] + ".weight " + NAMES[layer] + ".bias", product)
                    .message(5, new ProtobufWriter().text(1, "transB").raw(new byte[] {24, 1, (byte) 0xa0, 1, 2})));
            state = layer == 0 ? "/Relu_output_0" : "/Relu_1_output_0";
            if (layer < 2) {
                graph.message(1, TinyGraph.node("Relu", product, state));
            }
            graph.message(5, stored(NAMES[layer] + ".weight", weights[layer]))
                    .message(5, stored(NAMES[layer] + ".bias", new float[][] {biases[layer]}));
        }
        graph.message(11, typed("x", 2)).message(12, typed("y", 3));
        Files.write(file, new ProtobufWriter().raw(new byte[] {8, 8}).message(7, graph).message(8, TinyGraph.opset("", 14)).bytes());
    }

    /** An array of single precision, raw; one row is an array of one axis. */
    private static ProtobufWriter stored(String name, float[][] rows) {
        ByteBuffer numbers = ByteBuffer.allocate(Float.BYTES * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float number : row) {
                numbers.putFloat(number);
            }
        }
        var shape = new ProtobufWriter();
        if (rows.length > 1) {
            shape.raw(new byte[] {8, (byte) rows.length});
        }
        return shape.raw(new byte[] {8, (byte) rows[0].length, 16, 1}).text(8, name).bytes(9, numbers.array());
    }

    /** An input or output of any number of rows. */
    private static ProtobufWriter typed(String name, int columns) {
        ProtobufWriter shape = new ProtobufWriter().message(1, new ProtobufWriter().text(2, "n"))
                .message(1, new ProtobufWriter().raw(new byte[] {8, (byte) columns}));
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1,
                new ProtobufWriter().raw(new byte[] {8, 1}).message(2, shape)));
    }
}
