// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.YinYang;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heads through which gradients flow: they give what the head gives, and the slopes of finite differences. */
class RecordedHeadTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aResidualNetworksHead() {
        Samples points = YinYang.splits(0).train().first(200);
        try (var network = ResidualMlp.train(points, 6, 1, TrainingPlan.momentum(2, 50, 1e-2), 0, Progress.silent())) {
            assertIsTheHead(network, 6);
        }
    }

    @Test
    void aHeadOfDjlsBlocks() {
        var head = new SequentialBlock().addAll(Blocks.batchFlattenBlock(), SmallBlocks.linear(5), Activation.tanhBlock(),
                Dropout.builder().optRate(0.5f).build());
        Block block = SmallBlocks.initialised(new SequentialBlock().addAll(SmallBlocks.convolution(2), SmallBlocks.convolution(2),
                head, SmallBlocks.linear(3)), manager, DataType.FLOAT32, new Shape(1, 2, 2));
        assertIsTheHead(DjlNetwork.of(block, new Shape(1, 2, 2), 0, 1), 8);
        block.getParameters().values().forEach(parameter ->
                assertEquals(0, parameter.getArray().getGradient().abs().sum().getFloat()));
    }

    @Test
    void aHeadOnStatesOfANetworkThatRunsElsewhere() {
        Samples points = YinYang.splits(0).train().first(200);
        KeptStates kept = KeptStates.of("inputs", "abc", part -> new float[][][] {rows(part), rows(part)});
        try (LayerStates states = kept.of(points); SoftmaxHead head = SoftmaxHead.fit(states, states, 0)) {
            assertIsTheHead(OutsideNetwork.of(kept, head), points.features());
        }
    }

    private static float[][] rows(Samples part) {
        return IntStream.range(0, part.size()).mapToObj(part::input).toArray(float[][]::new);
    }

    private void assertIsTheHead(LayeredNetwork network, int width) {
        NDArray states = normal(4, width);
        states.setRequiresGradient(true);
        NDArray weights = normal(4, 3);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            NDArray logits = network.recordedHead().apply(states);
            assertArrayEquals(network.head(states).toFloatArray(), logits.toFloatArray(), 1e-6f);
            recording.backward(logits.mul(weights).sum());
        }
        NDArray along = normal(4, width);
        double slope = (sum(network, states.add(along.mul(1e-2)), weights) - sum(network, states.sub(along.mul(1e-2)), weights))
                / 2e-2;
        assertEquals(slope, states.getGradient().mul(along).sum().getFloat(), 2e-3 * Math.max(1, Math.abs(slope)));
    }

    private static double sum(LayeredNetwork network, NDArray states, NDArray weights) {
        return network.head(states.stopGradient()).mul(weights).sum().getFloat();
    }

    @Test
    void whatCannotBeSeenThroughIsRefusedByName() {
        assertRefused("child 1 (GELU) of the head (GELU)", Activation.geluBlock());
        assertRefused("child 1 (BatchNorm) of the head (BatchNorm)", BatchNorm.builder().build());
        assertRefused("child 1 of the head (anonymous)", new SequentialBlock().add(Activation::relu).getChildren().valueAt(0));
        assertRefused("child 1 (SequentialBlock) of the head (mystery)",
                new SequentialBlock().add(SmallBlocks.lambda("mystery", NDArray::exp)));
    }

    private void assertRefused(String start, Block child) {
        Block block = SmallBlocks.initialised(new SequentialBlock().addAll(SmallBlocks.linear(3), child, SmallBlocks.linear(3)),
                manager, DataType.FLOAT32, new Shape(2));
        DjlNetwork network = DjlNetwork.of(withTwoStates(block), new Shape(2), 0, 1);
        assertEquals(start.replace("child 1", "child 2") + " must be linear, a known activation, flattening or dropout for"
                + " gradients to flow through it: make an activation by its block, or take the last state after this child",
                assertThrows(IllegalArgumentException.class, network::recordedHead).getMessage());
    }

    /** Returns the block with the identity before it, so that the refused child comes after two states. */
    private static Block withTwoStates(Block block) {
        return new SequentialBlock().add(Blocks.identityBlock()).addAll(block.getChildren().values());
    }

    @Test
    void aNetworkWithoutTheMethodSaysSo() {
        var network = new LayeredNetwork() {
            @Override
            public LayerStates states(Samples samples) {
                throw new IllegalStateException("not asked");
            }

            @Override
            public NDArray head(NDArray last) {
                return last;
            }

            @Override
            public String toString() {
                return "a network of two methods";
            }
        };
        assertEquals("head (of a network of two methods) must be one that gradients flow through: give the network the method"
                + " recordedHead", assertThrows(IllegalArgumentException.class, network::recordedHead).getMessage());
    }

    private NDArray normal(long rows, long columns) {
        var random = new Random(rows + columns);
        var values = new float[(int) (rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(rows, columns));
    }
}
