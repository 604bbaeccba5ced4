// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.ResidualMlp;
import koopman.representation.StateScaler;
import koopman.training.Checkpoint;
import koopman.training.DivergedException;
import koopman.training.Optimiser;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.TensorFile;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Surrogates that are fitted to all layers and to the network's answers. */
class PathSurrogateTest {

    private static final Samples TRAIN = YinYang.draw(Split.TRAIN, 1_000, 0);
    private static final AutoencoderSettings PLAIN = new AutoencoderSettings(20, 10, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(0.1));
    private static final TrainingPlan PLAN = TrainingPlan.adamW(30, 100, 1e-2);
    private static ResidualMlp network;
    private static Surrogates surrogates;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(TRAIN, 8, 3, TrainingPlan.momentum(40, 100, 1e-2), 0, Progress.silent());
        surrogates = Surrogates.of(network, TRAIN, 6);
    }

    @AfterAll
    static void free() {
        surrogates.close();
        network.close();
    }

    private static Surrogate fitted(LossTerm term) {
        return surrogates.autoencoder(PLAIN.plus(term), PLAN, 0, Progress.silent());
    }

    @Test
    void theEndsArePreprocessedAsWithoutTheLayersInBetween() {
        assertEquals(4, surrogates.scalers().size());
        for (NDArray layer : List.of(surrogates.train().first(), surrogates.train().last())) {
            assertArrayEquals(surrogates.first().apply(layer).toFloatArray(),
                    surrogates.scalers().get(0).apply(layer).toFloatArray());
            assertArrayEquals(surrogates.last().apply(layer).toFloatArray(),
                    surrogates.scalers().get(3).apply(layer).toFloatArray());
        }
        List<StateScaler> anew = StateScaler.fit(surrogates.train().layers(), surrogates.components(), 1);
        for (int i = 0; i < 4; i++) {
            NDArray layer = surrogates.train().layer(i);
            assertArrayEquals(anew.get(i).apply(layer).toFloatArray(), surrogates.scalers().get(i).apply(layer).toFloatArray());
        }
    }

    @Test
    void aLossOfThePathLeadsThroughTheLayers() {
        TrainingPlan longer = TrainingPlan.adamW(60, 100, 2e-2);
        try (Surrogate plain = surrogates.autoencoder(PLAIN, longer, 0, Progress.silent());
                Surrogate path = surrogates.autoencoder(PLAIN.plus(LossTerm.path(3, LayerTimes.byDistance())), longer, 0,
                        Progress.silent())) {
            double[] times = path.autoencoder().times();
            assertEquals(4, times.length);
            for (int layer = 1; layer <= 2; layer++) {
                assertTrue(fvu(path, layer, times[layer]) < 0.7 * fvu(plain, layer, times[layer]), "layer " + layer);
            }
        }
    }

    private static double fvu(Surrogate surrogate, int layer, double steps) {
        NDArray x = surrogates.scalers().get(0).apply(surrogates.train().first());
        NDArray wanted = surrogates.scalers().get(layer).apply(surrogates.train().layer(layer));
        try (NDArray part = surrogate.operator().journey(steps)) {
            return LossReport.fvu(surrogate.lifting().decode(surrogate.lifting().encode(x).matMul(part)), wanted).getFloat();
        }
    }

    @Test
    void aLossOfTheAnswersMakesThemAgree() {
        try (Surrogate plain = surrogates.autoencoder(PLAIN, PLAN, 0, Progress.silent());
                Surrogate answering = fitted(LossTerm.answers(1))) {
            ToDoubleFunction<Surrogate> agreement = surrogate -> surrogate.agreement(TRAIN);
            assertTrue(agreement.applyAsDouble(answering) > agreement.applyAsDouble(plain));
            double[] course = answering.autoencoder().curve().term("answers");
            double square = 100 * 100.0 / (TRAIN.size() * surrogates.components());
            assertEquals(square * divergence(answering), course[course.length - 1], 0.2 * square * divergence(answering));
        }
    }

    /** The mean Kullback-Leibler divergence of the surrogate's answers from the network's, through the public chain. */
    private static double divergence(Surrogate surrogate) {
        LayerStates states = surrogates.train();
        try (NDArray p = network.head(states.last()).softmax(1); NDArray q = surrogate.logits(states.first()).softmax(1)) {
            return p.mul(p.log().sub(q.log())).sum(new int[] {1}).mean().getFloat();
        }
    }

    @Test
    void timesAndTermsComeBackFromAFile() throws IOException {
        Path file = folder.resolve("s");
        try (Surrogate made = surrogates.autoencoder(PLAIN.plus(LossTerm.path(1, LayerTimes.learned()))
                .plus(LossTerm.answers(0.1)), TrainingPlan.adamW(3, 100, 1e-2), 0, Progress.silent())) {
            made.save(file);
            try (Surrogate loaded = Surrogate.load(file, network)) {
                assertEquals(made.autoencoder().settings(), loaded.autoencoder().settings());
                assertArrayEquals(made.autoencoder().times(), loaded.autoencoder().times());
                assertArrayEquals(made.operator().journey(2.5).toFloatArray(), loaded.operator().journey(2.5).toFloatArray());
                assertEquals(made.provenance(), loaded.provenance());
            }
        }
        changed(file, "loss terms", "surprise 1");
        assertEquals(file + ": loss term (surprise 1) must be answers, path, entropy, contrast, sparse or backward:"
                + " another version of this library may know it",
                assertThrows(IOException.class, () -> Surrogate.load(file, network)).getMessage());
    }

    private static void changed(Path file, String name, String text) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorFile whole = TensorFile.read(file, "koopman surrogate", "2", manager);
            var texts = new HashMap<>(whole.settings());
            texts.put(name, text);
            new TensorFile(texts, whole.arrays()).write(file);
        }
    }

    @Test
    void aFitGoesOnFromItsCheckpointAndOneThatIsStoppedKeepsItsTimes() {
        AutoencoderSettings settings = PLAIN.plus(LossTerm.path(1, LayerTimes.learned()));
        TrainingPlan brief = TrainingPlan.adamW(3, 100, 1e-2);
        var checkpoint = folder.resolve("c");
        double[][] times = new double[2][];
        for (int run = 0; run < 2; run++) {
            try (Surrogate made = surrogates.autoencoder(settings, brief, 0, Progress.silent(),
                    Checkpoint.in(checkpoint, surrogates.provenance(settings, brief, 0)))) {
                times[run] = made.autoencoder().times();
            }
        }
        assertArrayEquals(times[0], times[1]);
        var bursting = new TrainingPlan(10, 100, 1e37, Schedule.BY_EPOCH, 0, Double.POSITIVE_INFINITY,
                new Optimiser.Momentum(0)); // the rate is 0 in the first epoch
        var stopped = assertThrows(DivergedException.class,
                () -> surrogates.autoencoder(settings, bursting, 0, Progress.silent()));
        try (Surrogate kept = stopped.model(Surrogate.class)) {
            assertArrayEquals(new double[] {0, 10 / 3.0, 20 / 3.0, 10}, kept.autoencoder().times(), 1e-5);
        }
    }

    @Test
    void oneStepForEveryLayerIsASurrogateToo() {
        try (Surrogate along = surrogates.alongDepth(Observables.states(), Regression.full(0))) {
            assertEquals(3, along.operator().steps());
            assertTrue(along.fvu(surrogates.train()) < 1);
            assertEquals(4, along.accuracies(surrogates.train(), 0, 1, 2, 3).length);
        }
    }

    /** A network whose layer in between has one number for each sample. */
    private record Narrow(LayeredNetwork network) implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            LayerStates states = network.states(samples);
            return new LayerStates(samples, List.of(states.first(), states.layer(1).get(":, :1").duplicate(), states.last()));
        }

        @Override
        public NDArray head(NDArray last) {
            return network.head(last);
        }

        @Override
        public String toString() {
            return "a narrow network";
        }
    }

    @Test
    void aNarrowLayerAndAHeadWithoutGradientsAreRefusedByName() {
        try (var narrow = Surrogates.of(new Narrow(network), TRAIN, 6)) {
            narrow.autoencoder(PLAIN, TrainingPlan.adamW(1, 100, 1e-2), 0, Progress.silent()).close();
            refused("components (6) must be at most 1, the width of layer 1", narrow, LossTerm.path(1, LayerTimes.equal()));
            refused("head (of a narrow network) must be one that gradients flow through: give the network the method"
                    + " recordedHead", narrow, LossTerm.answers(1));
        }
    }

    private static void refused(String message, Surrogates ground, LossTerm term) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> ground.autoencoder(PLAIN.plus(term), PLAN, 0, Progress.silent())).getMessage());
    }

    @Test
    void aNetworkOfOneBlockHasNoPathBetweenItsEnds() {
        TrainingPlan brief = TrainingPlan.adamW(2, 100, 1e-2);
        try (var one = ResidualMlp.train(TRAIN, 6, 1, TrainingPlan.momentum(3, 100, 1e-2), 0, Progress.silent());
                var ground = Surrogates.of(one, TRAIN)) {
            Surrogate plain = ground.autoencoder(PLAIN, brief, 0, Progress.silent());
            Surrogate path = ground.autoencoder(PLAIN.plus(LossTerm.path(1, LayerTimes.equal())), brief, 0, Progress.silent());
            assertArrayEquals(plain.journey().toFloatArray(), path.journey().toFloatArray());
            assertArrayEquals(new double[] {0, 10}, path.autoencoder().times());
        }
    }
}
