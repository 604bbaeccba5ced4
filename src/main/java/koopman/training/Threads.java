// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Chooses how many threads PyTorch works with.
 *
 * <p>PyTorch keeps the number for each thread apart. One that is new to PyTorch takes over the number that was set last, by
 * whichever thread, and keeps it: so a number that is meant for one thread is taken back at once as the newcomers'.
 */
final class Threads {

    private static final int ALL = all();

    private Threads() {}

    private static int all() {
        Engine.getInstance(); // sets the number that DJL is configured for
        return JniUtils.getNumThreads();
    }

    /** Returns what the task gives when run with the number of threads that suits a model of that size. */
    static <T> T suitedTo(long parameters, Supplier<T> task) {
        return with(Seeds.areBestSideBySide(parameters) ? 1 : ALL, task);
    }

    /** Returns what the task gives when run with so many threads; afterwards the calling thread has those that it had. */
    static <T> T with(int count, Supplier<T> task) {
        int before = JniUtils.getNumThreads();
        if (before == count) {
            return task.get();
        }
        set(count);
        try {
            return task.get();
        } finally {
            set(before);
        }
    }

    /** Lets a thread of a pool, which is one of several that compute side by side, work with one thread from now on. */
    static void settleOnOne() {
        if (JniUtils.getNumThreads() != 1) {
            set(1);
        }
    }

    /** Sets the calling thread's number, but not that of the threads to come. */
    private static synchronized void set(int count) {
        int newcomers = inANewThread(JniUtils::getNumThreads);
        JniUtils.setNumThreads(count);
        if (newcomers != count) {
            inANewThread(() -> {
                JniUtils.setNumThreads(newcomers);
                return newcomers;
            });
        }
    }

    private static int inANewThread(Supplier<Integer> task) {
        return CompletableFuture.supplyAsync(task, each -> new Thread(each, "newcomer").start()).join();
    }
}
