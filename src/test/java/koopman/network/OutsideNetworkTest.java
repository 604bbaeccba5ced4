// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A reader of texts in three layers: how often three letters stand in them, the shares of these, and the shares' squares. */
class OutsideNetworkTest {

    private static final Splits DATA = words();
    private static final KeptStates KEPT = KeptStates.of("letters", "abc", OutsideNetworkTest::read);
    private static SoftmaxHead head;

    /** Texts of 20 letters, whose class is the letter that they have most of. */
    private static Splits words() {
        List<String> texts = IntStream.range(0, 300).mapToObj(i -> IntStream.range(0, 20).mapToObj(j -> letter(i, j))
                .collect(Collectors.joining())).toList();
        int[] labels = IntStream.range(0, 300).map(i -> i % 3).toArray();
        return Splits.ofTexts("words", List.of("a", "b", "c"), texts, labels, 0.6, 0.2, 0);
    }

    private static String letter(int i, int j) {
        boolean own = Math.sin(i * 1.7 + j * j * 2.3) > 0.1;
        return String.valueOf("abc".charAt((own ? i : (int) (9 + 9 * Math.sin(i * 91.3 + 7 * j * j))) % 3));
    }

    private static float[][][] read(Samples part) {
        var layers = new float[3][part.size()][3];
        for (int row = 0; row < part.size(); row++) {
            for (int letter = 0; letter < 3; letter++) {
                char wanted = "abc".charAt(letter);
                layers[0][row][letter] = part.texts().get(row).chars().filter(each -> each == wanted).count();
                layers[1][row][letter] = layers[0][row][letter] / part.texts().get(row).length();
                layers[2][row][letter] = layers[1][row][letter] * layers[1][row][letter];
            }
        }
        return layers;
    }

    @BeforeAll
    static void fit() {
        try (LayerStates train = KEPT.of(DATA.train()); LayerStates others = KEPT.of(DATA.validation())) {
            head = SoftmaxHead.fit(train, others, 0);
        }
    }

    @AfterAll
    static void free() {
        head.close();
    }

    @Test
    void classesAreThoseOfTheHeadOnTheLastStates() {
        var network = OutsideNetwork.of(KEPT, head);
        try (LayerStates states = network.states(DATA.test()); NDArray logits = network.head(states.last())) {
            float[] scores = logits.toFloatArray();
            int[] expected = IntStream.range(0, DATA.test().size()).map(row -> IntStream.range(0, 3).boxed()
                    .max((a, b) -> Float.compare(scores[3 * row + a], scores[3 * row + b])).orElseThrow()).toArray();
            assertArrayEquals(expected, network.classify(DATA.test()));
            assertEquals(List.of(3, 3, 3), states.widths());
        }
        assertTrue(network.accuracy(DATA.test()) > 0.9, network + " " + network.accuracy(DATA.test()));
        assertEquals("OutsideNetwork of states by letters; " + head, network.toString());
    }

    @Test
    void aJourneyMayStartLater() {
        var network = OutsideNetwork.of(KEPT, head);
        try (LayerStates all = network.states(DATA.test()); LayerStates later = network.from(1).states(DATA.test())) {
            assertEquals(2, later.count());
            assertArrayEquals(all.layer(1).toFloatArray(), later.first().toFloatArray());
            assertArrayEquals(all.last().toFloatArray(), later.last().toFloatArray());
        }
        assertArrayEquals(network.classify(DATA.test()), network.from(1).classify(DATA.test()));
        assertEquals("layer (2) must be from 0 to 1: a journey has a start and an end", assertThrows(
                IllegalArgumentException.class, () -> network.from(2).states(DATA.test())).getMessage());
        assertEquals("layer (-1) must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> network.from(-1)).getMessage());
    }

    @Test
    void theDigestTellsStatesHeadAndStartApart() {
        var network = OutsideNetwork.of(KEPT, head);
        try (LayerStates train = KEPT.of(DATA.train()); SoftmaxHead other = SoftmaxHead.fit(train, train, 1)) {
            var digests = new HashSet<>(List.of(network.digest(), network.from(1).digest(), network.with(other).digest(),
                    OutsideNetwork.of(KeptStates.of("letters", "abd", OutsideNetworkTest::read), head).digest()));
            assertEquals(4, digests.size());
            assertTrue(digests.stream().allMatch(digest -> digest.matches("[0-9a-f]{16}")), digests.toString());
            assertEquals(network.digest(), network.with(other).with(head).digest());
        }
    }

    @Test
    void samplesOfOtherClassesAreRefused() {
        Samples two = Samples.ofTexts("two", DATA.test().split(), List.of("a", "b"), List.of("ab"), new int[1]);
        assertEquals("samples (2 classes) must have 3, as those the head was fitted to", assertThrows(
                IllegalArgumentException.class, () -> OutsideNetwork.of(KEPT, head).states(two)).getMessage());
    }

    @Test
    void networksThatReadNumbersRefuseTexts() {
        TrainingPlan plan = TrainingPlan.momentum(1, 50, 1e-2);
        refusesTexts(() -> ResidualMlp.train(DATA.train(), 4, 1, plan, 0));
        try (ResidualMlp numbers = ResidualMlp.train(YinYang.draw(Split.TRAIN, 50, 0), 4, 1, plan, 0)) {
            refusesTexts(() -> numbers.states(DATA.test()));
            refusesTexts(() -> numbers.accuracy(DATA.test()));
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = SmallBlocks.initialised(new SequentialBlock().addAll(SmallBlocks.linear(4), SmallBlocks.linear(4),
                    SmallBlocks.linear(3)), manager, DataType.FLOAT32, new Shape(2));
            refusesTexts(() -> DjlNetwork.of(block, new Shape(2), 0, 1).states(DATA.test()));
            refusesTexts(() -> DjlTraining.fit(block, new Shape(2), DATA.train(), plan, 0));
        }
    }

    private static void refusesTexts(Executable call) {
        assertEquals("inputs (texts) must be numbers here: give the samples to a network that reads texts, and ask for its"
                + " states", assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
