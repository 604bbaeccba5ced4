package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
