// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.Fuzz;
import koopman.TensorFuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has damaged files of tensors and of trainings read. */
class TensorFuzzTest {

    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("file.safetensors");
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theChecksumTellsEachDamage() throws IOException {
        byte[] whole = written();
        Fuzz.refused(2_000, List.of(whole), damaged -> {
            read(damaged);
            assertArrayEquals(whole, damaged);
        }, file.toString(), IOException.class);
    }

    @Test
    void aDamagedFileIsReadOrRefusedByNameAndLeavesNoArrays() throws IOException {
        var fuzz = new TensorFuzz(written());
        int before = manager.getManagedArrays().size();
        int refused = fuzz.refused(10_000, this::read, file.toString(), IOException.class);
        assertTrue(refused > 5_000, "refused " + refused);
        assertEquals(before, manager.getManagedArrays().size());
    }

    private byte[] written() throws IOException {
        var arrays = new LinkedHashMap<String, NDArray>();
        arrays.put("single", manager.create(new float[] {1, 2, 3, 4, 5, -6}, new Shape(2, 3)));
        arrays.put("double", manager.create(new double[] {Math.PI, Double.MIN_VALUE}));
        arrays.put("scalar", manager.create(7f));
        new TensorFile(Map.of("format", "toy", "version", "1"), arrays).write(file);
        return Files.readAllBytes(file);
    }

    private void read(byte[] damaged) throws IOException {
        Fuzz.write(file, damaged);
        try (NDManager reading = manager.newSubManager()) {
            for (NDArray array : TensorFile.read(file, "toy", "1", reading).arrays().values()) {
                assertTrue(array.size() > 0 && array.isNaN().any().getBoolean() == false);
            }
        }
    }

    @Test
    void aDamagedTrainingGoesOnOrIsRefusedByName() throws IOException {
        var provenance = new Provenance("toy", "plan", 1, "rows", Map.of("latent", "2"));
        var checkpoint = new Checkpoint(file, provenance, 0);
        var state = new NDList(manager.ones(new Shape(2, 2)), manager.ones(new Shape(3)));
        checkpoint.keep(state, List.of(new double[] {1, 2}, new double[] {3, 4}), 1, true);
        var fuzz = new TensorFuzz(Files.readAllBytes(file));
        int refused = fuzz.refused(10_000, damaged -> {
            Fuzz.write(file, damaged);
            var means = new ArrayList<double[]>();
            checkpoint.resume(state, means);
            assertEquals(2, means.get(0).length);
        }, file.toString(), UncheckedIOException.class);
        assertTrue(refused > 5_000, "refused " + refused);
    }
}
