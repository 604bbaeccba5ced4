package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.Map;
import java.util.SplittableRandom;
import koopman.training.Parameters;

/**
 * The encoder φ: p → hidden → m and the decoder: m → hidden → p. A leaky ReLU follows the hidden layer, nothing the
 * last one; rows are samples.
 */
final class Layers {

    private static final float LEAK = 0.01f; // PyTorch's default, which the published experiments have

    private Layers() {}

    static void start(Parameters.Layout layout, NDManager manager, int components, AutoencoderSettings settings,
            SplittableRandom random) {
        linear(layout, manager, "encoder.first", components, settings.hidden(), random);
        linear(layout, manager, "encoder.second", settings.hidden(), settings.latent(), random);
        linear(layout, manager, "decoder.first", settings.latent(), settings.hidden(), random);
        linear(layout, manager, "decoder.second", settings.hidden(), components, random);
    }

    private static void linear(Parameters.Layout layout, NDManager manager, String name, int inputs, int outputs,
            SplittableRandom random) {
        layout.weight(name + ".weight", uniform(manager, new Shape(outputs, inputs), inputs, random));
        layout.other(name + ".bias", uniform(manager, new Shape(outputs), inputs, random));
    }

    /** Uniform between ± 1 / √inputs, PyTorch's default. */
    private static NDArray uniform(NDManager manager, Shape shape, int inputs, SplittableRandom random) {
        double bound = 1 / Math.sqrt(inputs);
        var values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return manager.create(values, shape);
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
        return Linear.linear(rows, parameters.get(name + ".weight"), parameters.get(name + ".bias")).head();
    }
}
