// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import koopman.data.Samples;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.StateScaler;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurrogateFileTest {

    private static final Samples TRAIN = YinYang.splits(0).train();
    private static final Samples TEST = YinYang.splits(0).test().first(500);
    private static ResidualMlp network;
    private static Surrogate surrogate;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() {
        network = network(10);
        try (LayerStates states = network.states(TRAIN)) {
            List<StateScaler> scalers = StateScaler.fit(List.of(states.first(), states.last()), 10, 1);
            var settings = new AutoencoderSettings(8, 12, 4, new OperatorForm.LowRank(5), new LossWeights(1, 0.5, 2, 0));
            surrogate = Surrogate.of(network, scalers.get(0), scalers.get(1), KoopmanAutoencoder.fit(
                    scalers.get(0).apply(states.first()), scalers.get(1).apply(states.last()), settings,
                    TrainingPlan.adamW(2, 512, 0.01), 1, Progress.silent()));
        }
    }

    @AfterAll
    static void free() {
        network.close();
    }

    @Test
    void aSurrogateComesBackAsItWas() throws IOException {
        Path file = folder.resolve("surrogate.safetensors");
        Surrogate edited = surrogate.with(surrogate.journey().mul(0.5));
        edited.save(file);
        Surrogate loaded = Surrogate.load(file, network);
        LayerStates states = network.states(TEST);
        assertArrayEquals(edited.logits(states.first()).toFloatArray(), loaded.logits(states.first()).toFloatArray());
        assertEquals(((KoopmanAutoencoder) edited.lifting()).settings(), ((KoopmanAutoencoder) loaded.lifting()).settings());
        assertEquals(1, Files.list(folder).count(), "no part file is left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "free", "low rank", "eigen", "bounded eigen"})
    void everyFormOfOperatorComesBackWithItsSettingsAndItsSteps(String name) throws IOException {
        OperatorForm form = switch (name) {
            case "exponential" -> new OperatorForm.Exponential();
            case "free" -> new OperatorForm.Free();
            case "eigen" -> new OperatorForm.Eigen();
            case "bounded eigen" -> new OperatorForm.Eigen(0.3);
            default -> new OperatorForm.LowRank(3);
        };
        Path file = folder.resolve("surrogate.safetensors");
        var settings = new AutoencoderSettings(8, 12, 4, form, new LossWeights(0.1, 0.2, 0.3, 0.4));
        try (var autoencoder = new KoopmanAutoencoder(settings, 10, 5, DataType.FLOAT32)) {
            var saved = Surrogate.of(network, surrogate.first(), surrogate.last(), autoencoder);
            saved.save(file);
            Surrogate loaded = Surrogate.load(file, network);
            try (var lifting = (KoopmanAutoencoder) loaded.lifting()) {
                assertEquals(settings, lifting.settings());
                assertArrayEquals(autoencoder.operator().journey(3).toFloatArray(),
                        lifting.operator().journey(3).toFloatArray());
                assertArrayEquals(autoencoder.operator().journey().toFloatArray(), loaded.journey().toFloatArray());
            }
        }
    }

    @Test
    void leastSquaresHaveNoFileAndAnUnknownOperatorIsRefused() throws IOException {
        NDArray states = network.states(TEST).first();
        try (var dmd = LeastSquares.dmd(states, states.square())) {
            var least = Surrogate.of(network, surrogate.first(), surrogate.last(), dmd);
            assertEquals("lifting (DMD: least squares on 10 components) must be a KoopmanAutoencoder",
                    assertThrows(IllegalStateException.class,
                            () -> least.save(folder.resolve("none"))).getMessage());
        }
        Path file = folder.resolve("surrogate.safetensors");
        surrogate.save(file);
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorFile whole = TensorFile.read(file, "koopman surrogate", "2", manager);
            var texts = new HashMap<>(whole.settings());
            texts.put("operator", "spline");
            new TensorFile(texts, whole.arrays()).write(file);
        }
        assertEquals(file + ": operator (spline) must be exponential, free, lowrank or eigen", assertThrows(IOException.class,
                () -> Surrogate.load(file, network)).getMessage());
    }

    @Test
    void aNetworkComesBackAsItWas() throws IOException {
        Path file = folder.resolve("network.safetensors");
        network.save(file);
        try (ResidualMlp loaded = ResidualMlp.load(file)) {
            assertArrayEquals(network.logits(TEST).toFloatArray(), loaded.logits(TEST).toFloatArray());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path file = folder.resolve("s");
        surrogate.save(file);
        try (ResidualMlp other = network(7)) {
            assertEquals(file + ": network (state (1, 10) must be (N, 7), the network's width) must have last states of width 10",
                    assertThrows(IOException.class, () -> Surrogate.load(file, other)).getMessage());
        }
        assertEquals(file + ": format (koopman surrogate) must be koopman network",
                assertThrows(IOException.class, () -> ResidualMlp.load(file)).getMessage());
        Path cut = folder.resolve("cut");
        byte[] whole = Files.readAllBytes(file);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
        String message = assertThrows(IOException.class, () -> Surrogate.load(cut, network)).getMessage();
        assertEquals("the file is cut", message.substring(message.lastIndexOf(": ") + 2), message);
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(empty + " (0 bytes) must be a whole safetensors file",
                assertThrows(IOException.class, () -> Surrogate.load(empty, network)).getMessage());
    }

    private static Surrogates surrogates() {
        return Surrogates.of(network, TRAIN, 10);
    }

    private static final AutoencoderSettings SMALL = new AutoencoderSettings(8, 12, 4, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final TrainingPlan BRIEF = TrainingPlan.adamW(2, 512, 0.01);

    @Test
    void aFileTellsWhereItsSurrogateComesFromAndIsOfThatNetworkAlone() throws IOException {
        Path file = folder.resolve("s");
        try (Surrogates ground = surrogates(); ResidualMlp twin = ResidualMlp.train(TRAIN, 10, 2, TrainingPlan.momentum(2, 512,
                1e-2), 2, Progress.silent())) {
            Surrogate made = ground.autoencoder(SMALL, BRIEF, 7, Progress.silent());
            made.save(file);
            try (Surrogate loaded = Surrogate.load(file, network)) {
                assertEquals(ground.provenance(SMALL, BRIEF, 7), loaded.provenance().orElseThrow());
                assertEquals(TRAIN.digest(), loaded.provenance().orElseThrow().rows());
                try (LayerStates states = network.states(TEST)) {
                    assertArrayEquals(made.accuracies(states, 0, 2, 4), loaded.accuracies(states, 0, 2, 4));
                }
            }
            assertEquals(file + ": network (" + twin.digest() + ") must be " + network.digest()
                    + ", the one that the surrogate was fitted to", assertThrows(IOException.class,
                            () -> Surrogate.load(file, twin)).getMessage());
        }
    }

    @Test
    void anEditedSurrogateComesBackEditedAndClosesAllThatItOwns() throws IOException {
        Path file = folder.resolve("s");
        surrogate.with(surrogate.journey().mul(0.5)).save(file);
        Surrogate loaded = Surrogate.load(file, network);
        assertArrayEquals(new int[] {0, 4}, loaded.operator().stops(4));
        loaded.close();
        assertThrows(IllegalStateException.class, () -> loaded.autoencoder().operator().journey());
        assertThrows(IllegalStateException.class, loaded::journey);
    }

    @Test
    void aFitThatIsStoppedHandsOutTheSurrogateAsItWas() {
        try (Surrogates ground = surrogates()) {
            var bursting = new TrainingPlan(10, 512, 1e37, Schedule.BY_EPOCH, 0, Double.POSITIVE_INFINITY,
                    new Optimiser.Momentum(0)); // the rate is 0 in the first epoch
            var stopped = assertThrows(DivergedException.class, () -> ground.autoencoder(SMALL, bursting, 0, Progress.silent()));
            assertTrue(stopped.getMessage().endsWith("the surrogate keeps the state of epoch 1: see model()"), stopped.getMessage());
            try (Surrogate kept = stopped.model(Surrogate.class)) {
                assertEquals(1, kept.autoencoder().curve().epochs());
                assertTrue(kept.losses(TEST).linear() > 0);
                assertEquals("1", kept.provenance().orElseThrow().settings().get("epochs done"));
            }
        }
    }

    private static ResidualMlp network(int width) {
        return ResidualMlp.train(TRAIN, width, 2, TrainingPlan.momentum(2, 512, 1e-2), 1, Progress.silent());
    }
}
