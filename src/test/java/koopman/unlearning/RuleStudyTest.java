// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuleStudyTest {

    private static final Splits POINTS = YinYang.splits(0);
    private static final int DOT = 2;
    private static ResidualMlp network;
    private static List<ResidualMlp> retrained;
    private static Surrogates ground;
    private static Surrogate surrogate;
    private static RetrainedReference reference;

    @BeforeAll
    static void train() {
        network = trained(POINTS.train(), 1);
        Samples others = POINTS.train().withoutClass(DOT);
        retrained = IntStream.range(2, 5).mapToObj(seed -> trained(others, seed)).toList();
        ground = Surrogates.of(network, POINTS.train(), 10);
        surrogate = ground.edmd(200, 1e-8, 1);
        reference = RetrainedReference.of(DOT, POINTS.validation(), retrained);
    }

    private static ResidualMlp trained(Samples samples, long seed) {
        return ResidualMlp.train(samples, 10, 5, TrainingPlan.momentum(40, 256, 1e-2), seed, Progress.silent());
    }

    @AfterAll
    static void free() {
        reference.close();
        ground.close();
        retrained.forEach(ResidualMlp::close);
        network.close();
    }

    /** A rule that leaves most of the class is nearest in nothing, and no dose at all is worse still. */
    @Test
    void theNearestIsTheOneWithTheLeastHarmAndDistanceTogether() {
        Map<String, EditRule> rules = new LinkedHashMap<>();
        rules.put("timid", EditRule.runnerUp(0.01, 1e-3));
        rules.put("neighbours", EditRule.neighbours(5, 3, 1e-3));
        RuleStudy study = RuleStudy.of(surrogate, ground.train(), rules, reference, 0, 1);
        assertEquals(List.of("timid", "timid", "neighbours", "neighbours"),
                study.trials().stream().map(RuleStudy.Trial::name).toList());
        RuleStudy.Trial nearest = study.nearest();
        assertEquals("neighbours", nearest.name());
        assertEquals(1, nearest.strength());
        for (RuleStudy.Trial trial : study.trials()) {
            try (Surrogate edited = trial.edit().edited(trial.strength());
                    Answers answers = Classifier.of(edited).answers(POINTS.validation())) {
                assertEquals(reference.totalVariation(answers).value(), trial.variation().value(), 1e-12);
                assertEquals(ClassProbe.share(answers.classes(), POINTS.validation(), DOT), trial.report().target(), 1e-12);
            }
        }
        assertTrue(study.trials().get(2).report().target() > 0.9, "no dose: " + study.trials().get(2).report());
        assertEquals(100 * nearest.report().target(), study.table().doubleColumn("left, %").get(3), 5e-3);
        assertTrue(study.toString().startsWith("4 trials, nearest to retraining neighbours at 1.0: "), study.toString());
    }

    @Test
    void nothingIsChosenOnTestSamplesOrAmongNothing() {
        Map<String, EditRule> rules = Map.of("neighbours", EditRule.neighbours(5, 3, 1e-3));
        try (var onTest = RetrainedReference.of(DOT, POINTS.test(), retrained)) {
            assertTrue(assertThrows(IllegalArgumentException.class,
                    () -> RuleStudy.of(surrogate, ground.train(), rules, onTest, 1)).getMessage().endsWith("must be for validation: a rule that was chosen on test samples is judged by none"));
        }
        assertEquals("trials (none) must be one at least: give a rule and a strength", assertThrows(
                IllegalArgumentException.class, () -> RuleStudy.of(surrogate, ground.train(), rules, reference)).getMessage());
    }

    @Test
    void candidatesOfAChoiceAreOneRule() {
        List<EditRule> mixed = List.of(EditRule.neighbours(5, 3, 1e-3), EditRule.runnerUp(3, 1e-3));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ForgettingStudy.chooseEach(surrogate, ground.train(),
                POINTS.validation(), mixed, List.of(new int[] {DOT}))).getMessage().endsWith(
                        "must be one rule or more, all with one selection and one target"));
    }

    /** Of the alternatives that lose, those are closed that own something. */
    @Test
    void ofSeveralSettingsThoseOfLeastHarmAreKept() {
        var brief = TrainingPlan.momentum(10, 256, 1e-2);
        List<Alternative> several = List.of(1e-5, 1e-2).stream().map(rate -> Alternative.tune(network, POINTS.train(), DOT,
                others -> network.tuned(others, brief.withPeakRate(rate), 0, Progress.silent()))).toList();
        double[] left = several.stream().mapToDouble(each -> each.report(POINTS.validation()).target()).toArray();
        assertTrue(left[0] > 0.9 && left[1] < 0.1, left[0] + " and " + left[1]);
        try (Alternative chosen = Alternative.leastHarm(several, POINTS.validation())) {
            assertEquals(several.get(1), chosen);
            assertThrows(IllegalStateException.class, () -> several.get(0).report(POINTS.validation()));
        }
        assertThrows(IllegalArgumentException.class, () -> Alternative.leastHarm(List.of(), POINTS.validation()));
    }
}
