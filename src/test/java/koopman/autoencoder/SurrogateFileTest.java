package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import koopman.training.Progress;
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
    @ValueSource(strings = {"exponential", "free", "low rank"})
    void everyFormOfOperatorComesBackWithItsSettingsAndItsSteps(String name) throws IOException {
        OperatorForm form = switch (name) {
            case "exponential" -> new OperatorForm.Exponential();
            case "free" -> new OperatorForm.Free();
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
            TensorFile whole = TensorFile.read(file, "koopman surrogate", "1", manager);
            var texts = new HashMap<>(whole.settings());
            texts.put("operator", "eigen");
            new TensorFile(texts, whole.arrays()).write(file);
        }
        assertEquals("operator (eigen) must be exponential, free or lowrank", assertThrows(IllegalArgumentException.class,
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
            assertEquals("network width (7) must be 10, the width that " + file + " was fitted to",
                    assertThrows(IllegalArgumentException.class, () -> Surrogate.load(file, other)).getMessage());
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

    private static ResidualMlp network(int width) {
        return ResidualMlp.train(TRAIN, width, 2, TrainingPlan.momentum(2, 512, 1e-2), 1, Progress.silent());
    }
}
