// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SurrogateTest {

    private static final Samples SAMPLES = YinYang.draw(Split.TRAIN, 500, 0);
    private static ResidualMlp network;
    private static LayerStates states;
    private static List<StateScaler> scalers;
    private static LeastSquares dmd;
    private static KoopmanAutoencoder unfitted;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(SAMPLES, 6, 2, TrainingPlan.momentum(20, 64, 1e-2), 0, Progress.silent());
        states = network.states(SAMPLES);
        scalers = StateScaler.fit(List.of(states.first(), states.last()), 6, 1);
        dmd = LeastSquares.dmd(x(), y());
        unfitted = new KoopmanAutoencoder(new AutoencoderSettings(8, 7, 4, new OperatorForm.Exponential(),
                LossWeights.isometry(0)), 6, 1, DataType.FLOAT32);
    }

    @AfterAll
    static void free() {
        dmd.close();
        unfitted.close();
        network.close();
    }

    private static NDArray x() {
        return scalers.get(0).apply(states.first());
    }

    private static NDArray y() {
        return scalers.get(1).apply(states.last());
    }

    private static Surrogate by(LeastSquares squares) {
        return Surrogate.of(network, scalers.get(0), scalers.get(1), squares);
    }

    private static Surrogate by(KoopmanAutoencoder autoencoder) {
        return Surrogate.of(network, scalers.get(0), scalers.get(1), autoencoder);
    }

    @Test
    void observablesOfLastStatesAreThoseOfThePreprocessedOnes() {
        NDArray expected = dmd.encode(y());
        assertArrayEquals(expected.toFloatArray(), by(dmd).lastObservables(states.last()).toFloatArray());
    }

    @Test
    void leastSquaresExplainsMoreThanTheMeanAndMoreFeaturesExplainMore() {
        try (var edmd = LeastSquares.edmd(x(), y(), 50, 1e-6, 0)) {
            double plain = by(dmd).fvu(states);
            double lifted = by(edmd).fvu(states);
            assertTrue(0 < lifted && lifted < plain && plain < 1, lifted + " and " + plain);
            // The mean of squares in the network's space, written out.
            double[] errors = new double[2];
            NDArray forecast = by(dmd).forecast(states.first());
            float[] mean = states.last().mean(new int[] {0}).toFloatArray();
            for (int row = 0; row < SAMPLES.size(); row++) {
                for (int i = 0; i < mean.length; i++) {
                    errors[0] += Math.pow(forecast.getFloat(row, i) - states.last().getFloat(row, i), 2);
                    errors[1] += Math.pow(states.last().getFloat(row, i) - mean[i], 2);
                }
            }
            assertEquals(errors[0] / errors[1], plain, 1e-4);
        }
    }

    @Test
    void theForecastIsPreprocessedEncodedMovedDecodedAndBroughtBackAsTheLastLayer() {
        NDArray z = unfitted.encode(scalers.get(0).apply(states.first()));
        assertArrayEquals(z.toFloatArray(), by(unfitted).observables(states.first()).toFloatArray());
        NDArray end = scalers.get(1).undo(unfitted.decode(z.matMul(unfitted.operator().journey(4))));
        assertArrayEquals(end.toFloatArray(), by(unfitted).forecast(states.first()).toFloatArray(), 1e-3f);
        assertArrayEquals(network.head(end).toFloatArray(), by(unfitted).logits(states.first()).toFloatArray(), 1e-2f);
    }

    @Test
    void manyRowsHaveTheLogitsThatTheyHaveAlone() {
        Surrogate surrogate = by(unfitted);
        try (LayerStates many = network.states(YinYang.draw(Split.TEST, 4_100, 0))) {
            NDArray last = many.first().get("4090:");
            float[] alone = surrogate.logits(last).toFloatArray();
            assertArrayEquals(alone, surrogate.logits(many.first()).get("4090:").toFloatArray(), 1e-4f);
            NDArray end = surrogate.observables(many.first()).matMul(surrogate.journey());
            assertArrayEquals(alone, surrogate.logitsAt(end).get("4090:").toFloatArray(), 1e-3f);
        }
    }

    @Test
    void aPathDecodesEachStepOfTheJourney() {
        List<NDArray> path = by(unfitted).path(states.first(), 0, 3);
        NDArray z = unfitted.encode(scalers.get(0).apply(states.first()));
        for (int i = 0; i < 2; i++) {
            // exp(j / 4 I) stretches all observables alike: the autoencoder starts with A = I.
            NDArray expected = scalers.get(1).undo(unfitted.decode(z.mul(Math.exp(new int[] {0, 3}[i] / 4.0))));
            assertArrayEquals(expected.toFloatArray(), path.get(i).toFloatArray(), 1e-3f);
        }
    }

    @Test
    void agreementIsWithTheNetworksClassesWhateverTheLabelsSay() {
        int[] networks = network.classify(SAMPLES);
        int[] own = by(dmd).classify(SAMPLES);
        double agreed = IntStream.range(0, own.length).filter(i -> own[i] == networks[i]).count() / 500.0;
        double right = IntStream.range(0, own.length).filter(i -> own[i] == SAMPLES.label(i)).count() / 500.0;
        assertTrue(agreed > 0.2 && agreed < 1 && agreed != right, agreed + " and " + right);
        assertEquals(agreed, by(dmd).agreement(SAMPLES));
        assertEquals(right, by(dmd).accuracy(SAMPLES));
        Samples mislabelled = SAMPLES.labelled(IntStream.of(own).map(label -> (label + 1) % 3).toArray());
        assertEquals(agreed, by(dmd).agreement(mislabelled));
        assertEquals(0, by(dmd).accuracy(mislabelled));
    }

    @Test
    void aClassIsThatOfTheGreatestLogitAndReadingsAreTheLogitsProbabilities() {
        NDArray logits = by(dmd).logits(states.first());
        int[] classes = by(dmd).classify(states);
        double[][] probabilities = by(dmd).readings(states.first(), 1)[0];
        int right = 0;
        for (int row = 0; row < SAMPLES.size(); row++) {
            double sum = 0;
            int greatest = 0;
            for (int label = 0; label < 3; label++) {
                sum += Math.exp(logits.getFloat(row, label));
                greatest = logits.getFloat(row, label) > logits.getFloat(row, greatest) ? label : greatest;
            }
            assertEquals(greatest, classes[row]);
            right += greatest == SAMPLES.label(row) ? 1 : 0;
            for (int label = 0; label < 3; label++) {
                assertEquals(Math.exp(logits.getFloat(row, label)) / sum, probabilities[row][label], 1e-5);
            }
        }
        assertArrayEquals(new double[] {right / 500.0}, by(dmd).accuracies(states, 1));
    }

    @Test
    void aPathLeavesTheJourneyOfLeastSquaresOpen() {
        NDArray whole = by(dmd).path(states.first(), 1).get(0);
        assertArrayEquals(whole.toFloatArray(), by(dmd).forecast(states.first()).toFloatArray());
        assertArrayEquals(by(dmd).accuracies(states, 0, 1), by(dmd).accuracies(states, 0, 1), "asked once more");
        assertEquals("steps (2) must be 0 or 1: this journey is known as a whole only, its parts need not exist", assertThrows(
                IllegalArgumentException.class, () -> by(dmd).path(states.first(), 2)).getMessage());
    }

    @Test
    void whatAnEditedSurrogateShowsIsItsOwnJourney() {
        double[][] change = new double[7][7];
        change[3][2] = -9;
        Surrogate edited = by(unfitted).changedBy(change, 1);
        double accuracy = edited.accuracy(SAMPLES);
        assertTrue(Math.abs(accuracy - by(unfitted).accuracy(SAMPLES)) > 0.01, "the change is seen at all: " + accuracy);
        assertEquals(accuracy, edited.accuracies(states, 0, 4)[1]);
        assertArrayEquals(edited.forecast(states.first()).toFloatArray(),
                edited.path(states.first(), 4).get(0).toFloatArray());
        int[] read = Arrays.stream(edited.readings(states.first(), 4)[0]).mapToInt(row -> IntStream.range(0, 3).boxed()
                .max(Comparator.comparingDouble(label -> row[label])).orElseThrow()).toArray();
        assertArrayEquals(edited.classify(states), read);
        assertArrayEquals(by(unfitted).path(states.first(), 0).get(0).toFloatArray(),
                edited.path(states.first(), 0).get(0).toFloatArray(), 1e-5f, "it begins where the other began");
        assertArrayEquals(new int[] {0, 4}, edited.operator().stops(4));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, by(unfitted).operator().stops(8));
        for (Runnable asking : List.<Runnable>of(() -> edited.path(states.first(), 2), () -> edited.accuracies(states, 2),
                () -> edited.readings(states.first(), 2))) {
            assertEquals("steps (2) must be 0 or 4: this journey is known as a whole only, its parts need not exist",
                    assertThrows(IllegalArgumentException.class, asking::run).getMessage());
        }
        assertEquals(7, edited.spectrum().size());
    }

    @Test
    void aReportHasTheFiguresOfTheSingleQuestions() {
        Surrogate surrogate = by(unfitted);
        SurrogateReport report = surrogate.report(SAMPLES);
        assertEquals(surrogate.accuracy(SAMPLES), report.accuracy());
        assertEquals(network.accuracy(SAMPLES), report.network());
        assertEquals(surrogate.agreement(SAMPLES), report.agreement());
        assertEquals(surrogate.fvu(states), report.fvu(), 1e-9);
        assertEquals(LossReport.of(unfitted, unfitted.operator(), x(), y()), report.losses());
        assertEquals(8, report.table().rowCount());
        assertTrue(report.toString().startsWith("surrogate right " + String.format(Locale.ROOT, "%.2f %%",
                100 * report.accuracy())), report.toString());
    }

    @Test
    void closingAnEditedSurrogateLeavesItsOriginAndAClosedOneSaysSo() {
        Surrogate origin = by(LeastSquares.dmd(x(), y()));
        Surrogate edited = origin.changedBy(new double[7][7], 1);
        edited.close();
        edited.close();
        assertEquals("the surrogate (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, () -> edited.accuracy(SAMPLES)).getMessage());
        assertTrue(origin.accuracy(SAMPLES) > 0.2);
        Surrogate orphan = origin.changedBy(new double[7][7], 1);
        origin.close();
        origin.close();
        assertEquals("the least squares (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, () -> orphan.accuracy(SAMPLES)).getMessage());
    }

    @Test
    void aChangeOfTheJourneyIsAddedInItsShareAndTheOriginStays() {
        double[][] before = LinearAlgebra.toJava(dmd.operator().journey());
        var change = new double[7][7];
        change[2][5] = 4;
        double[][] after = LinearAlgebra.toJava(by(dmd).changedBy(change, 0.25).journey());
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 7; column++) {
                assertEquals(before[row][column] + (row == 2 && column == 5 ? 1 : 0), after[row][column], 1e-6);
            }
        }
        assertArrayEquals(before, LinearAlgebra.toJava(by(dmd).journey()));
        assertEquals("journey (7, 6) must be (7, 7)", assertThrows(IllegalArgumentException.class,
                () -> by(dmd).with(dmd.operator().journey().get(":, :6"))).getMessage());
    }
}
