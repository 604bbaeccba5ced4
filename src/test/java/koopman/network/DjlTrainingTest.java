// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.initializer.Initializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.ImageFiles;
import koopman.data.RealImages;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.DivergedException;
import koopman.training.Optimiser;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.TrainingCurve;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DjlTrainingTest {

    private static final Shape PAIR = new Shape(2);
    private static final Shape IMAGE = new Shape(1, 28, 28);
    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 2_000, 0);
    private static final Samples FEW = POINTS.first(200);

    @Test
    void aBlockLearnsYinYangAndItsModelIsSavedAndLoadedByDjl(@TempDir Path folder) throws Exception {
        Samples test = YinYang.draw(Split.TEST, 2_000, 0);
        try (Model model = model(); Model loaded = model()) {
            TrainingCurve curve = DjlTraining.fit(model.getBlock(), PAIR, POINTS, TrainingPlan.adamW(60, 64, 2e-2), 1,
                    Progress.silent());
            DjlNetwork network = DjlNetwork.of(model, PAIR, 2, 5);
            assertTrue(curve.last() < 0.25, curve.toString());
            assertTrue(network.accuracy(test) > 0.93, "accuracy " + network.accuracy(test));
            model.save(folder, "yinyang");
            loaded.load(folder, "yinyang");
            assertEquals(network.digest(), DjlNetwork.of(loaded, PAIR, 2, 5).digest());
            assertArrayEquals(network.classify(test), DjlNetwork.of(loaded, PAIR, 2, 5).classify(test));
        }
    }

    private static Model model() {
        Model model = Model.newInstance("yinyang", "PyTorch");
        model.setBlock(normed());
        return model;
    }

    private static SequentialBlock normed() {
        return new SequentialBlock().addAll(SmallBlocks.linear(24), BatchNorm.builder().build(), Activation.reluBlock(),
                SmallBlocks.linear(24), BatchNorm.builder().build(), Activation.reluBlock(), SmallBlocks.linear(3));
    }

    @Test
    void aConvolutionalNetworkLearnsDigits() {
        RealImages.assumeMnist();
        Samples digits = ImageFiles.MNIST.splits().train().first(4_000);
        Samples others = ImageFiles.MNIST.splits().test().first(2_000);
        SequentialBlock block = SmallBlocks.convolutional(10);
        TrainingCurve curve = DjlTraining.fit(block, IMAGE, digits, TrainingPlan.adamW(5, 64, 5e-3), 1, Progress.silent());
        assertTrue(DoubleStream.of(curve.loss()).allMatch(Double::isFinite), curve.toString());
        double accuracy = DjlNetwork.of(block, IMAGE, 2, 5).accuracy(others);
        assertTrue(accuracy > 0.93, "accuracy " + accuracy);
    }

    @Test
    void theFirstLossIsTheCrossEntropyOfTheStartAndAStepGoesDownItsGradient() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock block = SmallBlocks.initialised(new SequentialBlock().add(SmallBlocks.linear(3)), manager,
                    DataType.FLOAT64, PAIR);
            SmallBlocks.set(block, List.of(manager.create(new float[] {1, 0, 0, 1, -1, 1}, new Shape(3, 2)),
                    manager.create(new float[] {0, 0.5f, 0})));
            var byHand = new Softmax(new double[][] {{1, 0}, {0, 1}, {-1, 1}}, new double[] {0, 0.5, 0});
            TrainingCurve curve = DjlTraining.fit(block, PAIR, FEW, new TrainingPlan(1, 200, 1e-3, Schedule.BY_STEP, 0,
                    Double.POSITIVE_INFINITY, Optimiser.Momentum.PUBLISHED), 1, Progress.silent());
            assertEquals(byHand.loss(FEW), curve.last(), 1e-9);
            double[] moved = block.getParameters().valueAt(1).getArray().toDoubleArray();
            double[] gradient = byHand.biasGradient(FEW);
            double rate = (byHand.bias()[0] - moved[0]) / gradient[0];
            assertTrue(rate > 0 && rate <= 1e-3, "rate " + rate);
            for (int label = 1; label < 3; label++) {
                assertEquals(byHand.bias()[label] - rate * gradient[label], moved[label], 1e-9, "label " + label);
            }
        }
    }

    /** One linear layer and its cross-entropy in double precision. */
    private record Softmax(double[][] weight, double[] bias) {

        double loss(Samples samples) {
            return IntStream.range(0, samples.size())
                    .mapToDouble(row -> -Math.log(shares(samples.input(row))[samples.label(row)])).average().orElseThrow();
        }

        double[] biasGradient(Samples samples) {
            return IntStream.range(0, bias.length).mapToDouble(label -> IntStream.range(0, samples.size())
                    .mapToDouble(row -> shares(samples.input(row))[label] - (samples.label(row) == label ? 1 : 0))
                    .average().orElseThrow()).toArray();
        }

        private double[] shares(float[] input) {
            double[] powers = IntStream.range(0, bias.length)
                    .mapToDouble(i -> Math.exp(weight[i][0] * input[0] + weight[i][1] * input[1] + bias[i])).toArray();
            double all = DoubleStream.of(powers).sum();
            return DoubleStream.of(powers).map(power -> power / all).toArray();
        }
    }

    @Test
    void theSameSeedTrainsTheSameBlockWithDropoutToo() {
        float[] first = trained(dropping(), 3);
        assertArrayEquals(first, trained(dropping(), 3));
        assertFalse(Arrays.equals(first, trained(dropping(), 4)));
    }

    private static SequentialBlock dropping() {
        return new SequentialBlock().addAll(SmallBlocks.linear(16), Activation.reluBlock(),
                Dropout.builder().optRate(0.3f).build(), SmallBlocks.linear(3));
    }

    private static float[] trained(Block block, long seed) {
        return trained(block, 3, seed);
    }

    private static float[] trained(Block block, int epochs, long seed) {
        DjlTraining.fit(block, PAIR, FEW, TrainingPlan.momentum(epochs, 32, 1e-2), seed, Progress.silent());
        return numbers(block);
    }

    private static float[] numbers(Block block) {
        var numbers = new ArrayList<Float>();
        for (Parameter parameter : block.getParameters().values()) {
            for (float value : parameter.getArray().toType(DataType.FLOAT32, false).toFloatArray()) {
                numbers.add(value);
            }
        }
        var all = new float[numbers.size()];
        IntStream.range(0, all.length).forEach(i -> all[i] = numbers.get(i));
        return all;
    }

    @Test
    void weightsStartAsHesAndBiasesAtNoughtUnlessTheCallerChose() {
        var block = new SequentialBlock().addAll(SmallBlocks.convolution(50), SmallBlocks.convolution(40),
                Blocks.batchFlattenBlock(), SmallBlocks.linear(2));
        block.getChildren().valueAt(3).setInitializer(Initializer.ONES, "weight");
        BlockParameters.initialise(block, new Shape(3, 4, 4), 1);
        assertEquals(Math.sqrt(2.0 / 27), deviation(block, 0), 0.01);
        assertEquals(Math.sqrt(2.0 / 450), deviation(block, 2), 0.002);
        assertEquals(0, deviation(block, 3));
        assertEquals(1, deviation(block, 4));
    }

    private static double deviation(Block block, int parameter) {
        float[] values = block.getParameters().valueAt(parameter).getArray().toFloatArray();
        return Math.sqrt(IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).average().orElseThrow());
    }

    @Test
    void weightsDecayAndBiasesAndNormsDoNot() {
        SequentialBlock block = new SequentialBlock().addAll(SmallBlocks.linear(8), LayerNorm.builder().build(),
                SmallBlocks.linear(3));
        BlockParameters.initialise(block, PAIR, 1);
        float[] before = numbers(block);
        var plan = new TrainingPlan(1, 200, 1e-3, Schedule.BY_STEP, 500, 1e-12,
                Optimiser.Momentum.PUBLISHED);
        DjlTraining.fit(block, PAIR, FEW, plan, 1, Progress.silent());
        float[] after = numbers(block);
        assertTrue(Math.abs(after[0] / before[0] - 1) > 0.1, "a weight shrinks: " + before[0] + " to " + after[0]);
        assertArrayEquals(slice(before, 16, 40), slice(after, 16, 40), 1e-6f); // the bias, the norm's scale and shift
        assertTrue(Math.abs(after[40] / before[40] - 1) > 0.1, "a weight shrinks: " + before[40] + " to " + after[40]);
    }

    private static float[] slice(float[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    @Test
    void frozenParametersStayAndSharedOnesAreLearnedOnce() {
        Block shared = SmallBlocks.linear(2);
        Block frozen = SmallBlocks.linear(2);
        SequentialBlock block = new SequentialBlock().addAll(shared, frozen, shared, SmallBlocks.linear(3));
        BlockParameters.initialise(block, PAIR, 1);
        frozen.freezeParameters(true);
        float[] before = numbers(block);
        float[] after = trained(block, 1);
        assertArrayEquals(slice(before, 6, 12), slice(after, 6, 12));
        assertTrue(Math.abs(before[0] - after[0]) > 1e-6);
        assertArrayEquals(slice(after, 0, 6), slice(after, 12, 18));
    }

    @Test
    void batchNormsRunningMomentsFollowTheSamples() {
        SequentialBlock block = new SequentialBlock().addAll(BatchNorm.builder().build(), SmallBlocks.linear(3));
        DjlTraining.fit(block, PAIR, FEW, TrainingPlan.momentum(60, 200, 1e-6), 1, Progress.silent());
        double mean = IntStream.range(0, FEW.size()).mapToDouble(row -> FEW.input(row)[0]).average().orElseThrow();
        double share = 1 - Math.pow(0.9, 60); // of the way from nought
        assertEquals(share * mean, block.getParameters().get("01BatchNorm_runningMean").getArray().getFloat(0), 1e-4);
    }

    @Test
    void aTrainingThatDivergesLeavesTheBlockAsItWas() {
        SequentialBlock block = normed();
        BlockParameters.initialise(block, PAIR, 1);
        float[] before = numbers(block);
        block.add(SmallBlocks.lambda("burst", x -> x.mul(x.getManager().full(new Shape(), Float.NaN))));
        assertThrows(DivergedException.class, () -> trained(block, 1));
        assertArrayEquals(before, numbers(block));
    }

    @Test
    void aTrainingThatIsStoppedKeepsWhatWasLearned() {
        SequentialBlock block = new SequentialBlock().addAll(SmallBlocks.linear(3));
        BlockParameters.initialise(block, PAIR, 1);
        float[] before = numbers(block);
        var passes = new int[1];
        block.add(SmallBlocks.lambda("stop", x -> {
            if (++passes[0] == 12) {
                Thread.currentThread().interrupt();
            }
            return x;
        }));
        assertThrows(CancellationException.class, () -> trained(block, 1));
        assertFalse(Arrays.equals(before, numbers(block)));
    }

    /** DJL's layers that are called safe; they get six numbers. (With Swish, ReLU6 or x.div(3) the test fails.) */
    static Stream<Supplier<Block>> safe() {
        return Stream.of(Activation::reluBlock, Activation::sigmoidBlock, Activation::tanhBlock, Activation::softPlusBlock,
                Activation::softSignBlock, () -> Activation.leakyReluBlock(0.1f), () -> Activation.eluBlock(1),
                Activation::seluBlock, Activation::geluBlock, Activation::mishBlock, () -> LayerNorm.builder().build(),
                () -> BatchNorm.builder().build(), () -> Dropout.builder().build(),
                () -> between(2, 3, SmallBlocks.lambda("pools", DjlTrainingTest::pools)),
                () -> between(3, 2, new TransformerEncoderBlock(2, 1, 4, 0.1f, Activation::relu)),
                () -> between(3, 2, LSTM.builder().setNumLayers(1).setStateSize(3).build()),
                () -> between(3, 2, GRU.builder().setNumLayers(1).setStateSize(3).build()));
    }

    private static NDArray pools(NDArray array) {
        NDArray most = Pool.maxPool1d(array, new Shape(2), new Shape(1), new Shape(1), false);
        return Pool.avgPool1d(most, new Shape(2), new Shape(1), new Shape(0), false, true);
    }

    private static Block between(int rows, int columns, Block layer) {
        return new SequentialBlock().addAll(SmallBlocks.lambda("unflatten", x -> x.reshape(-1, rows, columns)), layer,
                Blocks.batchFlattenBlock());
    }

    @ParameterizedTest
    @MethodSource("safe")
    void memoryThatIsFreedBetweenThereAndBackChangesNoGradient(Supplier<Block> layer) {
        assertArrayEquals(trained(before(layer.get(), x -> x), 1, 5),
                trained(before(layer.get(), DjlTrainingTest::stir), 1, 5));
    }

    private static SequentialBlock before(Block layer, UnaryOperator<NDArray> after) {
        return new SequentialBlock().addAll(SmallBlocks.linear(6), layer, SmallBlocks.lambda("after", after),
                SmallBlocks.linear(3));
    }

    /** Frees what the collector finds and writes over it. */
    private static NDArray stir(NDArray array) {
        System.gc();
        for (int i = 0; i < 200; i++) {
            ByteBuffer.allocateDirect(8).putFloat(0, -1e9f);
        }
        return array;
    }

    @Test
    void layersWhoseGradientMayBeOfChanceAreRefused() {
        assertRefused("block (Swish) must be a function whose gradient is safe: DJL's keeps a number in memory that may be"
                + " freed; write array.mul(Activation.sigmoid(array))",
                new SequentialBlock().add(new SequentialBlock().add(Activation.swishBlock(1))));
        assertRefused("block (ReLU6) must be a function whose gradient is safe: DJL's keeps a number in memory that may be"
                + " freed; write Activation.relu(array).sub(Activation.relu(array.sub(6)))",
                new SequentialBlock().add(Activation.relu6Block()));
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        assertRefused("block (0 parameters with a gradient) must have some to be trained: freezeParameters(false) thaws them",
                new SequentialBlock().add(Activation.reluBlock()));
        assertRefused("logits (2 classes) must be at least 3, since the samples have the label 2: use a block for these"
                + " classes", new SequentialBlock().add(SmallBlocks.linear(2)));
        assertRefused("block (2 arrays) must give one, the logits: join them", new SequentialBlock()
                .add(SmallBlocks.linear(3)).add(new LambdaBlock(x -> new NDList(x.head(), x.head()), "both")));
        assertEquals("samples (2 features) must have 3, those of the input shape (3)", assertThrows(
                IllegalArgumentException.class, () -> DjlTraining.fit(new SequentialBlock().add(SmallBlocks.linear(3)),
                        new Shape(3), FEW, TrainingPlan.momentum(1, 32, 1e-2), 1, Progress.silent())).getMessage());
        try (NDManager manager = NDManager.newBaseManager()) {
            assertRefused("block (float16) must be float32 or float64 to be trained: make its numbers short afterwards",
                    SmallBlocks.initialised(new SequentialBlock().add(SmallBlocks.linear(3)), manager, DataType.FLOAT16, PAIR));
        }
    }

    private static void assertRefused(String message, Block block) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> trained(block, 1)).getMessage());
    }
}
