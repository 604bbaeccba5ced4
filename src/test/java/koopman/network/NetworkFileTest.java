// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.Progress;
import koopman.training.Provenance;
import koopman.training.TensorFile;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves a network, reads it again, and alters its file in every way that a checksum would not tell. */
class NetworkFileTest {

    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 40, 0);
    private static final TrainingPlan PLAN = TrainingPlan.momentum(2, 20, 1e-2);

    @TempDir
    Path folder;

    private Path file;
    private ResidualMlp network;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("network.safetensors");
        network = ResidualMlp.train(POINTS, 5, 2, PLAN, 3, Progress.silent());
        network.save(file);
    }

    @AfterEach
    void free() {
        network.close();
    }

    @Test
    void aNetworkComesBackWithWhereItComesFrom() throws IOException {
        try (ResidualMlp loaded = ResidualMlp.load(file); ResidualMlp tuned = loaded.tuned(POINTS, PLAN, 4, Progress.silent())) {
            assertArrayEquals(network.logits(POINTS).toFloatArray(), loaded.logits(POINTS).toFloatArray());
            assertEquals(Provenance.of("residual network", PLAN, 3, POINTS).with("architecture", new Architecture(2, 5, 2, 3)),
                    loaded.provenance());
            assertEquals(network.digest(), loaded.digest());
            assertTrue(loaded.digest().matches("[0-9a-f]{16}"), loaded.digest());
            assertNotEquals(loaded.digest(), tuned.digest());
            assertEquals("tuned network", tuned.provenance().what());
            assertEquals(loaded.digest(), tuned.provenance().settings().get("from"));
            Path again = folder.resolve("again");
            loaded.save(again);
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        }
    }

    @Test
    void theDigestSeesARunningMomentAlone() throws IOException {
        alter((settings, arrays) -> arrays.get("block1.second.norm.mean").addi(1e-3f));
        try (ResidualMlp other = ResidualMlp.load(file)) {
            assertNotEquals(network.digest(), other.digest());
        }
    }

    @Test
    void loadingAndSavingLeaveNoArraysBeyondTheNetworksOwn() throws IOException {
        try (ResidualMlp loaded = ResidualMlp.load(file)) {
            int own = 1 + 2 * 5; // the parameters' vector, and two moments of five batch norms
            assertEquals(own, loaded.arraysHeld());
            loaded.save(folder.resolve("again"));
            loaded.digest();
            assertEquals(own, loaded.arraysHeld());
        }
    }

    @Test
    void sizesThatTheArraysCannotBeOfAreRefused() throws IOException {
        refused("blocks (2147483647) must be fewer than the file's arrays (32)",
                settings -> settings.put("blocks", "2147483647"));
        refused("blocks (0) must be at least 1", settings -> settings.put("blocks", "0"));
        refused("blocks (two) must be a whole number", settings -> settings.put("blocks", "two"));
        refused("array block2.first.weight (none) must be (5, 5)", settings -> settings.put("blocks", "3"));
        refused("array input.weight (5, 2) must be (2147483647, 2)", settings -> settings.put("width", "2147483647"));
        refused("array head.weight (3, 5) must be (4, 5)", settings -> settings.put("classes", "4"));
        refused("setting (provenance plan) must be one of ", settings -> settings.remove("provenance plan"));
        refused("setting (inputs) must be one of ", settings -> settings.remove("inputs"));
    }

    private void refused(String message, Consumer<Map<String, String>> change) throws IOException {
        refusedAfter(message, (settings, arrays) -> change.accept(settings));
    }

    @Test
    void arraysThatAreMissingSurplusOrOfAnotherKindAreRefused() throws IOException {
        refusedAfter("array block0.first.norm.mean (none) must be (5)",
                (settings, arrays) -> arrays.remove("block0.first.norm.mean"));
        refusedAfter("array block1.second.bias (6) must be (5)",
                (settings, arrays) -> arrays.put("block1.second.bias", of(arrays).zeros(new Shape(6))));
        refusedAfter("array (block2.norm.mean) must be one of [input.weight, ",
                (settings, arrays) -> arrays.put("block2.norm.mean", of(arrays).zeros(new Shape(5))));
        refusedAfter("array head.bias (float64) must be of single precision",
                (settings, arrays) -> arrays.put("head.bias", of(arrays).create(new double[3])));
    }

    private static NDManager of(Map<String, NDArray> arrays) {
        return arrays.values().iterator().next().getManager();
    }

    private void refusedAfter(String message, Change change) throws IOException {
        network.save(file);
        alter(change);
        String found = assertThrows(IOException.class, () -> ResidualMlp.load(file)).getMessage();
        assertTrue(found.startsWith(file + ": " + message), found);
    }

    private interface Change {
        void make(Map<String, String> settings, Map<String, NDArray> arrays);
    }

    private void alter(Change change) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorFile whole = TensorFile.read(file, "koopman network", "2", manager);
            var settings = new LinkedHashMap<>(whole.settings());
            var arrays = new LinkedHashMap<>(whole.arrays());
            change.make(settings, arrays);
            new TensorFile(settings, arrays).write(file);
        }
    }
}
