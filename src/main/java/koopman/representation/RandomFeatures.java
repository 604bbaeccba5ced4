// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.SplittableRandom;
import koopman.data.Randomness;
import koopman.training.Computation;

/**
 * Fixed random features relu(x w + b), (N, p) → (N, features), that bend inside the cloud of states that they are made for: w
 * is normal with the deviation 1 / s, where s² is the mean square distance of these states from their mean, and b is standard
 * normal.
 *
 * @param weights w, (p, features)
 * @param biases b, (features)
 */
public record RandomFeatures(NDArray weights, NDArray biases) {

    /**
     * Returns features for states, (N, p), attached to a manager.
     *
     * @param count how many, at least 1
     * @param seed fixes them
     * @throws IllegalArgumentException if an entry is no finite number, or all states are the same
     */
    public static RandomFeatures of(NDManager manager, NDArray states, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("features (" + count + ") must be at least 1");
        }
        Entries.requireShape("states", states);
        Entries.requireFinite("states", states);
        if (!Entries.vary(states)) {
            throw new IllegalArgumentException("states have no variance: every sample has the same state");
        }
        int components = Math.toIntExact(states.size(1));
        SplittableRandom random = Randomness.FEATURES.of(seed);
        double width = 1 / deviation(states);
        float[] weights = normal(components * count, width, random);
        float[] biases = normal(count, 1, random);
        return new RandomFeatures(
                Computation.result(manager, () -> manager.create(weights, new Shape(components, count))),
                Computation.result(manager, () -> manager.create(biases)));
    }

    /** Returns s, the root mean square distance of states, (N, p), from their mean. */
    public static double deviation(NDArray rows) {
        try (NDArray variance = Computation.result(rows.getManager(),
                () -> rows.sub(rows.mean(new int[] {0}, true)).square().sum(new int[] {1}).mean()
                        .toType(DataType.FLOAT64, false))) {
            return Math.sqrt(variance.getDouble());
        }
    }

    private static float[] normal(int count, double deviation, SplittableRandom random) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Returns the features of states, (N, features), attached to their manager. */
    public NDArray apply(NDArray states) {
        Entries.requireColumns("states", states, Math.toIntExact(weights.size(0)));
        return Computation.result(states.getManager(), () -> Activation.relu(states
                .matMul(weights.toType(states.getDataType(), false)).add(biases.toType(states.getDataType(), false))));
    }
}
