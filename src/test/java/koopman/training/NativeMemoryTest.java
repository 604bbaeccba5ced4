// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.NativeResource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final int PATIENCE_SECONDS = 30;

    /** Holds the handle of an array, and not the array, and not its manager. */
    private static AtomicReference<?> handle(NDArray array) {
        try {
            var field = NativeResource.class.getDeclaredField("handle");
            field.setAccessible(true);
            return (AtomicReference<?>) field.get(array);
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    private static AtomicReference<?> dropped(Supplier<NDArray> maker) {
        return handle(maker.get());
    }

    @Test
    void whatNothingReachesAnyMoreIsFreedThoughNobodyClosedIt() throws InterruptedException {
        var memory = new NativeMemory("the owner");
        NDArray held = memory.keep(NativeMemory.loose().ones(new Shape(10)));
        var throughManager = Computation.result(memory.manager(), () -> memory.manager().ones(new Shape(3)));
        AtomicReference<?> stillThere = handle(throughManager);
        throughManager = null;
        AtomicReference<?> lost = dropped(() -> Computation.unattached(() -> NativeMemory.loose().ones(new Shape(10))));
        AtomicReference<?> lostWithItsOwner = dropped(() ->
                new NativeMemory("another").keep(NativeMemory.loose().ones(new Shape(10))));
        assertNotNull(lost.get());
        for (int second = 0; second < PATIENCE_SECONDS && (lost.get() != null || lostWithItsOwner.get() != null); second++) {
            System.gc();
            Thread.sleep(1_000);
        }
        assertNull(lost.get());
        assertNull(lostWithItsOwner.get());
        assertNotNull(stillThere.get(), "its manager reaches it");
        assertEquals(10, held.sum().getFloat());
        memory.close();
        assertNull(stillThere.get());
    }

    @Test
    void aClosedOwnerSaysSoAndClosesTwice() {
        var memory = new NativeMemory("the network");
        NDArray array = memory.keep(NativeMemory.loose().ones(new Shape(2)));
        memory.requireOpen();
        memory.close();
        memory.close();
        assertNull(handle(array).get());
        assertEquals("the network (closed) must be open to be used: its memory is freed",
                assertThrows(IllegalStateException.class, memory::manager).getMessage());
    }
}
