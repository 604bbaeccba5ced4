// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.Serializable;

/**
 * Normal noise that a training adds to what a network sees and computes, so that it learns to answer alike around each sample.
 * The trained network is used without.
 *
 * <p>Source: Rasmus et al., Semi-Supervised Learning with Ladder Networks (2015), arXiv 1507.02672, whose baseline has noise of 0.3
 * after each norm, before what scales and shifts it; here it comes after these.
 *
 * @param inputs the standard deviation of what is added to each feature, in the units in which the network sees it
 * @param layers that of what is added to each number that leaves a batch norm
 */
public record Noise(double inputs, double layers) implements Serializable {

    /** No noise. */
    public static final Noise NONE = new Noise(0, 0);

    public Noise {
        require("inputs", inputs);
        require("layers", layers);
    }

    private static void require(String name, double deviation) {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise of the " + name + " (" + deviation + ") must be a standard deviation, 0 for none");
        }
    }
}
