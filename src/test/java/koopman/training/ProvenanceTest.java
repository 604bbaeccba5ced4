// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

    private static final TrainingPlan PLAN = TrainingPlan.momentum(3, 2, 0.1);
    private static final Samples ROWS = samples(1, 2, 3, 4);
    private static final Provenance OURS = Provenance.of("network", PLAN, 7, ROWS).with("width", 10).with("blocks", 2);

    private static Samples samples(float... inputs) {
        return Samples.of("toy", Split.TRAIN, List.of("a", "b"), inputs, new int[] {0, 1});
    }

    @Test
    void comesBackFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("file");
        var settings = new LinkedHashMap<>(Map.of("format", "toy", "version", "1", "width", "another"));
        settings.putAll(OURS.texts());
        try (NDManager manager = NDManager.newBaseManager()) {
            new TensorFile(settings, Map.of("x", manager.create(1f))).write(file);
            assertEquals(OURS, Provenance.in(TensorFile.read(file, "toy", "1", manager)));
        }
        settings.put("provenance seed", "seven");
        assertEquals("seed (seven) must be a whole number", assertThrows(IllegalArgumentException.class,
                () -> Provenance.in(new TensorFile(settings, Map.of()))).getMessage());
        settings.remove("provenance rows");
        settings.put("provenance seed", "7");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Provenance.in(new TensorFile(settings, Map.of())))
                .getMessage().startsWith("setting (provenance rows) must be one of"));
    }

    @Test
    void theFirstThingThatDiffersIsNamedWithTheRemedy() {
        Path file = Path.of("kept");
        assertDoesNotThrow(() -> OURS.requireSame(Provenance.of("network", PLAN, 7, samples(1, 2, 3, 4)).with("blocks", 2)
                .with("width", 10), file));
        String remedy = ": choose another folder, or delete the file to begin anew";
        differs("what (tuned) must be network" + remedy, new Provenance("tuned", "x", 8, "", Map.of()));
        differs("plan (x) must be " + PLAN + remedy, new Provenance("network", "x", 8, "", Map.of()));
        differs("seed (8) must be 7" + remedy, Provenance.of("network", PLAN, 8, ROWS));
        Samples others = samples(1, 2, 3, 5);
        differs("rows (" + others.digest() + ") must be " + ROWS.digest() + remedy, Provenance.of("network", PLAN, 7, others));
        differs("blocks (none) must be 2" + remedy, Provenance.of("network", PLAN, 7, ROWS).with("width", 10));
        differs("width (9) must be 10" + remedy, OURS.with("width", 9));
        differs("epochs done (1) must be none" + remedy, OURS.afterEpochs(1));
    }

    private static void differs(String message, Provenance found) {
        assertEquals("kept: " + message,
                assertThrows(IOException.class, () -> OURS.requireSame(found, Path.of("kept"))).getMessage());
    }

    @Test
    void theDigestTellsProvenancesApart() {
        var digests = new HashSet<>(List.of(OURS.digest(), OURS.with("width", 9).digest(), OURS.afterEpochs(2).digest(),
                Provenance.of("network", PLAN, 7, ROWS).digest(), Provenance.of("network", PLAN, 8, ROWS).digest(),
                Provenance.of("network", PLAN.withEpochs(4), 7, ROWS).digest(),
                Provenance.of("network", PLAN, 7, samples(1, 2, 4, 3)).digest()));
        assertEquals(7, digests.size());
        assertEquals(OURS.digest(), OURS.with("width", 10).digest());
        assertTrue(OURS.digest().matches("[0-9a-f]{16}"), OURS.digest());
    }
}
