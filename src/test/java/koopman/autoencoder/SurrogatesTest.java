package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.ResidualMlp;
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
