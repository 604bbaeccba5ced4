// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Set;
import koopman.training.Computation;

/**
 * The children of a block after its last state, as functions through which gradients flow to the state, but not to the
 * children's own parameters.
 *
 * <p>Only children are taken that are known to keep no number in Java's memory while a computation is recorded (see
 * {@link Computation#times}): whatever else a function does, it cannot be seen from outside.
 */
final class RecordedHead {

    /** DJL's names of the functions that are one operation of PyTorch, or a new shape. */
    private static final Set<String> KNOWN = Set.of("ReLU", "LeakyReLU", "Tanh", "sigmoid", "identity", "batchFlatten");

    private RecordedHead() {}

    /** Accepts children that are known. */
    static void require(BlockPass pass) {
        for (int index = pass.after().get(pass.after().size() - 1) + 1; index < pass.children().size(); index++) {
            require(pass, index, pass.children().get(index));
        }
    }

    private static void require(BlockPass pass, int index, Block block) {
        if (block instanceof SequentialBlock) {
            block.getChildren().values().forEach(part -> require(pass, index, part));
        } else if (!(block instanceof Linear || block instanceof Dropout
                || block instanceof LambdaBlock lambda && KNOWN.contains(lambda.getName()))) {
            throw new IllegalArgumentException(pass.called(index) + " of the head (" + BlockChecks.name(block)
                    + ") must be linear, a known activation, flattening or dropout for gradients to flow through it: make an"
                    + " activation by its block, or take the last state after this child");
        }
    }

    /** Returns the logits of last states in the shape in which the children take them, in single precision. */
    static NDArray logits(BlockPass pass, NDArray last) {
        int first = pass.after().get(pass.after().size() - 1) + 1;
        return through(pass.children().subList(first, pass.children().size()), last).toType(DataType.FLOAT32, false);
    }

    private static NDArray through(List<Block> blocks, NDArray array) {
        NDArray passing = array;
        for (Block block : blocks) {
            passing = through(block, passing);
        }
        return passing;
    }

    private static NDArray through(Block block, NDArray array) {
        if (block instanceof SequentialBlock) {
            return through(block.getChildren().values(), array);
        }
        if (block instanceof Linear) {
            return Linear.linear(array, parameter(block, "weight"), parameter(block, "bias")).head();
        }
        return block instanceof Dropout ? array
                : block.forward(new ParameterStore(array.getManager(), false), new NDList(array), false).head();
    }

    private static NDArray parameter(Block block, String name) {
        Parameter parameter = block.getDirectParameters().get(name);
        return parameter == null ? null : Computation.withoutGradient(parameter.getArray()::stopGradient);
    }
}
