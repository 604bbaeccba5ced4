// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.util.passthrough.PassthroughNDManager;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.Progress;
import koopman.training.TensorFile;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DjlNetworkTest {

    private static final Shape IMAGE = new Shape(1, 8, 8);
    private static final Shape PAIR = new Shape(2);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aModelShowsTheStatesAfterSomeOfItsChildrenAndTheRestIsItsHead() {
        try (Model model = Model.newInstance("mine", "PyTorch")) {
            model.setBlock(initialised(SmallBlocks.convolutional(10), IMAGE));
            DjlNetwork network = DjlNetwork.of(model, IMAGE, 2, 5);
            Samples images = samples(700, 64, 10);
            try (LayerStates states = network.states(images); NDArray logits = network.head(states.last())) {
                assertEquals(List.of(8 * 16, 16 * 4), states.widths());
                assertEquals(new Shape(700, 10), logits.getShape());
                assertArrayEquals(network.logits(images).toFloatArray(), logits.toFloatArray(), 1e-5f);
                assertArrayEquals(network.classify(states), network.classify(images));
                assertEquals(images.accuracy(network.classify(images)), network.accuracy(images));
            }
            assertEquals("DjlNetwork of inputs (1, 8, 8): child 2 (maxPool2d) of width 128, child 5 (maxPool2d) of width 64;"
                    + " 10 classes, 1,898 parameters", network.toString());
        }
    }

    @Test
    void statesAndLogitsAreThoseThatPyTorchFinds() throws IOException {
        compare("convolutional", new SequentialBlock().addAll(SmallBlocks.convolution(3), BatchNorm.builder().build(),
                Activation.reluBlock(), SmallBlocks.halving(),
                Conv2d.builder().setFilters(4).setKernelShape(new Shape(3, 3)).build(), Activation.geluBlock(),
                Dropout.builder().build(), Blocks.batchFlattenBlock(), SmallBlocks.linear(5)));
        compare("plain", new SequentialBlock().addAll(SmallBlocks.linear(6), Activation.tanhBlock(), SmallBlocks.linear(4),
                LayerNorm.builder().build(), Activation.leakyReluBlock(0.1f), SmallBlocks.linear(3)));
    }

    private void compare(String name, SequentialBlock block) throws IOException {
        JsonObject oracle = oracle(name);
        NDArray inputs = array(oracle.getAsJsonObject("inputs"));
        Shape shape = inputs.getShape().slice(1);
        var parameters = new ArrayList<NDArray>();
        oracle.getAsJsonArray("parameters").forEach(each -> parameters.add(array(each.getAsJsonObject())));
        SmallBlocks.set(initialised(block, shape), parameters);
        int[] all = IntStream.range(0, block.getChildren().size()).toArray();
        DjlNetwork network = DjlNetwork.of(block, shape, all);
        Samples samples = samples(inputs.toFloatArray(), Math.toIntExact(inputs.size(0)), 3);
        try (LayerStates states = network.states(samples)) {
            for (int layer : all) {
                NDArray expected = array(oracle.getAsJsonArray("states").get(layer).getAsJsonObject());
                assertEquals(expected.getShape(), states.layer(layer).getShape());
                assertArrayEquals(expected.toFloatArray(), states.layer(layer).toFloatArray(), 1e-5f, name + " " + layer);
            }
        }
        DjlNetwork headed = DjlNetwork.of(block, shape, 0, 2);
        try (LayerStates states = headed.states(samples); NDArray logits = headed.head(states.last())) {
            NDArray expected = array(oracle.getAsJsonArray("states").get(all.length - 1).getAsJsonObject());
            assertArrayEquals(expected.toFloatArray(), logits.toFloatArray(), 1e-5f);
        }
    }

    private static JsonObject oracle(String name) throws IOException {
        try (Reader reader = new InputStreamReader(DjlNetworkTest.class.getResourceAsStream("oracle.json"),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject(name);
        }
    }

    private NDArray array(JsonObject json) {
        var gson = new Gson();
        return manager.create(gson.fromJson(json.get("values"), float[].class),
                new Shape(gson.fromJson(json.get("shape"), long[].class)));
    }

    @Test
    void thePublishedNetworkBuiltFromBlocksHasTheSameStatesAndLogits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("network.safetensors");
        Samples points = YinYang.draw(Split.TEST, 600, 0);
        try (var network = ResidualMlp.train(YinYang.draw(Split.TRAIN, 500, 0), 6, 2, TrainingPlan.momentum(5, 64, 1e-2), 1,
                Progress.silent())) {
            network.save(file);
            SequentialBlock block = initialised(SmallBlocks.residual(network.architecture()), PAIR);
            SmallBlocks.set(block, arrays(TensorFile.read(file, "koopman network", "2", manager)));
            DjlNetwork same = DjlNetwork.of(block, PAIR, 0, 1, 2);
            try (LayerStates expected = network.states(points); LayerStates found = same.states(points)) {
                for (int layer = 0; layer < 3; layer++) {
                    assertArrayEquals(expected.layer(layer).toFloatArray(), found.layer(layer).toFloatArray(), 1e-5f);
                }
                assertArrayEquals(network.logits(points).toFloatArray(), same.head(found.last()).toFloatArray(), 1e-5f);
            }
        }
    }

    private static List<NDArray> arrays(TensorFile file) {
        var arrays = new ArrayList<NDArray>();
        for (String layer : List.of("input", "block0.first", "block0.second", "block1.first", "block1.second")) {
            for (String part : List.of("weight", "bias", "norm.scale", "norm.shift", "norm.mean", "norm.variance")) {
                arrays.add(file.array(layer + "." + part));
            }
        }
        arrays.add(file.array("head.weight"));
        arrays.add(file.array("head.bias"));
        return arrays;
    }

    @Test
    void pooledStatesAreMeansOverTheImageForAllLayersButTheLast() {
        DjlNetwork network = DjlNetwork.of(initialised(SmallBlocks.convolutional(3), IMAGE), IMAGE, 1, 5, 6);
        Samples images = samples(3, 64, 3);
        try (LayerStates whole = network.states(images); LayerStates pooled = network.pooled().states(images)) {
            assertEquals(List.of(8, 16, 64), pooled.widths());
            float[] pixels = whole.first().get(2).toFloatArray(); // (8·8·8), channel after channel
            double sum = 0;
            for (int pixel = 0; pixel < 64; pixel++) {
                sum += pixels[5 * 64 + pixel];
            }
            assertEquals(sum / 64, pooled.first().getFloat(2, 5), 1e-6);
            assertArrayEquals(whole.last().toFloatArray(), pooled.last().toFloatArray());
        }
        assertEquals("DjlNetwork of inputs (1, 8, 8): child 1 (ReLU) of width 8, child 5 (maxPool2d) of width 16, child 6"
                + " (batchFlatten) of width 64; 3 classes, 1,443 parameters", network.pooled().toString());
    }

    @Test
    void wideAndHalfNumbersGiveStatesInSinglePrecision() {
        Samples points = samples(5, 2, 3);
        SequentialBlock single = initialised(plain(), PAIR);
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT16)) {
            SequentialBlock other = SmallBlocks.initialised(plain(), manager, type, PAIR);
            SmallBlocks.set(other, single.getParameters().values().stream().map(each -> each.getArray()).toList());
            try (LayerStates expected = DjlNetwork.of(single, PAIR, 0, 1).states(points);
                    LayerStates found = DjlNetwork.of(other, PAIR, 0, 1).states(points)) {
                assertEquals(DataType.FLOAT32, found.last().getDataType());
                float tolerance = type == DataType.FLOAT64 ? 1e-5f : 1e-2f;
                assertArrayEquals(expected.last().toFloatArray(), found.last().toFloatArray(), tolerance);
                assertEquals(DataType.FLOAT32, DjlNetwork.of(other, PAIR, 0, 1).head(found.last()).getDataType());
            }
        }
    }

    @Test
    void aChildThatWorksInPlaceOrGivesAViewLeavesTheStatesBeforeItAsTheyAre() {
        var block = new SequentialBlock().addAll(Blocks.batchFlattenBlock(), SmallBlocks.lambda("twice", x -> x.muli(2)),
                SmallBlocks.lambda("thrice", x -> x.muli(3)));
        Samples points = samples(4, 2, 2);
        DjlNetwork network = DjlNetwork.of(block, PAIR, 0, 1);
        try (LayerStates states = network.states(points); NDArray logits = network.head(states.last())) {
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 2; column++) {
                    float input = points.input(row)[column];
                    assertEquals(input, states.first().getFloat(row, column));
                    assertEquals(2 * input, states.last().getFloat(row, column));
                    assertEquals(6 * input, logits.getFloat(row, column), 1e-6);
                }
            }
        }
    }

    @Test
    void aLastStateThatNoChildFollowsIsItselfTheLogits() {
        DjlNetwork network = DjlNetwork.of(initialised(plain(), PAIR), PAIR, 0, 2);
        try (LayerStates states = network.states(samples(4, 2, 3)); NDArray logits = network.head(states.last())) {
            assertArrayEquals(states.last().toFloatArray(), logits.toFloatArray());
        }
    }

    @Test
    void theDigestIsThatOfTheParameters() {
        SequentialBlock block = initialised(plain(), PAIR);
        String digest = DjlNetwork.of(block, PAIR, 0, 1).digest();
        assertTrue(digest.matches("[0-9a-f]{16}"), digest);
        SequentialBlock copy = initialised(plain(), PAIR);
        SmallBlocks.set(copy, block.getParameters().values().stream().map(each -> each.getArray()).toList());
        assertEquals(digest, DjlNetwork.of(copy, PAIR, 1, 2).digest());
        SmallBlocks.set(copy, List.of(block.getParameters().valueAt(0).getArray().add(1e-3)));
        assertNotEquals(digest, DjlNetwork.of(copy, PAIR, 0, 1).digest());
    }

    @Test
    void aClosedModelIsNamedAsSuch() {
        Model model = Model.newInstance("mine", "PyTorch");
        model.setBlock(SmallBlocks.initialised(plain(), model.getNDManager(), DataType.FLOAT32, PAIR));
        DjlNetwork network = DjlNetwork.of(model, PAIR, 0, 1);
        LayerStates states = network.states(samples(4, 2, 3));
        model.close();
        assertEquals(4, states.last().size(0), "states live on");
        String closed = "model (closed) must be open to be used: the memory of its parameter 01Linear_weight is freed";
        assertEquals(closed, stateRefusal(() -> network.states(samples(4, 2, 3))));
        assertEquals(closed, stateRefusal(() -> network.head(states.last())));
        assertEquals(closed, stateRefusal(network::digest));
        assertTrue(network.toString().endsWith("3 classes, 55 parameters"), network.toString());
    }

    private static String stateRefusal(Executable use) {
        return assertThrows(IllegalStateException.class, use).getMessage();
    }

    @Test
    void blocksWithoutSuchChildrenAreRefused() {
        SequentialBlock block = initialised(plain(), PAIR);
        assertRefused("block (Linear) must be a SequentialBlock: wrap its parts in one, or implement LayeredNetwork, which has"
                + " two methods", initialised(SmallBlocks.linear(3), PAIR), PAIR, 0, 1);
        assertRefused("block (none) must be a SequentialBlock: wrap its parts in one, or implement LayeredNetwork, which has"
                + " two methods", null, PAIR, 0, 1);
        assertRefused("children ([1]) must be at least 2: a journey has a start and an end", block, PAIR, 1);
        assertRefused("child (3) must be from 0 to 2, the last of the block's children", block, PAIR, 0, 3);
        assertRefused("child (-1) must be from 0 to 2, the last of the block's children", block, PAIR, -1, 0);
        assertRefused("children ([1, 1]) must be ascending: states follow one another", block, PAIR, 1, 1);
        assertRefused("block (without values of 01Linear_weight) must be initialised: train it, or load its parameters",
                plain(), PAIR, 0, 1);
    }

    @Test
    void anotherEngineIsRefused() {
        var other = new PassthroughNDManager(new OtherEngine(), Device.cpu());
        var model = (Model) Proxy.newProxyInstance(Model.class.getClassLoader(), new Class<?>[] {Model.class},
                (proxy, method, arguments) -> method.getName().equals("getNDManager") ? other : null);
        assertEquals("engine (MXNet) must be PyTorch: load the model with it",
                assertThrows(IllegalArgumentException.class, () -> DjlNetwork.of(model, PAIR, 0, 1)).getMessage());
    }

    /** An engine that has a name and nothing else. */
    private static final class OtherEngine extends Engine {

        @Override
        public String getEngineName() {
            return "MXNet";
        }

        @Override
        public Engine getAlternativeEngine() {
            return null;
        }

        @Override
        public int getRank() {
            return 0;
        }

        @Override
        public String getVersion() {
            return "0";
        }

        @Override
        public boolean hasCapability(String capability) {
            return false;
        }

        @Override
        public Model newModel(String name, Device device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDManager newBaseManager() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDManager newBaseManager(Device device) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        SequentialBlock block = initialised(plain(), PAIR);
        assertRefused("input () must be the shape of one sample, such as (1, 28, 28): at least one axis, each at least 1 long",
                block, new Shape(), 0, 1);
        String message = refusal(block, new Shape(3), 0, 1);
        assertTrue(message.startsWith("input (3) must be the shape of one sample as the block takes it: child 0 (Linear)"
                + " refuses [(4, 3)] ("), message);
        DjlNetwork network = DjlNetwork.of(block, PAIR, 0, 1);
        assertEquals("samples (3 features) must have 2, those of the input shape (2)", assertThrows(
                IllegalArgumentException.class, () -> network.states(samples(4, 3, 3))).getMessage());
        assertEquals("logits (3 classes) must be at least 4, since the samples have the label 3: use a block for these classes",
                assertThrows(IllegalArgumentException.class, () -> network.states(samples(4, 2, 4))).getMessage());
        assertEquals("state (4, 2) must be (N, 5), the width of the last layer", assertThrows(IllegalArgumentException.class,
                () -> network.head(manager.zeros(new Shape(4, 2)))).getMessage());
    }

    @Test
    void outputsThatAreNotOneRowForEachSampleAreRefused() {
        assertRefused("child 1 (mean) (output (2)) must give one row for each of 4 samples: take the states after other"
                + " children", sequence(SmallBlocks.lambda("mean", x -> x.mean(new int[] {0}))), PAIR, 0, 1);
        assertRefused("child 1 (both) (2 arrays) must give one: join them, or take the states after other children",
                sequence(new LambdaBlock(x -> new NDList(x.head(), x.head()), "both")), PAIR, 0, 1);
        assertRefused("logits (4, 2, 1) must be (4, classes), at least two classes for each sample: let the last child make"
                + " them", sequence(SmallBlocks.lambda("deep", x -> x.expandDims(2))), PAIR, 0, 1);
        assertRefused("logits (4, 1) must be (4, classes), at least two classes for each sample: let the last child make them",
                sequence(SmallBlocks.lambda("narrow", x -> x.get(":, :1"))), PAIR, 0, 1);
    }

    @Test
    void answersThatChangeOrDependOnTheOtherSamplesAreRefused() {
        assertRefused("child 1 (always) (other answers the second time) must answer the same each time: give the block"
                + " without dropout that is always on", sequence(SmallBlocks.lambda("always",
                        x -> Dropout.dropout(x, 0.5f, true).head())), PAIR, 0, 1);
        assertRefused("child 1 (batch) (answers that depend on which samples go together) must answer each sample by itself:"
                + " let batch norm use its running moments, as in inference", sequence(SmallBlocks.lambda("batch",
                        x -> x.sub(x.mean(new int[] {0}, true)))), PAIR, 0, 1);
    }

    @Test
    void dropoutAndBatchNormWorkAsInInference() {
        var block = initialised(new SequentialBlock().addAll(Dropout.builder().optRate(0.9f).build(),
                BatchNorm.builder().build(), Activation.reluBlock()), PAIR);
        Samples points = samples(4, 2, 2);
        try (LayerStates states = DjlNetwork.of(block, PAIR, 0, 1).states(points)) {
            assertEquals(points.input(3)[1], states.first().getFloat(3, 1));
            assertEquals(points.input(3)[1] / Math.sqrt(1 + 1e-5), states.last().getFloat(3, 1), 1e-6);
        }
    }

    @Test
    void statesThatAreNoNumbersAreRefused() {
        DjlNetwork network = DjlNetwork.of(sequence(SmallBlocks.lambda("log", NDArray::log)), PAIR, 0, 1);
        Samples negative = samples(new float[] {1, 1, 1, 1, -1, 1}, 3, 2);
        assertEquals("layer 1 (NaN or infinite in row 2) must be finite numbers: the network's training may have diverged",
                assertThrows(IllegalArgumentException.class, () -> network.states(negative)).getMessage());
    }

    /** Two methods make a network: here, one whose states are the inputs and their doubles, and whose head is the identity. */
    private static final class Doubling implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            NDManager own = NDManager.newBaseManager();
            NDArray inputs = samples.inputs(own);
            return new LayerStates(samples, List.of(inputs, inputs.mul(2)));
        }

        @Override
        public NDArray head(NDArray last) {
            return last.duplicate();
        }
    }

    @Test
    void anyClassWithTwoMethodsIsANetwork() {
        var network = new Doubling();
        Samples points = samples(new float[] {1, 2, 2, 1, 0, 3}, 3, 2);
        assertArrayEquals(new int[] {1, 0, 1}, network.classify(points));
        assertEquals(2 / 3.0, network.accuracy(points.labelled(new int[] {1, 1, 1})));
        assertEquals("", network.digest());
        try (LayerStates states = network.states(points)) {
            assertEquals(4, states.last().getFloat(1, 0));
        }
    }

    private static SequentialBlock plain() {
        return new SequentialBlock().addAll(SmallBlocks.linear(4), SmallBlocks.linear(5), SmallBlocks.linear(3));
    }

    /** Returns the identity, then the block. */
    private static SequentialBlock sequence(Block second) {
        return new SequentialBlock().addAll(Blocks.identityBlock(), second);
    }

    private <B extends Block> B initialised(B block, Shape shape) {
        return SmallBlocks.initialised(block, manager, DataType.FLOAT32, shape);
    }

    private static void assertRefused(String message, Block block, Shape input, int... children) {
        assertEquals(message, refusal(block, input, children));
    }

    private static String refusal(Block block, Shape input, int... children) {
        return assertThrows(IllegalArgumentException.class, () -> DjlNetwork.of(block, input, children)).getMessage();
    }

    private static Samples samples(int count, int features, int classes) {
        var random = new SplittableRandom(3);
        var values = new float[count * features];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        return samples(values, count, classes);
    }

    private static Samples samples(float[] values, int count, int classes) {
        return Samples.of("made up", Split.TEST, IntStream.range(0, classes).mapToObj(String::valueOf).toList(), values,
                IntStream.range(0, count).map(row -> row % classes).toArray());
    }
}
