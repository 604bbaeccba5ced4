// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Split;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that other machines train are those of a single run, byte for byte. */
class MachinesTest {

    private static final Seeds SEEDS = new Seeds(3, 2);
    private static final AutoencoderSettings SHAPE = new AutoencoderSettings(12, 12, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final Settings TOY = new Settings(new Sampling(300, false), 10, 2, TrainingPlan.momentum(5, 512, 1e-2),
            TrainingPlan.adamW(4, 1_024, 3e-2), 10, SHAPE, TrainingPlan.adamW(4, 1_024, 5e-2), SHAPE,
            TrainingPlan.adamW(6, 512, 5e-2), 2, new StudySettings(List.of(20), 20, List.of(1.0), List.of(1.0), 2, Split.TEST,
                    80, 90, List.of(), TrainingPlan.adamW(5, 256, 4e-2), new NearestSettings(10, SHAPE, TrainingPlan.adamW(4, 512, 5e-2))));
    private static final Set<Experiment> ALL = EnumSet.allOf(Experiment.class);
    private static final Set<Experiment> FEW = EnumSet.of(Experiment.NETWORK, Experiment.KAE);

    @TempDir
    private static Path single;

    @TempDir
    private Path folder;

    /** Other machines as seen from here: all goes through bytes, and they work from the end. */
    private static final class Elsewhere implements Machines {

        private final List<Integer> sizes = new ArrayList<>();
        private int left = Integer.MAX_VALUE;

        @Override
        public void run(List<ModelTask> tasks, Map<String, byte[]> files, Receiver receiver) throws IOException {
            sizes.add(tasks.size());
            for (int i = tasks.size() - 1; i >= 0; i--) {
                if (left-- == 0) {
                    throw new IOException("the cluster is gone");
                }
                receiver.take(sent(sent(tasks.get(i)).run(files)));
            }
        }

        @Override
        public void close() {}
    }

    @SuppressWarnings("unchecked")
    private static <T> T sent(T object) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
            out.flush();
            return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @BeforeAll
    static void trainHere() {
        NeededModels.train(Benchmark.YIN_YANG, TOY, SEEDS, FEW, new Shard(1, 1), single);
    }

    private static Map<String, byte[]> models(Path folder) throws IOException {
        var models = new TreeMap<String, byte[]>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                models.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return models;
    }

    private void assertAsTheSingleRun() throws IOException {
        Map<String, byte[]> expected = models(single);
        Map<String, byte[]> found = models(folder);
        assertEquals(expected.keySet(), found.keySet());
        for (String name : expected.keySet()) {
            assertArrayEquals(expected.get(name), found.get(name), name);
        }
    }

    private void train(Machines machines) throws IOException {
        NeededModels.train(Benchmark.YIN_YANG, TOY, SEEDS, FEW, machines, folder);
    }

    @Test
    void networksComeFirstAndAllIsAsInASingleRun() throws IOException {
        var elsewhere = new Elsewhere();
        train(elsewhere);
        assertEquals(List.of(4, 4), elsewhere.sizes);
        assertAsTheSingleRun();
        train(elsewhere);
        assertEquals(List.of(4, 4), elsewhere.sizes, "what is there is not trained again");
    }

    @Test
    void whatArrivedBeforeAFailureIsKept() throws IOException {
        var failing = new Elsewhere();
        failing.left = 6;
        assertEquals("the cluster is gone", assertThrows(IOException.class, () -> train(failing)).getMessage());
        assertEquals(6, models(folder).size());
        var elsewhere = new Elsewhere();
        train(elsewhere);
        assertEquals(List.of(2), elsewhere.sizes);
        assertAsTheSingleRun();
    }

    @Test
    void aModelOfAnyExperimentCanBeSent() {
        List<NeededModel> needed = NeededModels.of(Benchmark.YIN_YANG, TOY, SEEDS, ALL);
        assertTrue(needed.size() > 20, needed.size() + " models");
        assertEquals(needed, needed.stream().map(MachinesTest::sent).toList());
    }

    @Test
    void aBrokenFitIsNamedBeforeAnythingIsSent() throws IOException {
        train(new Elsewhere());
        Path fit = folder.resolve(models(folder).keySet().iterator().next());
        assertTrue(fit.getFileName().toString().startsWith("autoencoder-"), fit.toString());
        Files.write(fit, new byte[] {1, 2, 3});
        var elsewhere = new Elsewhere();
        String message = assertThrows(UncheckedIOException.class, () -> train(elsewhere)).getMessage();
        assertTrue(message.startsWith(fit.toString()) && message.endsWith("delete the file to begin anew"), message);
        assertEquals(List.of(), elsewhere.sizes);
    }
}
