// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The seeds that an experiment is repeated with.
 *
 * @param first the first seed
 * @param count how many follow each other
 */
public record Seeds(long first, int count) {

    /** Below this number of parameters, waking a second thread costs more than it helps (measured). */
    private static final long SMALL = 100_000;

    /** More runs than anybody waits for; each is one of an experiment. */
    private static final int MOST = 100_000;

    public Seeds {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("seeds (" + count + ") must be at least 1 and at most " + MOST);
        }
        if (first > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException("seed-base (" + first + ") must be at most " + (Long.MAX_VALUE - count)
                    + ", for " + count + " seeds from there");
        }
    }

    /** Returns whether models of so many parameters are best trained side by side, since each of them uses one processor. */
    public static boolean areBestSideBySide(long parameters) {
        return parameters < SMALL;
    }

    /** Returns the seeds themselves. */
    public List<Long> list() {
        return LongStream.range(first, first + count).boxed().toList();
    }

    /**
     * Returns what each seed gives, in the order of the seeds. They run side by side, one a processor, or a few more where else
     * processors would be idle at the end: a small model trains on one thread alone, so its numbers do not depend on what runs
     * beside it.
     *
     * @throws CancellationException if the thread is interrupted; all runs are stopped
     */
    public <T> List<T> each(LongFunction<T> run) {
        return each(true, run);
    }

    /**
     * Returns what each seed gives, in their order.
     *
     * @param sideBySide whether they run as above; else one after another, as is best for models that are large enough to
     *     train on all processors
     */
    public <T> List<T> each(boolean sideBySide, LongFunction<T> run) {
        ExecutorService workers = Executors.newFixedThreadPool(
                sideBySide ? atOnce(count, Runtime.getRuntime().availableProcessors()) : 1, Seeds::daemon);
        try {
            List<Future<T>> started = list().stream().map(seed -> workers.submit(() -> run.apply(seed))).toList();
            var results = new ArrayList<T>();
            for (Future<T> result : started) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            throw new CancellationException("stopped on request");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * Returns how many of equal runs to have at once on so many processors so that all are done soonest: three on two processors
     * take the time of one and a half if they share these, and of two if the third waits.
     */
    static int atOnce(int runs, int processors) {
        int soonest = IntStream.range(processors, 2 * processors).boxed()
                .min(Comparator.comparingDouble(some -> duration(runs, some, processors))).orElseThrow();
        return Math.min(runs, soonest);
    }

    /** Returns how long equal runs take, some at once, as a multiple of one that has a processor for itself. */
    private static double duration(int runs, int some, int processors) {
        double full = runs / some * (double) some / processors;
        int rest = runs % some;
        return rest == 0 ? full : full + Math.max(1, (double) rest / processors);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "seed");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String toString() {
        return count == 1 ? "seed " + first : "seeds " + first + " to " + (first + count - 1);
    }
}
