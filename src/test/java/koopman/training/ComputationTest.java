// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputationTest {

    private static final long SMALL = 1;
    private static final long LARGE = 1_000_000;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {SMALL, LARGE})
    void resultsOfComputationsSideBySideComeInTheirOrderAndEndWithTheCallersScope(long parameters) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<NDList> results = Threads.suitedTo(parameters, () -> Computation.sideBySide(manager, List.of(
                    () -> new NDList(manager.ones(new Shape(2)).mul(3)), () -> new NDList(manager.ones(new Shape(1))))));
            assertArrayEquals(new float[] {3, 3}, results.get(0).head().toFloatArray());
            assertArrayEquals(new float[] {1}, results.get(1).head().toFloatArray());
        }
        assertEquals(0, manager.getManagedArrays().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {SMALL, LARGE})
    void whatFailsSideBySideFailsForTheCaller(long parameters) {
        List<Supplier<NDList>> computations = List.of(() -> new NDList(manager.ones(new Shape(2))), () -> {
            throw new IllegalStateException("as a test wants it");
        });
        String message = assertThrows(IllegalStateException.class, () -> Threads.suitedTo(parameters,
                () -> Computation.sideBySide(manager, computations))).getMessage();
        assertTrue(message.endsWith("as a test wants it"), message);
    }
}
