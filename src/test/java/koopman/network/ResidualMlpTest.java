// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.Progress;
import koopman.training.TensorFile;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidualMlpTest {

    private static final Samples TRAIN = YinYang.splits(0).train();
    private static final Samples TEST = YinYang.splits(0).test();
    private static ResidualMlp network;

    @BeforeAll
    static void train() {
        network = train(1, 60);
    }

    @AfterAll
    static void free() {
        network.close();
    }

    @Test
    void tellsTheClassesOfIndependentPointsApart() {
        double accuracy = network.accuracy(TEST);
        assertTrue(accuracy > 0.96, "accuracy on test points " + accuracy);
    }

    @Test
    void statesRunFromTheInputLayerToTheLastBlock() {
        LayerStates states = network.states(TEST);
        assertEquals(6, states.count());
        states.layers().forEach(layer -> assertEquals(new Shape(10_000, 10), layer.getShape()));
        assertTrue(states.first().min().getFloat() >= 0, "a state comes out of a relu");
    }

    @Test
    void theHeadReadsTheLogitsFromTheLastState() {
        try (NDArray direct = network.logits(TEST); NDArray fromState = network.head(network.states(TEST).last())) {
            assertArrayEquals(direct.toFloatArray(), fromState.toFloatArray(), 1e-4f);
        }
    }

    @Test
    void statesAndLogitsAreThePassWrittenOutFromTheNumbersOfItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("network.safetensors");
        network.save(file);
        try (NDManager manager = NDManager.newBaseManager()) {
            var numbers = ForwardPassTest.numbers(TensorFile.read(file, "koopman network", "2", manager).arrays());
            var byHand = new ForwardPassTest.ByHand(numbers, numbers);
            Samples some = TEST.first(20);
            LayerStates states = network.states(some);
            for (int row = 0; row < 20; row++) {
                float[] input = some.input(row);
                double[][] expected = byHand.states(new double[] {input[0], input[1]}, 5);
                for (int layer = 0; layer <= 5; layer++) {
                    assertClose(expected[layer], states.layer(layer).get(row));
                }
                assertClose(byHand.linear("head", expected[5]), network.logits(some).get(row));
            }
        }
    }

    private static void assertClose(double[] expected, NDArray found) {
        float[] values = found.toFloatArray();
        double size = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], 1e-4 * Math.max(1, size));
        }
    }

    @Test
    void aNetworkStartsWithHesWeightsSmallBiasesAndNormsThatChangeNothing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("network.safetensors");
        Samples points = YinYang.draw(Split.TRAIN, 50, 0);
        try (var still = ResidualMlp.train(points, 60, 1, TrainingPlan.momentum(1, 50, 1e-9), 1, Progress.silent());
                NDManager manager = NDManager.newBaseManager()) {
            still.save(file);
            var numbers = ForwardPassTest.numbers(TensorFile.read(file, "koopman network", "2", manager).arrays());
            assertEquals(Math.sqrt(2.0 / 2), deviation(numbers.get("input.weight")), 0.2);
            assertEquals(Math.sqrt(2.0 / 60), deviation(numbers.get("block0.first.weight")), 0.006);
            assertEquals(Math.sqrt(2.0 / 60), deviation(numbers.get("block0.second.weight")), 0.006);
            assertEquals(Math.sqrt(2.0 / 60), deviation(numbers.get("head.weight")), 0.03);
            for (String layer : new String[] {"input", "block0.first", "block0.second"}) {
                for (int i = 0; i < 60; i++) {
                    assertEquals(0.01, numbers.get(layer + ".bias")[i], 1e-7);
                    assertEquals(1, numbers.get(layer + ".norm.scale")[i], 1e-7);
                    assertEquals(0, numbers.get(layer + ".norm.shift")[i], 1e-7);
                }
            }
        }
    }

    private static double deviation(double[] values) {
        return Math.sqrt(DoubleStream.of(values).map(value -> value * value).average().orElseThrow());
    }

    @Test
    void theClassOfASampleIsThatOfItsGreatestLogitAndTheAccuracyTheShareOfLabelsMet() {
        Samples some = TEST.first(300);
        int[] classes = network.classify(some);
        NDArray logits = network.logits(some);
        int met = 0;
        for (int row = 0; row < some.size(); row++) {
            int greatest = 0;
            for (int label = 1; label < 3; label++) {
                greatest = logits.getFloat(row, label) > logits.getFloat(row, greatest) ? label : greatest;
            }
            assertEquals(greatest, classes[row]);
            met += some.label(row) == greatest ? 1 : 0;
        }
        assertEquals(met / 300.0, network.accuracy(some));
        assertEquals(0, network.accuracy(some.labelled(IntStream.of(classes).map(label -> (label + 1) % 3).toArray())));
    }

    @Test
    void anAnswerDoesNotDependOnTheOtherSamples() {
        // Batch norm uses the moments gathered in training, not those of the samples at hand.
        Samples one = TEST.first(1);
        assertArrayEquals(new int[] {network.classify(TEST)[0]}, network.classify(one));
    }

    @Test
    void theSameSeedTrainsTheSameNetwork() {
        Samples points = YinYang.draw(Split.TEST, 100, 0);
        try (ResidualMlp first = train(3, 2); ResidualMlp second = train(3, 2); ResidualMlp other = train(4, 2)) {
            assertArrayEquals(first.logits(points).toFloatArray(), second.logits(points).toFloatArray());
            assertTrue(first.logits(points).sub(other.logits(points)).abs().max().getFloat() > 0.01);
        }
    }

    @Test
    void aStateOfAnotherWidthIsRefused() {
        try (NDArray wrong = network.states(TEST).last().get(":, :3")) {
            assertEquals("state (10000, 3) must be (N, 10), the network's width",
                    assertThrows(IllegalArgumentException.class, () -> network.head(wrong)).getMessage());
        }
        assertEquals("blocks (0) must be at least 1", assertThrows(IllegalArgumentException.class,
                () -> new Architecture(2, 10, 0, 3)).getMessage());
    }

    private static ResidualMlp train(long seed, int epochs) {
        return ResidualMlp.train(TRAIN, 10, 5, TrainingPlan.momentum(epochs, 512, 1e-2), seed, Progress.silent());
    }
}
