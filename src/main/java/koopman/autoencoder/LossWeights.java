// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How much each of the four losses counts.
 *
 * @param reconstruction λ₁, of the way into the latent space and back
 * @param linear λ₂, of the journey in the latent space
 * @param state λ₃, of the journey's end, decoded
 * @param isometry λ₄, of the distances between the samples of a batch
 */
public record LossWeights(double reconstruction, double linear, double state, double isometry) implements Serializable {

    public LossWeights {
        require("reconstruction", reconstruction);
        require("linear", linear);
        require("state", state);
        require("isometry", isometry);
    }

    /** Returns the published weights, 1 for the first three (Aswani and Jabari 2025, section 3), with this λ₄. */
    public static LossWeights isometry(double weight) {
        return new LossWeights(1, 1, 1, weight);
    }

    /** Returns the weights that a text as by {@link #text} stands for. */
    static LossWeights parse(String text) {
        try {
            double[] weights = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
            if (weights.length == 4) {
                return new LossWeights(weights[0], weights[1], weights[2], weights[3]);
            }
        } catch (NumberFormatException told) {
            // told below, like a wrong count
        }
        throw new IllegalArgumentException("weights (" + text + ") must be four numbers");
    }

    /** Returns the four numbers as a text. */
    String text() {
        return DoubleStream.of(reconstruction, linear, state, isometry).mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static void require(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " (" + weight + ") must be at least 0 and finite");
        }
    }
}
