package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.Computation;
import koopman.training.Progress;
import koopman.training.TensorFile;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossEntropyTest {

    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 300, 0);
    private static ResidualMlp network;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        network = ResidualMlp.train(POINTS, 6, 2, TrainingPlan.momentum(20, 64, 1e-2), 1, Progress.silent());
    }

    @AfterAll
    static void free() {
        network.close();
    }

    @Test
    void learningIsTheMeanOfMinusTheLogarithmOfTheLabelsProbabilityAndUnlearningItsOpposite() throws IOException {
        Path file = folder.resolve("network.safetensors");
        network.save(file);
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = TensorFile.read(file, "koopman network", "2", manager).arrays();
            var batch = new NDList(POINTS.stored(manager), POINTS.labels(manager));
            NDArray logits = Computation.withoutGradient(() -> network.training(parameters, NoiseBank.EMPTY).logits(POINTS.inputs(manager)));
            double sum = 0;
            for (int row = 0; row < POINTS.size(); row++) {
                double all = 0;
                for (int label = 0; label < 3; label++) {
                    all += Math.exp(logits.getFloat(row, label));
                }
                sum -= Math.log(Math.exp(logits.getFloat(row, POINTS.label(row))) / all);
            }
            double expected = sum / POINTS.size();
            assertTrue(expected > 0.1, "a network that is far from sure of all its answers");
            NDList learning = CrossEntropy.LEARNING.of(network, POINTS, NoiseBank.EMPTY).terms(parameters, batch);
            NDList unlearning = CrossEntropy.UNLEARNING.of(network, POINTS, NoiseBank.EMPTY).terms(parameters, batch);
            assertEquals(expected, learning.singletonOrThrow().getFloat(), 1e-5);
            assertEquals(-expected, unlearning.singletonOrThrow().getFloat(), 1e-5);
            assertEquals(List.of("negative cross-entropy"), CrossEntropy.UNLEARNING.of(network, POINTS, NoiseBank.EMPTY).names());
        }
    }

    @Test
    void drivingAwayFromAClassLosesItAndTuningOnItFindsItAndTheNetworkItselfStays() {
        float[] before = network.logits(POINTS).toFloatArray();
        Samples yin = POINTS.ofClass(0);
        var plan = TrainingPlan.momentum(10, 64, 1e-2);
        try (ResidualMlp away = network.drivenAway(yin, plan, 2, Progress.silent());
                ResidualMlp tuned = network.tuned(yin, plan.withEpochs(40), 2, Progress.silent())) {
            assertTrue(network.accuracy(yin) > 0.7, "yin before " + network.accuracy(yin));
            assertTrue(away.accuracy(yin) < 0.2, "yin driven away " + away.accuracy(yin));
            assertTrue(tuned.accuracy(yin) > Math.max(0.9, network.accuracy(yin)), "yin tuned " + tuned.accuracy(yin));
        }
        assertArrayEquals(before, network.logits(POINTS).toFloatArray());
    }

    @Test
    void furtherTrainingBeginsAtTheNetworksOwnNumbersAndMoments() {
        try (ResidualMlp same = network.tuned(POINTS, TrainingPlan.momentum(1, 300, 1e-12), 2, Progress.silent())) {
            int[] classes = network.classify(POINTS);
            assertTrue(POINTS.labelled(classes).accuracy(same.classify(POINTS)) > 0.97);
        }
    }
}
