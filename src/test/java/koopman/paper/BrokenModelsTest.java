// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps a network and an autoencoder, and spoils the file of each. */
class BrokenModelsTest {

    private static final String REMEDY = ": delete the file to begin anew";
    private static final Splits POINTS = YinYang.splits(0);
    private static final TrainingPlan PLAN = TrainingPlan.adamW(1, 512, 1e-2);
    private static final AutoencoderSettings SHAPE = new AutoencoderSettings(8, 12, 4, new OperatorForm.Exponential(),
            LossWeights.isometry(1));

    @TempDir
    Path folder;

    @BeforeEach
    void keep() {
        goOn();
    }

    @Test
    void aBrokenFileIsNamedWithTheRemedyAndAMissingOneIsMadeAgain() throws IOException {
        for (Path file : kept()) {
            byte[] whole = Files.readAllBytes(file);
            for (var broken : broken(whole).entrySet()) {
                Files.write(file, broken.getValue());
                String message = assertThrows(UncheckedIOException.class, this::goOn, broken.getKey()).getMessage();
                assertTrue(message.startsWith(file.toString()) && message.endsWith(REMEDY), message);
            }
            Files.delete(file);
            goOn();
            assertEquals(whole.length, Files.size(file));
        }
    }

    private static Map<String, byte[]> broken(byte[] whole) {
        var broken = new LinkedHashMap<String, byte[]>();
        broken.put("empty", new byte[0]);
        broken.put("cut at the end", Arrays.copyOf(whole, whole.length - 1));
        broken.put("cut in the header", Arrays.copyOf(whole, 100));
        broken.put("zeros at the end", Arrays.copyOf(Arrays.copyOf(whole, whole.length / 2), whole.length));
        byte[] random = new byte[whole.length];
        new Random(1).nextBytes(random);
        broken.put("random", random);
        broken.put("a text", "not a model".getBytes());
        return broken;
    }

    @Test
    void aFolderInAFilesPlaceIsNamed() throws IOException {
        for (Path file : kept()) {
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            Files.createDirectory(file);
            assertEquals(file + " must be a file, but is a folder" + REMEDY,
                    assertThrows(UncheckedIOException.class, this::goOn).getMessage());
            Files.delete(file);
            Files.write(file, whole);
        }
    }

    @Test
    void whatAKilledRunWasWritingIsNoModel() throws IOException {
        Files.write(folder.resolve("." + kept()[0].getFileName() + ".0badcafe.part"), new byte[7]);
        goOn();
    }

    private void goOn() {
        var studies = new StudySettings(List.of(30), 20, List.of(1.0), List.of(1.0), 2, Split.TEST, 100, 100,
                List.of(), TrainingPlan.adamW(2, 256, 4e-2), new NearestSettings(10, SHAPE, PLAN));
        var settings = new Settings(new Sampling(1, false), 10, 2, TrainingPlan.momentum(1, 512, 1e-2),
                TrainingPlan.momentum(1, 512, 1e-2), 10, SHAPE, PLAN, SHAPE,
                PLAN, 2, studies);
        try (var models = new KeptModels(POINTS, settings, new Seeds(0, 1), folder)) {
            models.autoencoders(SHAPE, PLAN);
        }
    }

    private Path[] kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).toArray(Path[]::new);
        }
    }
}
