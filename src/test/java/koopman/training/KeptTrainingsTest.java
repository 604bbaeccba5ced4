// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.unlearning.Alternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that the reader wants kept: asked for again, they are read. */
class KeptTrainingsTest {

    private static final String SETTING = "koopman.models";
    private static final Samples TRAIN = YinYang.draw(Split.TRAIN, 300, 0);
    private static final TrainingPlan PLAN = TrainingPlan.momentum(100, 100, 1e-2);
    private static final AutoencoderSettings SETTINGS = new AutoencoderSettings(10, 6, 4, new OperatorForm.Exponential(),
            LossWeights.isometry(0.1));
    private static final TrainingPlan FIT = TrainingPlan.adamW(50, 100, 1e-2);

    @TempDir
    private Path folder;

    @BeforeEach
    void set() {
        System.setProperty(SETTING, folder.resolve("models").toString());
    }

    @AfterEach
    void unset() {
        System.clearProperty(SETTING);
    }

    @Test
    void aNetworkIsTrainedOnceWithItsCurveAndItsMoments() throws IOException {
        try (ResidualMlp trained = train(0); ResidualMlp kept = train(0); ResidualMlp other = train(1)) {
            assertEquals(trained.digest(), kept.digest());
            assertArrayEquals(trained.curve().loss(), kept.curve().loss());
            assertTookAsLong(trained.curve(), kept.curve());
            assertNotEquals(kept.digest(), other.digest());
            assertEquals(2, files().size());
        }
    }

    @Test
    void aFileIsWhatIsRead() throws IOException {
        train(0).close();
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        String refused = assertThrows(UncheckedIOException.class, () -> train(0)).getMessage();
        assertTrue(refused.contains(file.toString()) && refused.contains("delete the file"), refused);
    }

    @Test
    void anAutoencoderIsFittedOnce() throws IOException {
        try (ResidualMlp network = train(0); Surrogates ground = Surrogates.of(network, TRAIN, 6);
                Surrogate fitted = ground.autoencoder(SETTINGS, FIT, 0, Progress.silent());
                Surrogate kept = ground.autoencoder(SETTINGS, FIT, 0, Progress.silent());
                Surrogate anew = ground.autoencoder(SETTINGS, FIT, 0, Progress.silent(), Checkpoint.none())) {
            assertArrayEquals(fitted.journey().toFloatArray(), kept.journey().toFloatArray());
            assertArrayEquals(anew.journey().toFloatArray(), kept.journey().toFloatArray());
            assertTookAsLong(fitted.autoencoder().curve(), kept.autoencoder().curve());
            assertEquals(2, files().size());
        }
    }

    @Test
    void theTimeOfARetrainingIsThatOfItsTraining() {
        try (ResidualMlp network = train(0); Alternative trained = retrained(network); Alternative kept = retrained(network)) {
            assertTrue(kept.seconds() > trained.seconds() / 2, kept.seconds() + " s instead of " + trained.seconds());
        }
    }

    private static Alternative retrained(ResidualMlp network) {
        return Alternative.retrain(network, TRAIN, 2, others -> ResidualMlp.train(others, 6, 2, PLAN, 0, Progress.silent()));
    }

    @Test
    void whoSetsNothingKeepsNothing() {
        System.setProperty(SETTING, " ");
        train(0).close();
        assertTrue(Files.notExists(folder.resolve("models")));
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeTheTraining() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        System.setProperty(SETTING, file.toString());
        String refused = assertThrows(UncheckedIOException.class, () -> train(0)).getMessage();
        assertTrue(refused.startsWith("KOOPMAN_MODELS (" + file + ") must name a folder"), refused);
    }

    @Test
    void aTrainingThatCannotBeKeptIsNotLost() throws IOException {
        Checkpoint lost = Checkpoint.asSet(ResidualMlp.provenanceOf(TRAIN, 6, 2, PLAN, 0));
        Files.delete(build());
        try (ResidualMlp network = ResidualMlp.train(TRAIN, 6, 2, PLAN, 0, Progress.silent(), lost)) {
            assertEquals(PLAN.epochs(), network.curve().epochs());
        }
    }

    @Test
    @Timeout(60)
    void aNetworkGoesOnFromTheMidstWithTheSameNumbers() throws Exception {
        TrainingPlan plan = TrainingPlan.momentum(300, 100, 1e-2);
        Checkpoint kept = new Checkpoint(folder.resolve("network"), ResidualMlp.provenanceOf(TRAIN, 6, 2, plan, 0), 0);
        FitResumptionTest.stop(folder.resolve("network"), () -> train(plan, kept).close());
        assertFalse(kept.holds(300));
        try (ResidualMlp resumed = train(plan, kept); ResidualMlp whole = train(plan, Checkpoint.none())) {
            assertEquals(whole.digest(), resumed.digest());
        }
    }

    @Test
    @Timeout(60)
    void aNetworkWithNoiseIsKeptAtItsEndAlone() throws Exception {
        var noise = new Noise(0.1, 0.1);
        TrainingPlan endless = TrainingPlan.momentum(1_000_000, 100, 1e-2).with(noise);
        Path file = folder.resolve("network");
        Checkpoint kept = new Checkpoint(file, ResidualMlp.provenanceOf(TRAIN, 6, 2, endless, 0), 0);
        var training = new Thread(() -> assertThrows(TrainingInterruptedException.class, () -> train(endless, kept)));
        training.start();
        Thread.sleep(500); // some epochs
        training.interrupt();
        training.join();
        assertTrue(Files.notExists(file));
        train(PLAN.with(noise), new Checkpoint(file, ResidualMlp.provenanceOf(TRAIN, 6, 2, PLAN.with(noise), 0), 0)).close();
        assertTrue(Files.exists(file));
    }

    private static ResidualMlp train(TrainingPlan plan, Checkpoint checkpoint) {
        return ResidualMlp.train(TRAIN, 6, 2, plan, 0, Progress.silent(), checkpoint);
    }

    /** Reading takes no time to speak of, and the writing of the file is in no file. */
    private static void assertTookAsLong(TrainingCurve trained, TrainingCurve kept) {
        assertTrue(kept.seconds() > trained.seconds() / 2, kept.seconds() + " s instead of " + trained.seconds());
    }

    private static ResidualMlp train(long seed) {
        return ResidualMlp.train(TRAIN, 6, 2, PLAN, seed, Progress.silent());
    }

    private Path build() {
        try (Stream<Path> all = Files.list(folder.resolve("models"))) {
            return all.findFirst().orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
