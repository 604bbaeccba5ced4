package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.Surrogate;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.experiment.Fit;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
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
    private static final EditRule.RunnerUp OURS = new EditRule.RunnerUp(3, 1e-3);
    private static ResidualMlp network;
    private static LeastSquares lifting;
    private static Fit fit;
    private static Surrogate surrogate;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(POINTS.train(), 10, 5, TrainingPlan.momentum(60, 512, 1e-2), 1, Progress.silent());
        fit = Fit.of(network, POINTS.train(), 10);
        lifting = fit.edmd(200, 1e-8, 1);
        surrogate = fit.surrogate(lifting);
    }

    @AfterAll
    static void free() {
        lifting.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theClassIsForgottenAndTheOthersStay(int label) {
        ForgettingReport report = ForgettingReport.of(OperatorEdit.forget(surrogate, fit.train(), OURS, label), POINTS.test());
        assertTrue(report.before(label) > 0.9, report.toString());
        assertTrue(report.target() < 0.02, report.toString());
        assertTrue(report.lost() < 0.01, report.toString());
        assertEquals(POINTS.test().counts()[label], IntStream.of(report.whereTheyWent()).sum());
    }

    @Test
    void roundsMendWhatASingleSolutionGotWrong() {
        var light = new EditRule.RunnerUp(0.3, 1e-3);
        int once = wrong(light);
        int thrice = wrong(light.withRounds(3));
        assertTrue(once > 20, "wrong after one solution: " + once);
        assertTrue(thrice < 0.7 * once, "wrong after three rounds: " + thrice + " of " + once);
    }

    /** Returns how many training rows that stay change their class, or of the yin that move keep it. */
    private int wrong(EditRule rule) {
        int[] before = surrogate.classify(fit.train());
        int[] after = OperatorEdit.forget(surrogate, fit.train(), rule, 0).classify(fit.train());
        return (int) IntStream.range(0, after.length).filter(row -> before[row] == 0 ? after[row] == 0
                : after[row] != before[row]).count();
    }

    @Test
    void equalWeightsGiveThePlainClosedForm() {
        try (Forecasts forecasts = Forecasts.of(surrogate, fit.train())) {
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
        OperatorEdit edit = OperatorEdit.forget(surrogate, fit.train(), OURS, 0, 2);
        ForgettingReport report = ForgettingReport.of(edit, POINTS.test());
        assertEquals(Set.of(0, 2), edit.classes());
        assertTrue(report.target() < 0.02 && report.after(1) > 0.98, report.toString());
    }

    @Test
    void nothingChangesInPlaceAndHalfAnEditIsHalfWay() {
        float[] before = surrogate.journey().toFloatArray();
        OperatorEdit edit = OperatorEdit.forget(surrogate, fit.train(), OURS, 1);
        float[] half = edit.edited(0.5).journey().toFloatArray();
        float[] whole = edit.edited().journey().toFloatArray();
        assertArrayEquals(before, surrogate.journey().toFloatArray());
        assertArrayEquals(before, edit.edited(0).journey().toFloatArray());
        for (int i = 0; i < half.length; i++) {
            assertEquals((before[i] + whole[i]) / 2, half[i], 1e-5f + 1e-4f * Math.abs(whole[i]));
        }
    }

    @Test
    void thePublishedRuleMovesTheSamplesOfTheLabelOnly() {
        OperatorEdit edit = OperatorEdit.forget(surrogate, fit.train(), EditRule.Published.NEAREST, 2);
        assertTrue(edit.toString().endsWith("moving " + POINTS.train().counts()[2] + " training samples"), edit.toString());
        var all = new EditRule.MedoidBall(1, 0.1, EditRule.Target.SINGLE);
        var some = new EditRule.MedoidBall(0.5, 0.1, EditRule.Target.SINGLE);
        assertTrue(moved(all) > moved(some) && moved(some) >= POINTS.train().counts()[2] / 2);
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
        Alternative edited = Alternative.edit(surrogate, fit.train(), OURS, 0);
        assertEquals(0, masked.report(POINTS.test()).target());
        double hidden = masked.stillThere(POINTS.train(), POINTS.test());
        double left = edited.stillThere(POINTS.train(), POINTS.test());
        assertTrue(hidden > 0.9, "a probe finds what is masked: " + hidden);
        assertTrue(left < hidden, "a probe finds less of what is edited: " + left + " of " + hidden);
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
        Alternative tuned = Alternative.tune(network, POINTS.train(), plan, 1, 2);
        Alternative driven = Alternative.ascend(network, POINTS.train(), plan, 1, 2);
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
                () -> new EditRule.Published(0, EditRule.Target.NEAREST));
        refused("quantile (2.0) must be above 0 and at most 1",
                () -> new EditRule.MedoidBall(2, 0.1, EditRule.Target.SINGLE));
        refused("strength (-1.0) must be from 0 to 2", () -> OperatorEdit.forget(surrogate, fit.train(), OURS, 0).edited(-1));
        LayerStates without = network.states(POINTS.train().withoutClass(1));
        refused("class (1) must have training samples to be forgotten",
                () -> OperatorEdit.forget(surrogate, without, OURS, 1));
    }

    private static int moved(EditRule rule) {
        String text = OperatorEdit.forget(surrogate, fit.train(), rule, 2).toString();
        return Integer.parseInt(text.replaceAll(".*moving (\\d+) training samples", "$1"));
    }

    private static OperatorEdit forget(EditRule rule, int... labels) {
        return OperatorEdit.forget(surrogate, fit.train(), rule, labels);
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
