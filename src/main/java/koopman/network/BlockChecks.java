// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.util.NativeResource;
import ai.djl.util.Pair;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import koopman.data.Samples;

/** What must hold of a block of DJL and of the samples that it is given, and what a block says of itself. */
final class BlockChecks {

    /** DJL's name for a function that its user has not named. */
    static final String NAMELESS = "anonymous";

    private static final String ENGINE = "PyTorch";

    private BlockChecks() {}

    /** Returns the type of the block's first floating-point parameter; single precision if it has none. */
    static DataType type(Block block) {
        return block.getParameters().values().stream().filter(Parameter::isInitialized)
                .map(parameter -> parameter.getArray().getDataType()).filter(DataType::isFloating)
                .findFirst().orElse(DataType.FLOAT32);
    }

    /** Returns what a block is called: its class, or the name of the function that it wraps. */
    static String name(Block block) {
        return block instanceof LambdaBlock lambda ? lambda.getName() : block.getClass().getSimpleName();
    }

    /** Returns a shape without its first axis, that of the samples. */
    static Shape ofOne(NDArray array) {
        return array.getShape().slice(1);
    }

    /** Returns rows in the shape in which a block takes them, (N, features) → (N, shape...). */
    static NDArray shaped(NDArray rows, Shape shape, DataType type) {
        return rows.toType(type, false).reshape(new Shape(rows.size(0)).addAll(shape));
    }

    static void requireEngine(String name) {
        if (!ENGINE.equals(name)) {
            throw new IllegalArgumentException("engine (" + name + ") must be " + ENGINE + ": load the model with it");
        }
    }

    /** Accepts a block all of whose parameters have values, in the memory of PyTorch. */
    static void requireInitialised(Block block) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            if (!entry.getValue().isInitialized()) {
                throw new IllegalArgumentException("block (without values of " + entry.getKey()
                        + ") must be initialised: train it, or load its parameters");
            }
            requireEngine(entry.getValue().getArray().getManager().getEngine().getEngineName());
        }
    }

    /** Accepts a block all of whose parameters are there still. */
    static void requireOpen(Block block) {
        for (Pair<String, Parameter> entry : block.getParameters()) {
            Parameter parameter = entry.getValue();
            if (!parameter.isInitialized() || parameter.getArray() instanceof NativeResource<?> held && held.isReleased()) {
                throw new IllegalStateException("model (closed) must be open to be used: the memory of its parameter "
                        + entry.getKey() + " is freed");
            }
        }
    }

    static void requireShape(Shape input) {
        if (input.dimension() < 1 || LongStream.of(input.getShape()).min().orElseThrow() < 1) {
            throw new IllegalArgumentException("input " + input + " must be the shape of one sample, such as (1, 28, 28):"
                    + " at least one axis, each at least 1 long");
        }
    }

    static void requireFeatures(Samples samples, Shape input) {
        if (samples.features() != input.size()) {
            throw new IllegalArgumentException("samples (" + samples.features() + " features) must have " + input.size()
                    + ", those of the input shape " + input);
        }
    }

    static void requireClasses(Samples samples, long classes) {
        int needed = 1 + IntStream.of(samples.labels()).max().orElseThrow();
        if (classes < needed) {
            throw new IllegalArgumentException("logits (" + classes + " classes) must be at least " + needed
                    + ", since the samples have the label " + (needed - 1) + ": use a block for these classes");
        }
    }

    /** Returns the number of classes of logits, (N, classes). */
    static long requireLogits(NDArray logits, long rows) {
        if (logits.getShape().dimension() != 2 || logits.size(0) != rows || logits.size(1) < 2) {
            throw new IllegalArgumentException("logits " + logits.getShape() + " must be (" + rows
                    + ", classes), at least two classes for each sample: let the last child make them");
        }
        return logits.size(1);
    }
}
