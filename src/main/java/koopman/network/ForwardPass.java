// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import java.util.Map;
import koopman.training.Products;

/** One way through a residual network, with its parameters at hand by name. */
final class ForwardPass {

    private static final int FEATURES = -1;
    private static final float MEMORY = 0.9f; // of the running moments, PyTorch's default
    static final float EPSILON = 1e-5f;

    private final Architecture architecture;
    private final Map<String, NDArray> parameters;
    private final RunningMoments moments;
    private final boolean training;
    private final NoiseBank noise;

    ForwardPass(Architecture architecture, Map<String, NDArray> parameters, RunningMoments moments, boolean training,
            NoiseBank noise) {
        this.architecture = architecture;
        this.parameters = parameters;
        this.moments = moments;
        this.training = training;
        this.noise = noise;
    }

    /** Returns the states x_0 to x_B of the inputs. */
    NDList states(NDArray inputs) {
        var states = new NDList(Activation.relu(normedLinear("input", noise.onInputs(inputs))));
        for (int block = 0; block < architecture.blocks(); block++) {
            states.add(block("block" + block, states.get(block)));
        }
        return states;
    }

    NDArray logits(NDArray inputs) {
        return head(states(inputs).get(architecture.blocks()));
    }

    NDArray head(NDArray last) {
        return linear("head", last);
    }

    private NDArray block(String name, NDArray x) {
        NDArray hidden = Activation.relu(normedLinear(name + ".first", x));
        return Activation.relu(normedLinear(name + ".second", hidden).add(x));
    }

    private NDArray normedLinear(String name, NDArray x) {
        return noise.onLayer(BatchNorm.batchNorm(linear(name, x), moments.mean(name, architecture.width()),
                moments.variance(name, architecture.width()), parameters.get(name + ".norm.scale"),
                parameters.get(name + ".norm.shift"), FEATURES, MEMORY, EPSILON, training).head());
    }

    private NDArray linear(String name, NDArray x) {
        return Products.linear(x, parameters.get(name + ".weight"), parameters.get(name + ".bias"));
    }
}
