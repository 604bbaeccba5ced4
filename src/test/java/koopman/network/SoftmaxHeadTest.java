// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Samples by a formula, whose best linear classifier SciPy 1.10 found: L-BFGS on the mean cross-entropy, gradient 2e-8. */
class SoftmaxHeadTest {

    private static final int ROWS = 2_000;
    private static final double[][] BEST = {{0.33978, 0.29994, 0.36028}, {0.82517, 0.07141, 0.10341},
        {0.00815, 0.98239, 0.00946}, {0.108, 0.00712, 0.88488}, {0.67209, 0.14332, 0.18459}};
    private static final float[] ASKED = {5, 5, 5, 8, 5, 2, 2, 8, 5, 5, 2, 8, 7, 7, 7};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private static double base(int i, int j) {
        return Math.sin(1.3 * i * j) + 0.5 * Math.cos(0.7 * i + j);
    }

    private static int label(int i) {
        double[] b = {base(i, 1), base(i, 2), base(i, 3)};
        double[] scores = {b[0] + 0.5 * b[2], b[1] - b[0], b[2] - b[1]};
        int best = 0;
        for (int c = 0; c < 3; c++) {
            scores[c] += 1.2 * Math.sin(97.1 * i * (c + 2));
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** Rows 5 + 3 b of the formula with their noisy classes. */
    private LayerStates noisy() {
        var inputs = new float[ROWS * 3];
        IntStream.range(0, inputs.length).forEach(at -> inputs[at] = (float) (5 + 3 * base(at / 3 + 1, at % 3 + 1)));
        return states(inputs, IntStream.rangeClosed(1, ROWS).map(SoftmaxHeadTest::label).toArray(), 3);
    }

    private LayerStates states(float[] rows, int[] labels, int classes) {
        Samples samples = Samples.of("formula", Split.TRAIN, List.of("a", "b", "c").subList(0, classes), rows, labels);
        return new LayerStates(samples, List.of(samples.inputs(manager), samples.inputs(manager)));
    }

    /** The other samples are so easy that all weight decays get them right: none is chosen then. */
    @Test
    void findsTheBestLinearClassifier() {
        try (LayerStates train = noisy();
                LayerStates easy = states(new float[] {9, 5, 1, 0, 9, 5, 5, 0, 9}, new int[] {0, 1, 2}, 3);
                SoftmaxHead head = SoftmaxHead.fit(train, easy, 3)) {
            assertEquals("softmax head from 3 numbers to 3 classes, weight decay 0.0", head.toString());
            NDArray found = head.logits(manager.create(ASKED, new Shape(5, 3))).softmax(1);
            for (int row = 0; row < 5; row++) {
                assertArrayEquals(BEST[row], found.get(row).toType(DataType.FLOAT64, false).toDoubleArray(), 0.01);
            }
            double[] chances = head.logits(train.last()).softmax(1).toType(DataType.FLOAT64, false).toDoubleArray();
            double loss = -IntStream.range(0, ROWS).mapToDouble(i -> Math.log(chances[3 * i + train.samples().label(i)]))
                    .average().orElseThrow();
            assertEquals(0.681878, loss, 5e-4, "SciPy's least mean cross-entropy");
            refused("state (1, 2) must be (N, 3), the width that the head was fitted to",
                    () -> head.logits(manager.ones(new Shape(1, 2))));
            head.close();
            assertEquals("the head (closed) must be open to be used: its memory is freed",
                    assertThrows(IllegalStateException.class, () -> head.logits(manager.ones(new Shape(1, 3)))).getMessage());
        }
    }

    /** Nine of ten samples are of class 0: what other samples want, a sure cut or a cautious one, chooses the decay. */
    @Test
    void otherSamplesChooseTheWeightDecay() {
        DoubleUnaryOperator place = i -> i % 10 == 0 ? 1 + 0.3 * Math.sin(i) : Math.sin(2.9 * i);
        var rows = new float[400];
        IntStream.range(0, 400).forEach(i -> rows[i] = (float) place.applyAsDouble(i));
        int[] rare = IntStream.range(0, 400).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        try (LayerStates train = states(rows, rare, 2); LayerStates sure = states(new float[] {4, 5, -1}, new int[] {1, 1, 0}, 2);
                LayerStates cautious = states(new float[] {1.7f, 1.8f, -1}, new int[3], 2);
                SoftmaxHead bold = SoftmaxHead.fit(train, sure, 0); SoftmaxHead careful = SoftmaxHead.fit(train, cautious, 0);
                SoftmaxHead again = SoftmaxHead.fit(train, cautious, 0)) {
            assertEquals("softmax head from 1 numbers to 2 classes, weight decay 0.0", bold.toString());
            assertEquals("softmax head from 1 numbers to 2 classes, weight decay 3.0", careful.toString());
            assertEquals(careful.digest(), again.digest(), "the seed fixes it");
            assertNotEquals(bold.digest(), careful.digest());
        }
    }

    @Test
    void statesThatTellNothingAreRefused() {
        try (LayerStates same = states(new float[] {1, 1, 1}, new int[] {0, 1, 0}, 2)) {
            refused("last states (all the same) must differ from sample to sample", () -> SoftmaxHead.fit(same, same, 0));
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
