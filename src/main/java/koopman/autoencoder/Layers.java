// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import koopman.training.Initial;
import koopman.training.Parameters;
import koopman.training.Products;

/**
 * The encoder φ: p → hidden → m and the decoder: m → hidden → p. A leaky ReLU follows the hidden layer, nothing the
 * last one; rows are samples.
 */
final class Layers {

    private static final float LEAK = 0.01f; // PyTorch's default, which the published experiments have

    private Layers() {}

    static void start(Parameters.Layout layout, NDManager manager, int components, AutoencoderSettings settings,
            SplittableRandom random) {
        Initial.linear(layout, manager, "encoder.first", components, settings.hidden(), random);
        Initial.linear(layout, manager, "encoder.second", settings.hidden(), settings.latent(), random);
        Initial.linear(layout, manager, "decoder.first", settings.latent(), settings.hidden(), random);
        Initial.linear(layout, manager, "decoder.second", settings.hidden(), components, random);
    }

    /** Returns the shapes of all arrays by name. */
    static Map<String, Shape> shapes(int components, AutoencoderSettings settings) {
        var shapes = new LinkedHashMap<String, Shape>();
        linear(shapes, "encoder.first", components, settings.hidden());
        linear(shapes, "encoder.second", settings.hidden(), settings.latent());
        linear(shapes, "decoder.first", settings.latent(), settings.hidden());
        linear(shapes, "decoder.second", settings.hidden(), components);
        return shapes;
    }

    private static void linear(Map<String, Shape> shapes, String name, int inputs, int outputs) {
        shapes.put(name + ".weight", new Shape(outputs, inputs));
        shapes.put(name + ".bias", new Shape(outputs));
    }

    static NDArray encode(Map<String, NDArray> parameters, NDArray rows) {
        return twoLayers(parameters, "encoder", rows);
    }

    static NDArray decode(Map<String, NDArray> parameters, NDArray observables) {
        return twoLayers(parameters, "decoder", observables);
    }

    private static NDArray twoLayers(Map<String, NDArray> parameters, String name, NDArray rows) {
        NDArray hidden = linear(parameters, name + ".first", rows);
        return linear(parameters, name + ".second", Activation.leakyRelu(hidden, LEAK));
    }

    private static NDArray linear(Map<String, NDArray> parameters, String name, NDArray rows) {
        return Products.linear(rows, parameters.get(name + ".weight"), parameters.get(name + ".bias"));
    }
}
