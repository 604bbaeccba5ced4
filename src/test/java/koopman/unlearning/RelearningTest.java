// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.measure.Spread;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RelearningTest {

    private static final Samples TRAIN = Invented.samples(Split.TRAIN, 600, 3, 0);
    private static final Samples TEST = Invented.samples(Split.TEST, 600, 3, 1);
    private static final double[][] HEAD = {{0.5, 0.2, -1}, {1, -0.5, 0}, {0, 0.3, 0.1}, {1, 0.7, -0.4}}; // [x 1] W
    private static final Classifier MODEL = Classifier.of(new Invented(RelearningTest::logits));
    private static final Answers KNOWN = MODEL.answers(TRAIN);
    private static final Answers SEEN = MODEL.answers(TEST);

    private static float[] logits(float[] x) {
        var logits = new float[3];
        for (int label = 0; label < 3; label++) {
            logits[label] = (float) (x[0] * HEAD[0][label] + x[1] * HEAD[1][label] + x[2] * HEAD[2][label] + HEAD[3][label]);
        }
        return logits;
    }

    @AfterAll
    static void free() {
        KNOWN.close();
        SEEN.close();
    }

    @Test
    void aClassThatTheRepresentationHoldsComesBackWithFewSamples() {
        Relearning relearning = Relearning.bySamples(KNOWN, SEEN, 2, 10, 0);
        assertEquals(List.of(1, 2, 5, 10, 20, 50, 100), relearning.amounts());
        assertEquals(10, relearning.found().get(0).values().size());
        assertEquals(1, relearning.found().get(6).mean(), 1e-12);
        assertEquals(0, relearning.falsely().get(6).mean(), 1e-12);
        assertTrue(relearning.toReach(0.5).orElse(99) <= 10, relearning.toString());
    }

    /** Class b is told from a by nothing: what is found of it is found falsely as often. */
    @Test
    void aClassThatTheRepresentationDoesNotHoldStaysAway() {
        Relearning relearning = Relearning.bySamples(KNOWN, SEEN, 1, 10, 0);
        assertEquals(OptionalInt.empty(), relearning.toReach(0.5));
        assertTrue(relearning.found().get(6).mean() > 0.3, "half of the class, and of a, is given it: " + relearning);
    }

    @Test
    void theSeedFixesWhichSamplesAreDrawn() {
        assertEquals(Relearning.bySamples(KNOWN, SEEN, 1, 3, 0), Relearning.bySamples(KNOWN, SEEN, 1, 3, 0));
        assertTrue(!Relearning.bySamples(KNOWN, SEEN, 1, 3, 0).equals(Relearning.bySamples(KNOWN, SEEN, 1, 3, 1)));
    }

    /** The steps are taken here a second time. */
    @Test
    void stepsGoAlongTheGradientOfTheCrossEntropyFromTheOwnHeadOn() {
        int[] steps = {0, 1, 2, 5, 20, 60};
        Relearning relearning = Relearning.bySteps(MODEL, KNOWN, SEEN, 2, steps);
        for (int i = 0; i < steps.length; i++) {
            double[][] weights = descended(steps[i]);
            int[] own = IntStream.range(0, 600).filter(row -> TEST.label(row) == 2).toArray();
            long found = IntStream.of(own).filter(row -> greatest(product(TEST.input(row), weights)) == 2).count();
            assertEquals((double) found / own.length, relearning.found().get(i).mean(), 0.011, steps[i] + " steps");
        }
        assertTrue(relearning.found().get(0).mean() < 0.5 && relearning.found().get(5).mean() > 0.9, relearning.toString());
    }

    private static double[][] descended(int steps) {
        double[][] weights = IntStream.range(0, 4).mapToObj(i -> HEAD[i].clone()).toArray(double[][]::new);
        double square = IntStream.range(0, 600).mapToDouble(row -> squared(TRAIN.input(row))).average().orElseThrow();
        for (int step = 0; step < steps; step++) {
            double done = (step + 0.5) / steps;
            double rate = 2 / square * (done < 0.2 ? done / 0.2 : (1 - done) / 0.8);
            double[][] gradient = gradient(weights);
            for (int i = 0; i < 4; i++) {
                for (int label = 0; label < 3; label++) {
                    weights[i][label] -= rate * gradient[i][label];
                }
            }
        }
        return weights;
    }

    private static double[][] gradient(double[][] weights) {
        var gradient = new double[4][3];
        for (int row = 0; row < 600; row++) {
            float[] x = TRAIN.input(row);
            double[] logits = product(x, weights);
            double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
            for (int label = 0; label < 3; label++) {
                double wrong = Math.exp(logits[label]) / sum - (TRAIN.label(row) == label ? 1 : 0);
                for (int i = 0; i < 4; i++) {
                    gradient[i][label] += wrong * (i < 3 ? x[i] : 1) / 600;
                }
            }
        }
        return gradient;
    }

    private static double squared(float[] x) {
        return 1 + x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
    }

    private static double[] product(float[] x, double[][] weights) {
        return IntStream.range(0, 3).mapToDouble(label -> x[0] * weights[0][label] + x[1] * weights[1][label]
                + x[2] * weights[2][label] + weights[3][label]).toArray();
    }

    private static int greatest(double[] values) {
        return values[0] >= values[1] && values[0] >= values[2] ? 0 : values[1] >= values[2] ? 1 : 2;
    }

    @Test
    void aMaskIsLiftedFirst() {
        assertEquals(Relearning.bySteps(MODEL, KNOWN, SEEN, 0, 0, 5), Relearning.bySteps(MODEL.masked(0), KNOWN, SEEN, 0, 0, 5));
    }

    @Test
    void whatCannotBeLearnedAgainIsRefused() {
        refused("repetitions (0) must be at least 1", () -> Relearning.bySamples(KNOWN, SEEN, 2, 0, 0));
        Samples without = TRAIN.withoutClass(2);
        try (Answers known = MODEL.answers(without)) {
            refused("samples (" + without + ") must be some of every class", () -> Relearning.bySamples(known, SEEN, 2, 3, 0));
        }
        Classifier bent = Classifier.of(new Invented(x -> new float[] {x[1] * x[1], x[2], 0}));
        String message = assertThrows(IllegalArgumentException.class,
                () -> Relearning.bySteps(bent, KNOWN, SEEN, 2, 1)).getMessage();
        assertTrue(message.startsWith("head (") && message.endsWith(") must be linear to be trained further"), message);
        refused("steps (-1) must be at least 0", () -> Relearning.bySteps(MODEL, KNOWN, SEEN, 2, 0, -1));
        refused("found (1) and falsely (0) must be one for each of the amounts (1)",
                () -> new Relearning(2, "steps", List.of(1), List.of(Spread.of(1)), List.of()));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
