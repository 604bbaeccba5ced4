// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of a residual network.
 *
 * @param inputs how many features an input has
 * @param width d, the size of every layer's state
 * @param blocks B, the number of residual blocks, so that the states are x_0 to x_B
 * @param classes how many classes the output layer tells apart
 */
public record Architecture(int inputs, int width, int blocks, int classes) {

    public Architecture {
        requireAtLeast("inputs", inputs, 1);
        requireAtLeast("width", width, 1);
        requireAtLeast("blocks", blocks, 1);
        requireAtLeast("classes", classes, 2);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least " + least);
        }
    }

    /** Returns the linear layers that a batch norm follows, in their order, with the size of what each is given. */
    Map<String, Integer> normedLayers() {
        var layers = new LinkedHashMap<String, Integer>();
        layers.put("input", inputs);
        for (int block = 0; block < blocks; block++) {
            layers.put("block" + block + ".first", width);
            layers.put("block" + block + ".second", width);
        }
        return layers;
    }

    /** Returns the shapes of all arrays of a network, its parameters and running moments, by name. */
    Map<String, Shape> shapes() {
        var shapes = new LinkedHashMap<String, Shape>();
        normedLayers().forEach((layer, size) -> {
            shapes.put(layer + ".weight", new Shape(width, size));
            for (String each : new String[] {".bias", ".norm.scale", ".norm.shift", ".norm.mean", ".norm.variance"}) {
                shapes.put(layer + each, new Shape(width));
            }
        });
        shapes.put("head.weight", new Shape(classes, width));
        shapes.put("head.bias", new Shape(classes));
        return shapes;
    }
}
