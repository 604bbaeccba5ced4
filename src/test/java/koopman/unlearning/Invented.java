// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import koopman.data.Samples;
import koopman.data.Split;

/**
 * A network whose states are its inputs and whose logits are what somebody says.
 *
 * @param logits of an input
 */
record Invented(UnaryOperator<float[]> logits) implements InputsAsStates {

    @Override
    public NDArray head(NDArray last) {
        int rows = Math.toIntExact(last.size(0));
        int width = Math.toIntExact(last.size(1));
        float[] flat = last.toFloatArray();
        float[] scores = null;
        for (int row = 0; row < rows; row++) {
            float[] own = logits.apply(Arrays.copyOfRange(flat, row * width, (row + 1) * width));
            scores = scores == null ? new float[rows * own.length] : scores;
            System.arraycopy(own, 0, scores, row * own.length, own.length);
        }
        return last.getManager().create(scores, new Shape(rows, scores.length / rows));
    }

    /** Returns samples of three classes, a, b and c, in turn: 1 in the first column for c, else 0, then normal numbers. */
    static Samples samples(Split split, int count, int features, long seed) {
        var random = new Random(seed);
        var inputs = new float[count * features];
        var labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = row % 3;
            for (int column = 0; column < features; column++) {
                inputs[row * features + column] = column > 0 ? (float) random.nextGaussian() : labels[row] == 2 ? 1 : 0;
            }
        }
        return Samples.of("invented", split, List.of("a", "b", "c"), inputs, labels);
    }

    /** Returns a network that gives each sample the same probabilities. */
    static Invented constant(double... probabilities) {
        var logits = new float[probabilities.length];
        for (int label = 0; label < logits.length; label++) {
            logits[label] = (float) Math.log(probabilities[label]);
        }
        return new Invented(input -> logits);
    }

    /** Returns a network that says something of its own about samples of class c and the like about others, and never c. */
    static Invented ofSeed(long seed) {
        var random = new Random(seed);
        double[] slopes = random.doubles(4, -1, 1).toArray();
        return new Invented(input -> new float[] {(float) (2 * input[1] + slopes[0] * input[2] + slopes[1]),
            (float) (slopes[2] * input[2] + slopes[3]), -20});
    }
}
