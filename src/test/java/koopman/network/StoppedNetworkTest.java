// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.training.DivergedException;
import koopman.training.Optimiser;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.TrainingInterruptedException;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops trainings, and looks at the networks that are handed out. */
class StoppedNetworkTest {

    private static final Samples POINTS = YinYang.draw(Split.TRAIN, 60, 0);

    /** The rate is 0 in the first epoch and bursts the numbers with the first of six batches of the second. */
    private static final TrainingPlan BURSTING = new TrainingPlan(10, 10, 1e37, Schedule.BY_EPOCH, 0,
            Double.POSITIVE_INFINITY, new Optimiser.Momentum(0));

    @Test
    void aDivergedTrainingHandsOutTheNetworkOfItsLastSoundEpoch(@TempDir Path folder) throws IOException {
        var stopped = assertThrows(DivergedException.class, () -> train(BURSTING));
        int epochs = stopped.curve().epochs();
        assertEquals(1, epochs, stopped.getMessage());
        assertTrue(stopped.getMessage().endsWith("; the network keeps the state of epoch " + epochs + ": see model()"),
                stopped.getMessage());
        try (ResidualMlp left = stopped.model(ResidualMlp.class)) {
            assertEquals(epochs, left.curve().epochs());
            for (float logit : left.logits(POINTS).toFloatArray()) {
                assertTrue(Float.isFinite(logit), "the running moments are those of a sound epoch");
            }
            Path file = folder.resolve("left");
            left.save(file);
            try (ResidualMlp loaded = ResidualMlp.load(file)) {
                assertEquals(String.valueOf(epochs), loaded.provenance().settings().get("epochs done"));
                assertEquals(BURSTING.toString(), loaded.provenance().plan());
                assertArrayEquals(left.logits(POINTS).toFloatArray(), loaded.logits(POINTS).toFloatArray());
            }
        }
    }

    @Test
    void anInterruptedTrainingHandsOutWhatItHas() throws Exception {
        var stopped = interrupted(TrainingPlan.momentum(1_000_000, 60, 1e-3), 300);
        int epochs = stopped.curve().epochs();
        assertEquals("training stopped on request in epoch " + (epochs + 1) + "; the network keeps the state of epoch " + epochs
                + ": see model()", stopped.getMessage());
        try (ResidualMlp left = stopped.model(ResidualMlp.class)) {
            assertEquals(epochs, left.curve().epochs());
            assertEquals(POINTS.size(), left.classify(POINTS).length);
        }
    }

    /** Trains in a thread that is interrupted after so many milliseconds. */
    private static TrainingInterruptedException interrupted(TrainingPlan plan, long after) throws InterruptedException {
        var thrown = new TrainingInterruptedException[1];
        var training = new Thread(() -> thrown[0] = assertThrows(TrainingInterruptedException.class, () -> train(plan)));
        train(plan.withEpochs(1)).close(); // so that all classes are loaded by now
        training.start();
        Thread.sleep(after);
        training.interrupt();
        training.join();
        return thrown[0];
    }

    @Test
    void withoutAnEpochNothingIsKept() {
        Thread.currentThread().interrupt();
        var stopped = assertThrows(TrainingInterruptedException.class, () -> train(TrainingPlan.momentum(5, 60, 1e-3)));
        assertEquals("training stopped on request in epoch 1; nothing is kept, since not one epoch was done",
                stopped.getMessage());
        assertThrows(IllegalStateException.class, () -> stopped.model(ResidualMlp.class));
    }

    private static ResidualMlp train(TrainingPlan plan) {
        return ResidualMlp.train(POINTS, 5, 2, plan, 1, Progress.silent());
    }
}
