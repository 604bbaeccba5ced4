// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Runs computations on tensors: with or without recording gradients, and with their memory freed.
 *
 * <p>PyTorch's recording is a flag of each thread. DJL's {@code GradientCollector} allows one recording in the
 * whole virtual machine; this one works in several threads at once, so that seeds can run side by side.
 */
public final class Computation {

    private Computation() {}

    /** Returns what the computation gives with the recording of gradients switched on. */
    public static <T> T withGradient(Supplier<T> computation) {
        return withRecording(true, computation);
    }

    /** Returns what the computation gives with the recording switched off, which saves memory and time. */
    public static <T> T withoutGradient(Supplier<T> computation) {
        return withRecording(false, computation);
    }

    /** Returns the unrecorded results of a computation, given to the manager; its other arrays are freed. */
    public static NDList results(NDManager manager, Supplier<NDList> computation) {
        NDList results;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            results = withoutGradient(computation);
            NDScope.unregister(results);
            results.attach(manager);
        }
        results.forEach(NDScope::register); // an enclosing scope, if any, owns them now
        results.forEach(NativeMemory::watched);
        return results;
    }

    /** Returns the unrecorded result of a computation, given to the manager; its other arrays are freed. */
    public static NDArray result(NDManager manager, Supplier<NDArray> computation) {
        return results(manager, () -> new NDList(computation.get())).head();
    }

    /** Returns the unrecorded result of a computation, which belongs to the caller alone; its other arrays are freed. */
    public static NDArray unattached(Supplier<NDArray> computation) {
        return result(NativeMemory.loose(), computation);
    }

    /**
     * Returns the unrecorded results of computations that don't depend on each other. Where PyTorch works with one thread,
     * each has a thread of its own; else they share PyTorch's.
     */
    public static List<NDList> sideBySide(NDManager manager, List<Supplier<NDList>> computations) {
        if (JniUtils.getNumThreads() > 1) {
            return computations.stream().map(computation -> results(manager, computation)).toList();
        }
        List<ForkJoinTask<NDList>> tasks = computations.stream()
                .map(computation -> ForkJoinPool.commonPool().submit(() -> {
                    Threads.settleOnOne();
                    return results(manager, computation);
                })).toList();
        List<NDList> results = tasks.stream().map(ForkJoinTask::join).toList();
        results.forEach(arrays -> arrays.forEach(NDScope::register)); // with the caller's scope, not that of their thread
        return results;
    }

    /**
     * Returns the array times a number, for computations that are recorded.
     *
     * <p>{@code array.mul(number)} must not be recorded: DJL hands the number to PyTorch in a piece of Java's memory,
     * PyTorch keeps it for the way back, and by then the garbage collector may have freed it. The gradient is then
     * scaled by whatever lies there. Here the number lies in PyTorch's own memory.
     */
    public static NDArray times(NDArray array, double number) {
        return array.mul(withoutGradient(() -> constant(array, number)));
    }

    /** PyTorch's full takes single precision: a double is the sum of two of them, to 48 bits. */
    private static NDArray constant(NDArray like, double number) {
        NDManager manager = like.getManager();
        float high = (float) number;
        NDArray constant = manager.full(new Shape(), high, like.getDataType());
        return like.getDataType() == DataType.FLOAT32 || high == number ? constant
                : constant.add(manager.full(new Shape(), (float) (number - high), like.getDataType()));
    }

    /** Returns the column of the greatest value of each row, (N, c) → N numbers: the class that scores give. */
    public static int[] greatest(NDArray scores) {
        try (NDArray columns = result(scores.getManager(), () -> scores.argMax(1))) {
            return LongStream.of(columns.toLongArray()).mapToInt(Math::toIntExact).toArray();
        }
    }

    private static <T> T withRecording(boolean on, Supplier<T> computation) {
        Engine.getInstance(); // loads the native library, which the flag lives in
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(on);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /**
     * Returns a leaf of the same memory as an array, for one {@link #gradient}. A leaf that has no gradient yet takes the array
     * that the way back ends with; one that has would be passed over twice more, to set it to zero and to add to it.
     */
    static NDArray leaf(NDArray array) {
        NDArray leaf = array.stopGradient();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** Returns the gradient of a recorded scalar with respect to a leaf that has none yet, shaped like the leaf. */
    static NDArray gradient(NDArray scalar, NDArray leaf, NDArray one) {
        JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
        return leaf.getGradient();
    }
}
