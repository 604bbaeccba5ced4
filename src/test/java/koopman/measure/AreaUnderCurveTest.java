// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {

    private final Random random = new Random(4);

    @Test
    void itIsTheShareOfPairsInOrder() {
        for (int repetition = 0; repetition < 20; repetition++) {
            double[] wanted = IntStream.range(0, 37).mapToDouble(i -> random.nextInt(9) + 1).toArray(); // full of ties
            double[] others = IntStream.range(0, 23).mapToDouble(i -> random.nextInt(9)).toArray();
            double pairs = 0;
            for (double score : wanted) {
                for (double other : others) {
                    pairs += score > other ? 1 : score == other ? 0.5 : 0;
                }
            }
            assertEquals(pairs / 37 / 23, AreaUnderCurve.of(wanted, others), 1e-15);
        }
    }

    @Test
    void ofKnownOrdersItIsKnown() {
        assertEquals(1, AreaUnderCurve.of(new double[] {3, 2}, new double[] {1, 0, -5}));
        assertEquals(0, AreaUnderCurve.of(new double[] {-9}, new double[] {1, 0, -5}));
        assertEquals(0.5, AreaUnderCurve.of(new double[] {7, 7}, new double[] {7}));
        assertEquals(0.5, AreaUnderCurve.of(new double[] {-0.0}, new double[] {0.0}));
        assertEquals(0.5, AreaUnderCurve.of(new double[] {0.0}, new double[] {-0.0}));
        assertEquals(1, AreaUnderCurve.of(new double[] {Double.MAX_VALUE}, new double[] {-Double.MAX_VALUE}));
    }

    @Test
    void noOneStretchOfTheScoresChangesIt() {
        double[] wanted = random.doubles(50).toArray();
        double[] others = random.doubles(60).map(score -> score * score).toArray();
        double area = AreaUnderCurve.of(wanted, others);
        assertEquals(area, AreaUnderCurve.of(stretched(wanted), stretched(others)), 0);
        assertEquals(1 - area, AreaUnderCurve.of(others, wanted), 1e-15);
    }

    private static double[] stretched(double[] scores) {
        return IntStream.range(0, scores.length).mapToDouble(i -> Math.exp(5 * scores[i])).toArray();
    }

    @Test
    void whatIsNoScoreIsRefused() {
        refused("wanted (no scores) must be one at least", new double[0], new double[] {1});
        refused("others (NaN at 1) must be finite numbers", new double[] {1}, new double[] {1, Double.NaN});
    }

    private static void refused(String message, double[] wanted, double[] others) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> AreaUnderCurve.of(wanted, others)).getMessage());
    }
}
