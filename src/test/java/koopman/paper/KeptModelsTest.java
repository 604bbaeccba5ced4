// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains small models into a folder and asks for them again. */
class KeptModelsTest {

    private static final Splits POINTS = YinYang.splits(0);
    private static final Seeds SEEDS = new Seeds(0, 2);
    private static final AutoencoderSettings SHAPE = new AutoencoderSettings(8, 12, 4, new OperatorForm.Exponential(),
            LossWeights.isometry(1));

    @TempDir
    Path folder;

    @Test
    void whatIsKeptIsNotTrainedAgain() throws IOException {
        KeptModels first = models(3);
        double network = first.ground().network().accuracy(POINTS.test());
        double surrogate = accuracy(first, 3);
        Set<String> files = files();
        assertEquals(3, files.size(), files.toString());
        KeptModels second = models(3);
        assertEquals(network, second.ground().network().accuracy(POINTS.test()));
        assertEquals(surrogate, accuracy(second, 3));
        assertEquals(files, files());
    }

    @Test
    void otherSettingsMakeOtherFiles() throws IOException {
        accuracy(models(3), 2);
        Set<String> before = files();
        double shorter = accuracy(models(2), 2);
        assertEquals(2 * before.size(), files().size());
        assertNotEquals(shorter, accuracy(models(3), 2));
    }

    /** The points of two seeds have the same name and number, and used to be taken for each other. */
    @Test
    void otherPointsMakeOtherFilesAndAForeignFileIsRefused() throws IOException {
        double own = models(3).ground().network().accuracy(POINTS.test());
        Set<String> before = files();
        var others = new KeptModels(YinYang.splits(1), settings(3), SEEDS, folder);
        assertNotEquals(own, others.ground().network().accuracy(POINTS.test()));
        assertEquals(2 * before.size(), files().size());
        Path[] both = Files.list(folder).sorted().toArray(Path[]::new);
        byte[] first = Files.readAllBytes(both[0]);
        Files.copy(both[1], both[0], StandardCopyOption.REPLACE_EXISTING);
        Files.write(both[1], first); // now each stands in the other's place
        String message = assertThrows(UncheckedIOException.class, () -> models(3).ground()).getMessage();
        assertTrue(message.matches(".*: rows \\([0-9a-f]{16}\\) must be " + POINTS.train().digest()
                + ": choose another folder, or delete the file to begin anew"), message);
    }

    @Test
    void withoutAFolderNothingIsKept() throws IOException {
        var models = new KeptModels(POINTS, settings(2), SEEDS, null);
        List<Double> shares = models.ofNetworks(network -> network.accuracy(POINTS.test()));
        assertEquals(2, shares.size());
        assertNotEquals(shares.get(0), shares.get(1));
        assertEquals(Set.of(), files());
    }

    private KeptModels models(int epochs) {
        return new KeptModels(POINTS, settings(epochs), SEEDS, folder);
    }

    private static double accuracy(KeptModels models, int epochs) {
        return models.autoencoders(SHAPE, TrainingPlan.adamW(epochs, 512, 1e-2)).get(1).accuracy(POINTS.test());
    }

    private static Settings settings(int epochs) {
        return new Settings(new Sampling(1, false), 10, 2, TrainingPlan.momentum(epochs, 512, 1e-2),
                TrainingPlan.momentum(epochs, 512, 1e-2), 10, SHAPE,
                TrainingPlan.adamW(2, 512, 1e-2), SHAPE,
                TrainingPlan.adamW(2, 512, 1e-2), 2, new StudySettings(List.of(30), 20, List.of(1.0), List.of(1.0), 2, Split.TEST, 100, 100,
                List.of(), TrainingPlan.adamW(2, 256, 4e-2), new NearestSettings(10, SHAPE, TrainingPlan.adamW(2, 512, 1e-2))));
    }

    /** Returns the names of the files with their sizes and times. */
    private Set<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName() + " " + file.toFile().lastModified())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
