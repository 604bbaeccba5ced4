// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.function.Function;
import koopman.training.Computation;

/** Small blocks of DJL for tests. */
final class SmallBlocks {

    private SmallBlocks() {}

    static Block linear(int outputs) {
        return Linear.builder().setUnits(outputs).build();
    }

    static Block convolution(int filters) {
        return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(3, 3)).optPadding(new Shape(1, 1)).build();
    }

    static Block halving() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    /** Conv, relu, pool twice, then flat to ten classes: child 6 makes rows. */
    static SequentialBlock convolutional(int classes) {
        return new SequentialBlock().addAll(convolution(8), Activation.reluBlock(), halving(), convolution(16),
                Activation.reluBlock(), halving(), Blocks.batchFlattenBlock(), linear(classes));
    }

    /** A function of an array as a block. */
    static Block lambda(String name, Function<NDArray, NDArray> function) {
        return new LambdaBlock(arrays -> new NDList(function.apply(arrays.singletonOrThrow())), name);
    }

    /** The architecture of {@link ResidualMlp} from DJL's blocks: x_0 is child 0, x_b child b, then the head. */
    static SequentialBlock residual(Architecture sizes) {
        var network = new SequentialBlock().add(new SequentialBlock()
                .addAll(linear(sizes.width()), BatchNorm.builder().build(), Activation.reluBlock()));
        for (int block = 0; block < sizes.blocks(); block++) {
            network.add(new SequentialBlock().addAll(skip(sizes.width()), Activation.reluBlock()));
        }
        return network.add(linear(sizes.classes()));
    }

    private static Block skip(int width) {
        var change = new SequentialBlock().addAll(linear(width), BatchNorm.builder().build(), Activation.reluBlock(),
                linear(width), BatchNorm.builder().build());
        return new ParallelBlock(ways -> new NDList(ways.get(0).singletonOrThrow().add(ways.get(1).singletonOrThrow())),
                List.of(change, Blocks.identityBlock()));
    }

    static <B extends Block> B initialised(B block, NDManager manager, DataType type, Shape shape) {
        Computation.withoutGradient(() -> {
            block.initialize(manager, type, new Shape(1).addAll(shape));
            return null;
        });
        return block;
    }

    /** Puts arrays into a block's parameters, in their order. */
    static void set(Block block, List<NDArray> arrays) {
        Computation.withoutGradient(() -> {
            for (int i = 0; i < arrays.size(); i++) {
                NDArray own = block.getParameters().valueAt(i).getArray();
                arrays.get(i).toType(own.getDataType(), false).copyTo(own);
            }
            return null;
        });
    }
}
