// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainingPlanTest {

    @Test
    void theRateRisesForAFifthAndFallsToNothing() {
        assertEquals(0, Schedule.triangle(0));
        assertEquals(0.5, Schedule.triangle(0.1), 1e-12);
        assertEquals(1, Schedule.triangle(0.2), 1e-12);
        assertEquals(0.5, Schedule.triangle(0.6), 1e-12);
        assertEquals(0, Schedule.triangle(1), 1e-12);
    }

    @Test
    void byStepTheRateChangesWithinAnEpochAndByEpochItIsNothingInTheFirst() {
        assertEquals(0.025, Schedule.BY_STEP.share(0, 0.5, 100), 1e-12);
        assertEquals(0, Schedule.BY_EPOCH.share(0, 0.9, 100));
        assertEquals(0.5, Schedule.BY_EPOCH.share(10, 0.9, 100), 1e-12);
        assertEquals(1, Schedule.BY_EPOCH.share(20, 0.9, 100), 1e-12);
        assertEquals(0.0125, Schedule.BY_EPOCH.share(99, 0.9, 100), 1e-12);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        refused("epochs (0) must be at least 1", () -> TrainingPlan.momentum(0, 1, 1));
        refused("batchSize (0) must be at least 1", () -> TrainingPlan.adamW(1, 0, 1));
        refused("peakRate (-1.0) must be greater than 0", () -> TrainingPlan.adamW(1, 1, -1));
        refused("peakRate (NaN) must be greater than 0", () -> TrainingPlan.adamW(1, 1, Double.NaN));
        refused("momentum (1.0) must be at least 0 and below 1", () -> new Optimiser.Momentum(1));
        refused("weightDecay (-0.1) must be at least 0",
                () -> new TrainingPlan(1, 1, 1, Schedule.BY_STEP, -0.1, 1, Optimiser.AdamW.USUAL));
        refused("clipNorm (0.0) must be greater than 0", () -> new TrainingPlan(1, 1, 1, Schedule.BY_STEP, 0, 0, Optimiser.AdamW.USUAL));
    }

    private static void refused(String message, Executable plan) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, plan).getMessage());
    }
}
