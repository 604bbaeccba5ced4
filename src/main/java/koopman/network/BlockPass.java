// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * The way of samples through the children of a block, in inference, with stops after some of the children.
 *
 * @param children the block's children, first to last
 * @param input the shape of one sample
 * @param type the type of number that the children work with
 * @param after the children after which there are states, ascending
 */
record BlockPass(List<Block> children, Shape input, DataType type, List<Integer> after) {

    BlockPass {
        children = List.copyOf(children);
        after = List.copyOf(after);
        if (after.size() < 2) {
            throw new IllegalArgumentException("children (" + after + ") must be at least 2:"
                    + " a journey has a start and an end");
        }
        for (int i = 0; i < after.size(); i++) {
            requireChild(after.get(i), children.size());
            if (i > 0 && after.get(i) <= after.get(i - 1)) {
                throw new IllegalArgumentException("children (" + after + ") must be ascending: states follow one another");
            }
        }
    }

    private static void requireChild(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("child (" + index + ") must be from 0 to " + (count - 1)
                    + ", the last of the block's children");
        }
    }

    /** Returns the states of rows, (N, features), each in the shape in which its child gives it, in single precision. */
    NDList states(NDArray rows) {
        NDList passing = new NDList(BlockChecks.shaped(rows, input, type).duplicate()); // a view would share Java's memory
        var states = new NDList();
        int next = 0;
        for (int index : after) {
            passing = through(passing, next, index + 1);
            NDArray state = only(passing, index, rows.size(0));
            states.add(state.toType(DataType.FLOAT32, false).duplicate()); // the next child may work in place
            next = index + 1;
        }
        return states;
    }

    /** Returns what the children after the last state make of it, given in its own shape. */
    NDArray head(NDArray last) {
        int first = after.get(after.size() - 1) + 1;
        NDList logits = through(new NDList(last.toType(type, false).duplicate()), first, children.size());
        return only(logits, children.size() - 1, last.size(0)).toType(DataType.FLOAT32, false);
    }

    private NDList through(NDList arrays, int from, int to) {
        var store = new ParameterStore(arrays.head().getManager(), false);
        NDList passing = arrays;
        for (int index = from; index < to; index++) {
            passing = child(index, store, passing);
        }
        return passing;
    }

    private NDList child(int index, ParameterStore store, NDList arrays) {
        try {
            return children.get(index).forward(store, arrays, false);
        } catch (RuntimeException refused) {
            String reason = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("input " + input + " must be the shape of one sample as the block takes it: "
                    + called(index) + " refuses " + List.of(arrays.getShapes()) + " (" + reason + ")", refused);
        }
    }

    private NDArray only(NDList arrays, int index, long rows) {
        if (arrays.size() != 1) {
            throw new IllegalArgumentException(called(index) + " (" + arrays.size()
                    + " arrays) must give one: join them, or take the states after other children");
        }
        Shape shape = arrays.head().getShape();
        if (shape.dimension() < 1 || shape.get(0) != rows) {
            throw new IllegalArgumentException(called(index) + " (output " + shape + ") must give one row for each of "
                    + rows + " samples: take the states after other children");
        }
        return arrays.head();
    }

    /** Returns what a child is called in messages. */
    String called(int index) {
        String name = BlockChecks.name(children.get(index));
        return "child " + index + (name.equals(BlockChecks.NAMELESS) ? "" : " (" + name + ")");
    }
}
