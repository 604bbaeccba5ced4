// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedTrainingTest {

    private final List<TrainingCurve> taken = new ArrayList<>();

    @Test
    void aModelThatLearnedSomethingGoesWithTheException() {
        var model = new Model();
        var stopped = new TrainingInterruptedException("training stopped on request in epoch 3", curve(2));
        assertEquals("training stopped on request in epoch 3; the last sound epoch was 2", stopped.getMessage());
        assertSame(stopped, StoppedTraining.handedOut(stopped, model, "toy", taken::add));
        assertSame(model, stopped.model(Model.class));
        assertFalse(model.closed);
        assertEquals(List.of(stopped.curve()), taken);
        assertEquals("training stopped on request in epoch 3; the toy keeps the state of epoch 2: see model()",
                stopped.getMessage());
        assertEquals("type (String) must be Model, which was trained",
                assertThrows(IllegalArgumentException.class, () -> stopped.model(String.class)).getMessage());
    }

    @Test
    void aModelThatLearnedNothingIsClosed() {
        var model = new Model();
        var diverged = new DivergedException("loss", Double.NaN, "a finite number", 0.1, curve(0));
        assertSame(diverged, StoppedTraining.handedOut(diverged, model, "toy", taken::add));
        assertTrue(model.closed);
        assertEquals(List.of(), taken);
        assertEquals("loss (NaN) in epoch 1 must be a finite number: lower the peak rate (the rate was 0.100) or clip the "
                + "gradient; nothing is kept, since not one epoch was done", diverged.getMessage());
        assertEquals("model (none) must have been kept: nothing is kept, since not one epoch was done",
                assertThrows(IllegalStateException.class, () -> diverged.model(Model.class)).getMessage());
    }

    @Test
    void anotherFailureClosesTheModel() {
        var model = new Model();
        var failed = new IllegalStateException("as a test wants it");
        assertSame(failed, StoppedTraining.handedOut(failed, model, "toy", taken::add));
        assertTrue(model.closed);
    }

    private static TrainingCurve curve(int epochs) {
        return new TrainingCurve(List.of("loss"), Collections.nCopies(epochs, new double[] {1}), 0);
    }

    private static final class Model implements AutoCloseable {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }
}
