// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

/** One dot lies within the yin and one within the yang: a network that never saw dots takes them for these. */
class NeighboursRuleTest {

    private static final Splits POINTS = YinYang.splits(0);
    private static final int DOT = 2;

    @Test
    void dotsAreTakenForWhatARetrainedNetworkTakesThemFor() {
        try (ResidualMlp network = trained(POINTS.train(), 1);
                ResidualMlp retrained = trained(POINTS.train().withoutClass(DOT), 2);
                Surrogates ground = Surrogates.of(network, POINTS.train(), 10)) {
            Surrogate surrogate = ground.edmd(200, 1e-8, 1);
            var edit = OperatorEdit.forget(surrogate, ground.train(), EditRule.neighbours(5, 3, 1e-3), DOT);
            ForgettingReport report = edit.report(POINTS.test());
            assertTrue(report.target() < 0.005 && report.lost() < 0.01, report.toString());
            assertEquals(0, edit.vainTargets());
            int[] without = retrained.classify(POINTS.test());
            double ours = sameDots(report.after(), without);
            double masked = sameDots(Alternative.mask(surrogate, DOT).report(POINTS.test()).after(), without);
            assertTrue(ours > 0.97, "taken for the same as by retraining: " + ours);
            assertTrue(masked < 0.9, "by a masked logit: " + masked);
        }
    }

    /** A vote is held among what stays: with two classes gone, all neighbours are of the third. */
    @Test
    void severalClassesAreForgottenAtOnceAndAnEditIsUndoneByItsHalves() {
        try (ResidualMlp network = trained(POINTS.train(), 1); Surrogates ground = Surrogates.of(network, POINTS.train(), 10)) {
            Surrogate surrogate = ground.edmd(200, 1e-8, 1);
            int[] before = surrogate.classify(POINTS.test());
            EditRule rule = EditRule.neighbours(5, 3, 1e-3).withRounds(3);
            var both = OperatorEdit.forget(surrogate, ground.train(), rule, 0, DOT);
            ForgettingReport report = both.report(POINTS.test());
            assertTrue(report.target() < 0.005 && report.lost() <= 0, report.toString());
            assertEquals(POINTS.test().counts()[0] + POINTS.test().counts()[DOT], report.whereTheyWent()[1], 20);
            try (Surrogate half = both.edited(0.5); Surrogate whole = both.edited(); Surrogate none = both.edited(0)) {
                assertArrayEquals(before, none.classify(POINTS.test()));
                assertArrayEquals(before, surrogate.classify(POINTS.test()));
                double[][] ends = LinearAlgebra.sum(LinearAlgebra.toJava(surrogate.journey()), 1,
                        LinearAlgebra.toJava(whole.journey()));
                double[][] middle = LinearAlgebra.toJava(half.journey());
                for (int i = 0; i < middle.length; i++) {
                    for (int j = 0; j < middle.length; j++) {
                        assertEquals(ends[i][j] / 2, middle[i][j], 1e-4 * (1 + Math.abs(middle[i][j])));
                    }
                }
            }
        }
    }

    private static double sameDots(int[] found, int[] without) {
        int[] dots = IntStream.range(0, found.length).filter(row -> POINTS.test().label(row) == DOT).toArray();
        return (double) IntStream.of(dots).filter(row -> found[row] == without[row]).count() / dots.length;
    }

    private static ResidualMlp trained(Samples samples, long seed) {
        return ResidualMlp.train(samples, 10, 5, TrainingPlan.momentum(60, 512, 1e-2), seed, Progress.silent());
    }
}
