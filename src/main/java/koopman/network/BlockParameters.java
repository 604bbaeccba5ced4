// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import koopman.data.Randomness;
import koopman.training.Computation;
import koopman.training.NativeMemory;
import koopman.training.Parameters;

/**
 * The parameters of a block of DJL: those with a gradient laid out as one vector, of which the block gets views to compute
 * with; and the others, such as the running moments of batch norm, which stay where they are and which the block updates.
 */
final class BlockParameters {

    private static final NDIndex EVERYTHING = new NDIndex(":");

    private final Map<String, Parameter> learned = new LinkedHashMap<>(); // by name, each once though blocks may share it
    private final Map<String, String> names = new HashMap<>(); // by DJL's identity of the parameter
    private final Set<Parameter> others = new LinkedHashSet<>(); // that are not learned
    private final Parameters vector;

    /** Lays a block's parameters out in memory of the manager. */
    BlockParameters(Block block, NDManager manager) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            Parameter parameter = entry.getValue();
            if (!parameter.requiresGradient()) {
                others.add(parameter);
            } else if (names.putIfAbsent(parameter.getId(), entry.getKey()) == null) {
                learned.put(entry.getKey(), parameter);
            }
        }
        if (learned.isEmpty()) {
            throw new IllegalArgumentException("block (0 parameters with a gradient) must have some to be trained:"
                    + " freezeParameters(false) thaws them");
        }
        this.vector = Computation.withoutGradient(() -> layout(manager, BlockChecks.type(block)).build());
    }

    private Parameters.Layout layout(NDManager manager, DataType type) {
        var layout = Parameters.layout(manager, type);
        learned.forEach((name, parameter) -> {
            if (parameter.getType() == Parameter.Type.WEIGHT) {
                layout.weight(name, parameter.getArray());
            } else {
                layout.other(name, parameter.getArray());
            }
        });
        return layout;
    }

    /**
     * Gives values to those parameters that have none: normal ones to weights, unless the caller chose an initialiser, and
     * what their type has to the others.
     */
    static void initialise(Block block, Shape input, long seed) {
        List<Parameter> empty = block.getParameters().values().stream().filter(one -> !one.isInitialized()).toList();
        if (empty.isEmpty()) {
            return;
        }
        SplittableRandom random = Randomness.NETWORK.of(seed);
        empty.stream().filter(BlockParameters::isUsualWeight).forEach(weight -> weight.setInitializer(kaiming(random)));
        var memory = new NativeMemory("the block"); // reached through the parameters, and freed when they no longer are
        Computation.withoutGradient(() -> {
            block.initialize(memory.manager(), BlockChecks.type(block), new Shape(1).addAll(input));
            return null;
        });
        empty.stream().map(Parameter::getArray).forEach(memory::keep);
    }

    private static boolean isUsualWeight(Parameter parameter) {
        return parameter.getType() == Parameter.Type.WEIGHT
                && parameter.getInitializer() == Parameter.Type.WEIGHT.getInitializer();
    }

    /** Returns normal weights of deviation √(2 / inputs) (He et al. 2015, section 2.2), (outputs, ...). */
    private static Initializer kaiming(SplittableRandom random) {
        return (manager, shape, type) -> {
            double deviation = Math.sqrt(2.0 * (shape.dimension() < 2 ? 1 : shape.get(0)) / shape.size());
            var values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            return Computation.result(manager, () -> manager.create(values, shape).toType(type, false).duplicate());
        };
    }

    /** Returns the arrays that are not learned, which the block changes as it is trained. */
    NDList buffers() {
        return new NDList(others.stream().map(Parameter::getArray).toList());
    }

    /** Returns the vector of the learned numbers. */
    Parameters vector() {
        return vector;
    }

    /** Returns a store from which the block gets these arrays in place of its own learned ones. */
    ParameterStore store(Map<String, NDArray> arrays, NDManager manager) {
        return new ParameterStore(manager, false) {
            @Override
            public NDArray getValue(Parameter parameter, Device device, boolean training) {
                if (parameter == null) {
                    return null; // such as the bias of a layer that has none
                }
                String name = names.get(parameter.getId());
                return name == null ? parameter.getArray() : arrays.get(name);
            }
        };
    }

    /** Copies what was learned to the block's own arrays. */
    void writeBack() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Computation.withoutGradient(() -> {
                vector.arrays().forEach((name, value) -> {
                    NDArray own = learned.get(name).getArray();
                    own.set(EVERYTHING, value.toType(own.getDataType(), false));
                });
                return null;
            });
        }
    }
}
