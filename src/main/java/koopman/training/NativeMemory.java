// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.NativeResource;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The native memory of one owner, such as a network: what is attached to its manager is freed when the owner is closed.
 *
 * <p>What nobody closes is freed too. An array that {@link Computation} handed out, or that was {@link #keep kept} here, and
 * that no reference reaches any more, directly or through its manager, loses its memory some seconds after the garbage
 * collector has found that out; and since the collector does not see native memory, it is asked to look whenever a quarter
 * of a gigabyte has been handed out.
 */
public final class NativeMemory implements AutoCloseable {

    private static final long HANDED_OUT_UNTIL_COLLECTION = 256L << 20;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong HANDED_OUT = new AtomicLong();
    private static final Field HANDLE = handle();

    /** Native code may still work on an array whose Java object is gone: it has that long to end. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    /** So long after a collection, what it found is freed; more often than that nothing is given back. */
    private static final Executor AFTERWARDS = CompletableFuture.delayedExecutor(15, TimeUnit.SECONDS);
    private static final AtomicBoolean GIVING_BACK = new AtomicBoolean();

    private final String owner;
    private final NDManager manager = loose();

    /** @param owner what the memory belongs to, for messages: "the network" */
    public NativeMemory(String owner) {
        this.owner = owner;
    }

    /**
     * Returns the manager of all that the owner holds.
     *
     * @throws IllegalStateException if the owner is closed
     */
    public NDManager manager() {
        requireOpen();
        return manager;
    }

    /**
     * Does nothing while the owner is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public void requireOpen() {
        if (!manager.isOpen()) {
            throw new IllegalStateException(owner + " (closed) must be open to be used: its memory is freed");
        }
    }

    /** Returns the array after it has been given to the owner, whatever scope it was made in. */
    public NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager());
        return watched(array);
    }

    /** Frees all that the owner holds; closing once more does nothing. */
    @Override
    public void close() {
        manager.close();
    }

    /** Returns a manager that only what is attached to it reaches: DJL itself would hold it until it is closed. */
    public static NDManager loose() {
        NDManager manager = NDManager.newBaseManager();
        manager.getParentManager().detachInternal(manager.getName());
        return manager;
    }

    /** Returns the array, whose memory will be freed once nothing reaches it, if nobody closes it before. */
    static NDArray watched(NDArray array) {
        if (HANDLE != null && array instanceof NativeResource<?> resource && !resource.isReleased()) {
            CLEANER.register(array, freeing(resource));
            long bytes = array.size() * array.getDataType().getNumOfBytes();
            if (HANDED_OUT.addAndGet(bytes) > HANDED_OUT_UNTIL_COLLECTION) {
                HANDED_OUT.set(0);
                collect();
            }
        }
        return array;
    }

    private static void collect() {
        System.gc();
        if (GIVING_BACK.compareAndSet(false, true)) {
            AFTERWARDS.execute(NativeMemory::giveBack);
        }
    }

    /** Lets the C library give freed memory back to the system, which it else keeps for later; not every Java can. */
    private static void giveBack() {
        GIVING_BACK.set(false);
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "systemTrimNativeHeap", new Object[0], new String[0]);
        } catch (JMException | RuntimeException unable) {
            // then it is kept, and used again
        }
    }

    /** The handle is shared with the array: whoever takes it out, frees it. */
    private static Runnable freeing(NativeResource<?> resource) {
        try {
            var handle = (AtomicReference<?>) HANDLE.get(resource);
            return () -> {
                if (handle.get() != null) {
                    LATER.execute(() -> {
                        if (handle.getAndSet(null) instanceof Long address) {
                            JniUtils.deleteNDArray(address);
                        }
                    });
                }
            };
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the field by which DJL knows a native array; or null where it cannot be reached, and only closing frees. */
    private static Field handle() {
        try {
            Field field = NativeResource.class.getDeclaredField("handle");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }
}
