// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearProbe;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorEditTest {

    private static final Splits POINTS = YinYang.splits(0);
    private static final EditRule OURS = EditRule.runnerUp(3, 1e-3);
    private static ResidualMlp network;
    private static Surrogates ground;
    private static Surrogate surrogate;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(POINTS.train(), 10, 5, TrainingPlan.momentum(60, 512, 1e-2), 1, Progress.silent());
        ground = Surrogates.of(network, POINTS.train(), 10);
        surrogate = ground.edmd(200, 1e-8, 1);
    }

    @AfterAll
    static void free() {
        ground.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theClassIsForgottenAndTheOthersStay(int label) {
        ForgettingReport report = ForgettingReport.of(OperatorEdit.forget(surrogate, ground.train(), OURS, label), POINTS.test());
        assertTrue(report.before(label) > 0.9, report.toString());
        assertTrue(report.target() < 0.02, report.toString());
        assertTrue(report.lost() < 0.01, report.toString());
        assertEquals(POINTS.test().counts()[label], IntStream.of(report.whereTheyWent()).sum());
    }

    @Test
    void roundsMendWhatASingleSolutionGotWrong() {
        var light = EditRule.runnerUp(0.3, 1e-3);
        int once = wrong(light);
        int thrice = wrong(light.withRounds(3));
        assertTrue(once > 20, "wrong after one solution: " + once);
        assertTrue(thrice < 0.7 * once, "wrong after three rounds: " + thrice + " of " + once);
    }

    /** Returns how many training rows that stay change their class, or of the yin that move keep it. */
    private int wrong(EditRule rule) {
        int[] before = surrogate.classify(ground.train());
        int[] after = OperatorEdit.forget(surrogate, ground.train(), rule, 0).classify(ground.train());
        return (int) IntStream.range(0, after.length).filter(row -> before[row] == 0 ? after[row] == 0
                : after[row] != before[row]).count();
    }

    @Test
    void equalWeightsGiveThePlainClosedForm() {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train())) {
            double[] ones = new double[forecasts.size()];
            Arrays.fill(ones, 1);
            double[][] plain = forecasts.square();
            double[][] weighted = forecasts.square(ones);
            for (int i = 0; i < plain.length; i++) {
                assertArrayEquals(plain[i], weighted[i], 1e-9 * Math.abs(plain[i][i]) + 1e-9);
            }
        }
    }

    @Test
    void severalClassesAreForgottenAtOnce() {
        OperatorEdit edit = OperatorEdit.forget(surrogate, ground.train(), OURS, 0, 2);
        ForgettingReport report = ForgettingReport.of(edit, POINTS.test());
        assertEquals(Set.of(0, 2), edit.classes());
        assertTrue(report.target() < 0.02 && report.after(1) > 0.98, report.toString());
    }

    @Test
    void nothingChangesInPlaceAndHalfAnEditIsHalfWay() {
        float[] before = surrogate.journey().toFloatArray();
        OperatorEdit edit = OperatorEdit.forget(surrogate, ground.train(), OURS, 1);
        float[] half = edit.edited(0.5).journey().toFloatArray();
        float[] whole = edit.edited().journey().toFloatArray();
        assertArrayEquals(before, surrogate.journey().toFloatArray());
        assertArrayEquals(before, edit.edited(0).journey().toFloatArray());
        for (int i = 0; i < half.length; i++) {
            assertEquals((before[i] + whole[i]) / 2, half[i], 1e-5f + 1e-4f * Math.abs(whole[i]));
        }
    }

    @Test
    void selectionsMoveWhatIsLabelledForecastOrNearTheMedoid() {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train())) {
            int[] labels = POINTS.train().labels();
            int[] found = surrogate.classify(ground.train());
            assertArrayEquals(rowsWhere(row -> labels[row] == 2), new Selection.ByLabel().rows(forecasts, Set.of(2)));
            assertArrayEquals(rowsWhere(row -> found[row] != 1), new Selection.ByForecast().rows(forecasts, Set.of(0, 2)));
            double[][] z = forecasts.forecasts(rowsWhere(row -> true));
            int[] dots = rowsWhere(row -> labels[row] == 2);
            double[] sums = IntStream.of(dots).mapToDouble(row -> IntStream.of(dots)
                    .mapToDouble(other -> distance(z[row], z[other])).sum()).toArray();
            int medoid = dots[IntStream.range(0, sums.length).boxed().min(Comparator.comparingDouble(i -> sums[i])).orElseThrow()];
            double[] reach = IntStream.of(dots).mapToDouble(row -> distance(z[medoid], z[row])).sorted().toArray();
            for (double quantile : new double[] {0.5, 1}) {
                double radius = reach[(int) Math.ceil(quantile * reach.length) - 1] + 1e-9;
                int[] rows = new Selection.MedoidBall(quantile).rows(forecasts, Set.of(2));
                assertArrayEquals(rowsWhere(row -> distance(z[medoid], z[row]) <= radius), rows);
            }
        }
    }

    @Test
    void targetsAreThoseOfTheNearestByInputByForecastOrOfTheFirstOne() {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train())) {
            int[] moved = rowsWhere(row -> POINTS.train().label(row) == 2);
            int[] kept = rowsWhere(row -> POINTS.train().label(row) != 2);
            double[][] start = forecasts.observables(rowsWhere(row -> true));
            double[][] end = forecasts.forecasts(rowsWhere(row -> true));
            double[][] byInput = of(new Target.NearestInput(), forecasts, moved, kept);
            double[][] byForecast = of(new Target.NearestForecast(), forecasts, moved, kept);
            double[][] ofTheFirst = of(new Target.OfTheFirst(new Target.NearestInput()), forecasts, moved, kept);
            for (int i = 0; i < moved.length; i += 97) {
                assertArrayEquals(end[nearest(start, moved[i], kept)], byInput[i]);
                assertArrayEquals(end[nearest(end, moved[i], kept)], byForecast[i]);
                assertArrayEquals(byInput[0], ofTheFirst[i]);
            }
        }
    }

    @Test
    void theTargetOfOurRuleIsTheMeanForecastOfTheRunnerUp() {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train());
                NDArray logits = surrogate.logits(ground.train().first())) {
            int[] found = surrogate.classify(ground.train());
            int[] moved = rowsWhere(row -> found[row] == 0);
            int[] kept = rowsWhere(row -> found[row] != 0);
            double[][] end = forecasts.forecasts(rowsWhere(row -> true));
            float[] scores = logits.toFloatArray();
            double[][] targets = new Target.RunnerUp().of(forecasts, moved, kept, Set.of(0));
            for (int i = 0; i < moved.length; i += 97) {
                int runnerUp = scores[3 * moved[i] + 1] > scores[3 * moved[i] + 2] ? 1 : 2;
                int[] own = rowsWhere(row -> found[row] == runnerUp);
                for (int j = 0; j < targets[i].length; j++) {
                    int column = j;
                    double mean = IntStream.of(own).mapToDouble(row -> end[row][column]).average().orElseThrow();
                    assertEquals(mean, targets[i][j], 1e-9);
                }
            }
        }
    }

    @Test
    void aRuleOfTheReadersOwnActsAsItIsWritten() {
        Selection firstTen = (forecasts, classes) -> new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0};
        Target nowhere = (forecasts, moved, kept, classes) -> new double[moved.length][forecasts.forecasts(moved)[0].length];
        OperatorEdit edit = forget(new EditRule(firstTen, nowhere, new Balance.Relative(1e6, 1e-9), 0), 0);
        assertTrue(edit.toString().endsWith("moving 10 training samples"), edit.toString());
        assertEquals(10, edit.moved());
        try (Forecasts forecasts = Forecasts.of(edit.edited(), ground.train())) {
            for (double[] row : forecasts.forecasts(IntStream.range(0, 10).toArray())) {
                assertArrayEquals(new double[row.length], row, 0.05);
            }
        }
    }

    @Test
    void balancesAreThePublishedOneAndOneRelativeToTheData() {
        assertEquals(10, Balance.Emmet.PUBLISHED.weight(), 1e-12);
        assertEquals(0.1, Balance.Emmet.PUBLISHED.ridge(123));
        assertEquals(3, new Balance.Relative(3, 1e-3).weight());
        assertEquals(0.123, new Balance.Relative(3, 1e-3).ridge(123), 1e-12);
        EditRule rule = EditRule.published(new Selection.ByLabel(), new Target.NearestInput());
        assertEquals(new EditRule(new Selection.ByLabel(), new Target.NearestInput(), new Balance.Emmet(0.1), 0), rule);
    }

    private static double[][] of(Target target, Forecasts forecasts, int[] moved, int[] kept) {
        return target.of(forecasts, moved, kept, Set.of(2));
    }

    private static int[] rowsWhere(IntPredicate condition) {
        return IntStream.range(0, POINTS.train().size()).filter(condition).toArray();
    }

    private static int nearest(double[][] points, int row, int[] among) {
        return IntStream.of(among).boxed().min(Comparator.comparingDouble(other -> distance(points[row], points[other])))
                .orElseThrow();
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void theChangeSolvesItsNormalEquations() {
        var random = new Random(2);
        double[][] c = matrix(random, 30, 5);
        double[][] h = matrix(random, 8, 5);
        double[][] p = matrix(random, 5, 5);
        double[][] t = matrix(random, 8, 5);
        double weight = 3;
        double ridge = 0.2;
        double[][] square = product(transposed(c), c);
        double[][] d = ClosedForm.of(sum(square, product(transposed(h), h), 1), h, sum(t, product(h, p), -1))
                .change(weight, ridge);
        double[][] kept = product(square, d);
        double[][] reached = product(h, sum(p, d, 1));
        double[][] pull = product(transposed(h), sum(reached, t, -1));
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(0, kept[i][j] + weight * pull[i][j] + ridge * d[i][j], 1e-10);
            }
        }
    }

    @Test
    void maskingHidesWhatEditingRemoves() {
        Alternative masked = Alternative.mask(surrogate, 0);
        Alternative edited = Alternative.edit(surrogate, ground.train(), OURS, 0);
        assertEquals(0, masked.report(POINTS.test()).target());
        double hidden = masked.stillThere(POINTS.train(), POINTS.test());
        double left = edited.stillThere(POINTS.train(), POINTS.test());
        assertTrue(hidden > 0.9, "a probe finds what is masked: " + hidden);
        assertTrue(left < hidden, "a probe finds less of what is edited: " + left + " of " + hidden);
        double bent = edited.stillThere(POINTS.train(), POINTS.test(), 300, 0);
        assertTrue(bent > left, "bent cuts find more of it again: " + bent + " instead of " + left);
    }

    /** The probe is fitted to training points, and what it finds is counted among test points of the class. */
    @Test
    void whatIsStillThereIsWhatAProbeOfTrainingPointsFindsInTestPoints() {
        Alternative masked = Alternative.mask(surrogate, 1);
        Samples test = POINTS.test().first(400);
        try (LayerStates seen = network.states(test); NDArray known = surrogate.forecast(ground.train().first());
                NDArray asked = surrogate.forecast(seen.first())) {
            int[] found = LinearProbe.fit(known, POINTS.train()).classify(asked);
            long own = IntStream.range(0, 400).filter(row -> test.label(row) == 1).count();
            long right = IntStream.range(0, 400).filter(row -> test.label(row) == 1 && found[row] == 1).count();
            assertEquals((double) right / own, masked.stillThere(POINTS.train(), test), 1e-12);
        }
    }

    /** The candidates, and how their harm is weighed, are written here a second time. */
    @Test
    void theChosenEditIsTheOneOfLeastHarmOnValidationAndTrainingPoints() {
        List<EditRule> rules = new ArrayList<>(List.of(EditRule.neighbours(5, 1, 1e-3), EditRule.neighbours(5, 3, 1e-4),
                EditRule.neighbours(5, 3, 1e-2), EditRule.neighbours(5, 10, 1e-3)));
        IntStream.rangeClosed(0, 3).forEach(round -> rules.add(EditRule.neighbours(5, 3, 1e-3).withRounds(round)));
        for (int label = 0; label < 3; label++) {
            double chosen = harm(ForgettingStudy.choose(surrogate, ground.train(), POINTS.validation(), label));
            for (EditRule rule : rules) {
                double other = harm(OperatorEdit.forget(surrogate, ground.train(), rule, label));
                assertTrue(chosen <= other, "class " + label + ": " + chosen + " against " + other + " by " + rule);
            }
        }
    }

    private static double harm(OperatorEdit edit) {
        ForgettingReport held = ForgettingReport.of(edit, POINTS.validation());
        ForgettingReport known = ForgettingReport.of(edit, POINTS.train());
        return Math.max(held.target(), known.target()) + Math.max(held.lost(), known.lost());
    }

    @Test
    void aTargetIsInVainWhereItIsItselfForecastAsTheClass() {
        EditRule toItself = new EditRule(new Selection.ByForecast(),
                (forecasts, moved, kept, classes) -> forecasts.forecasts(moved), new Balance.Relative(3, 1e-3), 0);
        assertEquals(1, OperatorEdit.forget(surrogate, ground.train(), toItself, 2).vainTargets(), 1e-3);
        assertEquals(0, OperatorEdit.forget(surrogate, ground.train(), OURS, 2).vainTargets());
        assertEquals(5_000, OperatorEdit.forget(surrogate, ground.train(), OURS, 2).trained());
    }

    @Test
    void theLastLayerIsEditedByTheSameClosedForm() {
        ForgettingReport report = Alternative.editHead(network, POINTS.train(), 1).report(POINTS.test());
        assertTrue(report.before(1) > 0.9 && report.target() < 0.2, report.toString());
    }

    @Test
    void networksTrainedOnLeaveTheOriginalAsItWas() {
        int[] before = network.classify(POINTS.test());
        var plan = TrainingPlan.momentum(2, 512, 1e-2);
        Alternative tuned = Alternative.tune(network, POINTS.train(), 2,
                rest -> network.tuned(rest, plan, 1, Progress.silent()));
        Alternative driven = Alternative.ascend(network, POINTS.train(), 2,
                dots -> network.drivenAway(dots, plan, 1, Progress.silent()));
        assertArrayEquals(before, network.classify(POINTS.test()));
        assertTrue(tuned.report(POINTS.test()).target() < 1);
        assertTrue(driven.report(POINTS.test()).target() < driven.report(POINTS.test()).before(2));
    }

    @Test
    void badRequestsAreRefused() {
        refused("class (3) must be from 0 to 2: Yin-Yang has the classes [yin, yang, dot]", () -> forget(OURS, 3));
        refused("classes ([0, 1, 2]) must be some but not all of [yin, yang, dot]", () -> forget(OURS, 0, 1, 2));
        refused("classes ([]) must be some but not all of [yin, yang, dot]", () -> forget(OURS));
        refused("rho (0.0) must be greater than 0 and finite",
                () -> new Balance.Emmet(0));
        refused("quantile (2.0) must be above 0 and at most 1",
                () -> new Selection.MedoidBall(2));
        refused("strength (-1.0) must be from 0 to 2", () -> OperatorEdit.forget(surrogate, ground.train(), OURS, 0).edited(-1));
        LayerStates without = network.states(POINTS.train().withoutClass(1));
        refused("class (1) must have training samples to be forgotten",
                () -> OperatorEdit.forget(surrogate, without, OURS, 1));
    }

    private static OperatorEdit forget(EditRule rule, int... labels) {
        return OperatorEdit.forget(surrogate, ground.train(), rule, labels);
    }

    private static double[][] matrix(Random random, int rows, int columns) {
        return IntStream.range(0, rows).mapToObj(row -> random.doubles(columns, -1, 1).toArray()).toArray(double[][]::new);
    }

    private static double[][] product(double[][] a, double[][] b) {
        var result = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    result[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return result;
    }

    private static double[][] transposed(double[][] a) {
        return IntStream.range(0, a[0].length).mapToObj(j -> IntStream.range(0, a.length).mapToDouble(i -> a[i][j]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] sum(double[][] a, double[][] b, double factor) {
        return IntStream.range(0, a.length).mapToObj(i -> IntStream.range(0, a[i].length)
                .mapToDouble(j -> a[i][j] + factor * b[i][j]).toArray()).toArray(double[][]::new);
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
