// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.SampleSource;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.KeptStates;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.OutsideNetwork;
import koopman.network.ResidualMlp;
import koopman.network.SoftmaxHead;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class SurrogatesTest {

    @Test
    void autoencodersFittedSideBySideDifferAndTheLastStepOfAPathIsTheJourney() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        var settings = new AutoencoderSettings(8, 6, 10, new OperatorForm.Exponential(), LossWeights.isometry(1));
        var plan = TrainingPlan.adamW(3, 64, 1e-2);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent());
                LayerStates states = network.states(samples)) {
            Surrogates surrogates = Surrogates.of(network, samples, 6);
            var both = surrogates.autoencoders(settings, plan, new Seeds(3, 2));
            assertNotEquals(both.get(0).journey().getFloat(0, 0), both.get(1).journey().getFloat(0, 0));
            Surrogate surrogate = both.get(1);
            assertEquals(surrogate.accuracy(samples), surrogate.accuracies(states, 0, 10)[1]);
        }
    }

    @Test
    void anAutoencoderIsFittedToTheSamplesOfEachEpoch() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        var settings = new AutoencoderSettings(8, 6, 10, new OperatorForm.Exponential(), LossWeights.isometry(1))
                .plus(LossTerm.answers(1)).plus(LossTerm.path(1, LayerTimes.equal()));
        var plan = TrainingPlan.adamW(12, 64, 1e-2);
        try (var network = ResidualMlp.train(samples, 6, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent());
                Surrogates plain = Surrogates.of(network, samples, 6);
                Surrogates same = Surrogates.of(network, samples, 6, SampleSource.of(200, epoch -> samples));
                Surrogates other = Surrogates.of(network, samples, 6, YinYang.source(300, 0))) {
            Surrogate once = plain.autoencoder(settings, plan, 0, Progress.silent());
            assertArrayEquals(once.journey().toFloatArray(),
                    same.autoencoder(settings, plan, 0, Progress.silent()).journey().toFloatArray());
            Surrogate more = other.autoencoder(settings, plan, 0, Progress.silent());
            assertArrayEquals(plain.dmd().journey().toFloatArray(), other.dmd().journey().toFloatArray());
            assertNotEquals(once.losses(samples).state(), more.losses(samples).state());
            assertEquals(3, Stream.of(plain, same, other).map(each -> each.provenance(settings, plan, 0).digest()).distinct().count());
            assertTrue(other.toString().endsWith(", autoencoders to 300 new samples in each epoch"), other.toString());
        }
    }

    @Test
    void aSourceThatDoesNotKeepItsWordIsRefused() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        try (Surrogates surrogates = Surrogates.of(new Turning(0.7, 3), samples, 2, SampleSource.of(9, epoch -> samples))) {
            assertEquals("rows of epoch 1 ((200, 2)) must be 9, as said before", assertThrows(IllegalArgumentException.class,
                    () -> surrogates.autoencoder(0)).getMessage());
        }
    }

    /** A network of the reader's own, in two methods: two layers that turn points, and a head. */
    private record Turning(double angle, int logits) implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            NDManager manager = NDManager.newBaseManager();
            NDArray first = samples.inputs(manager);
            NDArray turn = manager.create(new float[] {(float) Math.cos(angle), (float) Math.sin(angle),
                (float) -Math.sin(angle), (float) Math.cos(angle)}, new Shape(2, 2));
            return new LayerStates(samples, List.of(first, first.matMul(turn)));
        }

        @Override
        public NDArray head(NDArray last) {
            return last.matMul(last.getManager().ones(new Shape(2, logits)).cumSum(1));
        }
    }

    @Test
    void aNetworkOfTwoMethodsHasSurrogatesAndATurnIsFoundAsALinearJourney() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        try (Surrogates surrogates = Surrogates.of(new Turning(0.7, 3), samples)) {
            assertEquals(2, surrogates.components());
            SurrogateReport report = surrogates.dmd().report(samples);
            assertEquals(1, report.agreement());
            assertEquals(0, report.fvu(), 1e-9);
        }
    }

    /** Of components of variance v, a turn with ridge r keeps v / (v + r). */
    @Test
    void aRidgeShrinksWhatLeastSquaresForecasts() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        try (Surrogates surrogates = Surrogates.of(new Turning(0.7, 3), samples)) {
            assertArrayEquals(surrogates.dmd().journey().toFloatArray(), surrogates.dmd(0).journey().toFloatArray());
            double[] v = surrogates.first().apply(surrogates.train().first()).toType(DataType.FLOAT64, false).square()
                    .mean(new int[] {0}).toDoubleArray();
            double r = (v[0] + v[1] + 1) / 3; // the mean square of the components and the constant
            double left = Arrays.stream(v).map(each -> each * Math.pow(r / (each + r), 2)).sum() / (v[0] + v[1]);
            assertEquals(left, surrogates.dmd(1).losses(samples).state(), 1e-5);
            assertEquals(1, surrogates.dmd(1e9).losses(samples).state(), 1e-6);
            assertThrows(IllegalArgumentException.class, () -> surrogates.dmd(-1));
        }
    }

    @Test
    void aNetworkThatRunsElsewhereHasSurrogatesThatAreFittedToItsAnswers() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        KeptStates kept = KeptStates.of("bent", "abc", part -> {
            float[][] points = IntStream.range(0, part.size()).mapToObj(part::input).toArray(float[][]::new);
            return new float[][][] {points, Arrays.stream(points).map(p -> new float[] {p[0] * p[1], p[1] - p[0] * p[0]})
                    .toArray(float[][]::new)};
        });
        try (LayerStates states = kept.of(samples); SoftmaxHead head = SoftmaxHead.fit(states, states, 0);
                Surrogates surrogates = Surrogates.of(OutsideNetwork.of(kept, head), samples)) {
            AutoencoderSettings settings = new AutoencoderSettings(20, 6, 5, new OperatorForm.Exponential(),
                    LossWeights.isometry(0)).plus(LossTerm.answers(1));
            Surrogate surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(40, 25, 1e-2), 0, Progress.silent());
            double[] answers = ((KoopmanAutoencoder) surrogate.lifting()).curve().term("answers");
            assertTrue(answers[39] < 0.3 * answers[0], Arrays.toString(answers));
        }
    }

    @Test
    void aHeadThatDoesNotFitIsRefusedBeforeAnythingIsFitted() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        assertEquals("head (logits (200, 4)) must give (200, 3): a number for each class of " + samples,
                assertThrows(IllegalArgumentException.class, () -> Surrogates.of(new Turning(0.7, 4), samples)).getMessage());
    }

    @Test
    void settingsSuitTheSizesWhenNoneAreGiven() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        try (Surrogates surrogates = Surrogates.of(new Turning(0.7, 3), samples)) {
            assertEquals(40, surrogates.settings().latent());
            assertEquals(50, surrogates.plan().batchSize());
            assertEquals(400, surrogates.plan().epochs());
        }
        AutoencoderSettings wide = AutoencoderSettings.suitedTo(200);
        assertEquals(new AutoencoderSettings(512, 300, 10, new OperatorForm.Exponential(), LossWeights.isometry(1e-3)), wide,
                "those of digits at quick size");
        assertEquals(14, AutoencoderSettings.planSuitedTo(200, 55_000).epochs());
    }

    @Test
    void closingTheFactoryClosesWhatItMadeAndTwiceIsFine() {
        Samples samples = YinYang.draw(Split.TRAIN, 200, 0);
        Surrogates surrogates = Surrogates.of(new Turning(0.7, 3), samples);
        Surrogate dmd = surrogates.dmd();
        surrogates.close();
        surrogates.close();
        assertEquals("the surrogate (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, () -> dmd.accuracy(samples)).getMessage());
        assertEquals("the layers' states (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, surrogates::dmd).getMessage());
    }
}
