// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RandomFeaturesTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void randomFeaturesOfNoUseAreRefused() {
        refused("features (0) must be at least 1", () -> RandomFeatures.of(manager, manager.ones(new Shape(3, 2)), 0, 1));
        refused("states have no variance: every sample has the same state",
                () -> RandomFeatures.of(manager, manager.ones(new Shape(3, 2)), 4, 1));
        refused("states (3) must be (N, d), with one row and one column at least",
                () -> RandomFeatures.of(manager, manager.ones(new Shape(3)), 4, 1));
        NDArray broken = manager.create(new float[] {1, Float.NaN}, new Shape(2, 1));
        refused("states (NaN in row 1, column 0) must be finite numbers", () -> RandomFeatures.of(manager, broken, 4, 1));
        var features = RandomFeatures.of(manager, manager.create(new float[] {1, 2}, new Shape(2, 1)), 4, 1);
        refused("states (NaN in row 1, column 0) must be finite numbers", () -> features.apply(broken));
        refused("states (2, 2) must be (N, 1)", () -> features.apply(manager.ones(new Shape(2, 2))));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
