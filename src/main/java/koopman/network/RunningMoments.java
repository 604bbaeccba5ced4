// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import koopman.training.NativeMemory;

/** The running mean and variance of each batch norm, which training updates and inference uses. */
final class RunningMoments {

    private final NativeMemory memory;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    RunningMoments(NativeMemory memory) {
        this.memory = memory;
    }

    NDArray mean(String layer, int width) {
        return arrays.computeIfAbsent(layer + ".norm.mean", name -> kept(memory.manager().zeros(new Shape(width))));
    }

    NDArray variance(String layer, int width) {
        return arrays.computeIfAbsent(layer + ".norm.variance", name -> kept(memory.manager().ones(new Shape(width))));
    }

    /** Copies all moments from those of a network of the same sizes. */
    void set(RunningMoments other) {
        set(other.arrays::get, other.arrays.keySet());
    }

    /** Returns all moments of a network by name, also those of layers that nothing has passed through yet. */
    Map<String, NDArray> arrays(Architecture architecture) {
        for (String layer : architecture.normedLayers().keySet()) {
            mean(layer, architecture.width());
            variance(layer, architecture.width());
        }
        return arrays;
    }

    /** Takes the moments of a file. */
    void set(Function<String, NDArray> source, Iterable<String> names) {
        for (String name : names) {
            if (name.contains(".norm.mean") || name.contains(".norm.variance")) {
                NDArray own = source.apply(name).duplicate();
                arrays.put(name, kept(own));
            }
        }
    }

    private NDArray kept(NDArray array) {
        return memory.keep(array);
    }
}
