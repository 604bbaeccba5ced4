// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.measure.DataSeparation;
import koopman.measure.ShapeRulers;
import koopman.measure.ShapeStudy;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the study of shapes at toy size and measures some of its figures once more by hand. */
class ShapeRunTest {

    private static final Seeds SEEDS = new Seeds(3, 2);
    private static final AutoencoderSettings SMALL = new AutoencoderSettings(12, 12, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final TrainingPlan BRIEF = TrainingPlan.adamW(8, 512, 3e-2);
    private static final Splits POINTS = YinYang.splits(3, 700);

    private static Map<String, Finding> findings;

    private static Settings toy(List<Integer> points) {
        return new Settings(new Sampling(700, false), 10, 3, TrainingPlan.momentum(2, 512, 1e-2), BRIEF, 10, SMALL, BRIEF, SMALL,
                BRIEF, 2, new StudySettings(List.of(20), 20, List.of(1.0), List.of(1.0), 3, Split.TEST, 60, 60, points,
                        BRIEF, new NearestSettings(10, SMALL, BRIEF)));
    }

    private static Map<String, Finding> run(List<Integer> points) {
        return Reproduction.of(Benchmark.YIN_YANG, toy(points), SEEDS, EnumSet.of(Experiment.SHAPE), null).list().stream()
                .collect(Collectors.toMap(each -> each.name() + ", " + each.dataSet(), Function.identity()));
    }

    @BeforeAll
    static void run() {
        findings = run(List.of(100, 180));
    }

    private static List<Double> values(String name) {
        assertTrue(findings.containsKey(name), () -> name + " is none of " + findings.keySet());
        return findings.get(name).measured().values();
    }

    private static ResidualMlp network(long seed) {
        return ResidualMlp.train(POINTS.train(), 10, 3, BRIEF, seed, Progress.silent());
    }

    @Test
    void eachSeedsNetworkIsCountedOnPointsOfItsOwnDrawByRulersChosenOnValidationPoints() {
        ShapeRulers rulers = ShapeRulers.of(POINTS.validation(), 180, Benchmark.YIN_YANG.betti());
        assertEquals(List.of((double) rulers.geodesic().fitting()), values("ruler for 180 points, " + rulers.geodesic()
                + ": pairs of k and hops that fit, 5000 validation points"));
        for (int i = 0; i < 2; i++) {
            long seed = SEEDS.list().get(i);
            Samples own = YinYang.draw(Split.TEST, 700, seed);
            try (ResidualMlp network = network(seed)) {
                ShapeStudy study = ShapeStudy.of(network, own, List.of(rulers));
                String kind = "residual, 3 blocks of width 10: ";
                assertEquals(study.rows().get(1).loops()[2], values(kind + "x_1, yang, 180 points, " + rulers.geodesic()
                        + ": loops, 700 test points").get(i));
                assertEquals(study.rows().get(7).components()[4], values(kind + "x_3, all classes, 180 points, "
                        + rulers.euclidean() + ": components, 700 test points").get(i));
                int sum = 0;
                for (int label = 0; label < 3; label++) {
                    sum += study.rows().get(label).components()[3] + study.rows().get(label).loops()[3];
                }
                assertEquals(sum, values(kind + "x_2, classes, one by one, 180 points, " + rulers.geodesic()
                        + ": components and loops, sum, 700 test points").get(i));
                assertEquals(DataSeparation.of(network, own).slope(),
                        values(kind + "log10 D, change by layer, 700 test points").get(i));
                assertEquals(100 * network.accuracy(own), values(kind + "accuracy, %, 700 test points").get(i));
                assertEquals(100 * network.accuracy(POINTS.train()), values(kind + "accuracy, %, 5000 train points").get(i));
            }
        }
    }

    @Test
    void surrogatesAreOfTheFirstSeedsNetwork() {
        try (ResidualMlp network = network(3); Surrogates ground = Surrogates.of(network, POINTS.train(), 10)) {
            Surrogate second = ground.autoencoder(SMALL, BRIEF, 4, Progress.silent());
            double[] byStep = ShapeStudy.of(second, YinYang.draw(Split.TEST, 700, 4), List.of()).separation().byLayer();
            assertEquals(4, byStep.length);
            assertEquals(byStep[2], values("surrogates of seed 3's residual network: layer 2: D, overlap of the classes, "
                    + "700 test points").get(1));
        }
    }

    @Test
    void allKindsOfNetworksAreThere() {
        for (String kind : List.of("residual, 3 blocks of width 10", "residual, 2 blocks of width 10",
                "residual, 10 blocks of width 10", "residual, 3 blocks of width 5", "residual, 3 blocks of width 30",
                "plain, relu, 3 layers of width 10",
                "plain, tanh, 3 layers of width 10", "surrogates of seed 3's residual network",
                "surrogates of seed 3's residual network, before decoding")) {
            assertEquals(2, values(kind + ": accuracy, %, 5000 validation points").size());
            assertTrue(values(kind + ": accuracy, %, 700 test points").stream().allMatch(each -> each > 34));
        }
    }

    @Test
    void whereNoShapeIsCountedTheClassesStillPart() {
        assertEquals(0, Benchmark.MNIST.betti().length);
        Map<String, Finding> less = run(List.of());
        assertTrue(less.containsKey("residual, 3 blocks of width 10: log10 D, change by layer, 700 test points"));
        assertTrue(less.keySet().stream().noneMatch(name -> name.contains("loops") || name.contains("plain")), less.toString());
    }
}
