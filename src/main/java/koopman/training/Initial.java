// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/** Starting values of linear layers, drawn in Java so that a seed fixes them whatever else runs. */
public final class Initial {

    private static final float PUBLISHED_BIAS = 0.01f; // Aswani and Jabari 2025, published settings

    private Initial() {}

    /** Adds a linear layer's weight, (outputs, inputs), and bias, (outputs), to a layout, by these names behind its own. */
    public static void linear(Parameters.Layout layout, NDManager manager, String name, int inputs, int outputs,
            SplittableRandom random) {
        layout.weight(name + ".weight", kaiming(manager, outputs, inputs, random));
        layout.other(name + ".bias", manager.full(new Shape(outputs), PUBLISHED_BIAS));
    }

    /** Returns normal weights of deviation √(2 / inputs) (He et al. 2015, section 2.2). */
    private static NDArray kaiming(NDManager manager, int outputs, int inputs, SplittableRandom random) {
        double deviation = Math.sqrt(2.0 / inputs);
        var values = new float[outputs * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return manager.create(values, new Shape(outputs, inputs));
    }
}
