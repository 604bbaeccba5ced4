// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sees how many threads PyTorch works with, for the threads that were there and for new ones. */
class ThreadsTest {

    private static final long SMALL = 1;

    private int before;

    @BeforeEach
    void chooseTwo() {
        Engine.getInstance();
        before = JniUtils.getNumThreads();
        JniUtils.setNumThreads(2);
    }

    @AfterEach
    void restore() {
        JniUtils.setNumThreads(before);
    }

    @Test
    void theNumberIsTheCallingThreadsAndNewcomersTakeTheLastOneSet() {
        JniUtils.setNumThreads(1);
        inANewThread(() -> {
            JniUtils.setNumThreads(2);
            return 0;
        });
        assertEquals(1, JniUtils.getNumThreads());
        assertEquals(2, inANewThread(JniUtils::getNumThreads));
    }

    @Test
    void overlappingTasksEachHaveOneThreadAndLeaveTheNumberAsItWas() throws Exception {
        var firstWorks = new CountDownLatch(1);
        var secondWorks = new CountDownLatch(1);
        var firstLeft = new CountDownLatch(1);
        CompletableFuture<List<Integer>> first = start(() -> seen(() -> {
            firstWorks.countDown();
            await(secondWorks);
        }));
        CompletableFuture<List<Integer>> second = start(() -> {
            await(firstWorks);
            return seen(() -> {
                secondWorks.countDown();
                await(firstLeft);
            });
        });
        assertEquals(List.of(2, 1, 1, 2), first.get());
        firstLeft.countDown();
        assertEquals(List.of(2, 1, 1, 2), second.get());
        assertEquals(2, JniUtils.getNumThreads());
        assertEquals(2, inANewThread(JniUtils::getNumThreads));
    }

    /** Returns the number before, at the start, at the end and after a task for a small model. */
    private static List<Integer> seen(Runnable task) {
        int start = JniUtils.getNumThreads();
        List<Integer> within = Threads.suitedTo(SMALL, () -> {
            int early = JniUtils.getNumThreads();
            task.run();
            return List.of(early, JniUtils.getNumThreads());
        });
        return List.of(start, within.get(0), within.get(1), JniUtils.getNumThreads());
    }

    @Test
    void aNumberOfTheCallersOwnComesBackAfterATaskWithinATaskAndAfterAFailure() {
        assertEquals(2, Threads.with(3, () -> Threads.with(1, () -> Threads.with(2, JniUtils::getNumThreads))));
        assertEquals(2, JniUtils.getNumThreads());
        assertThrows(IllegalStateException.class, () -> Threads.suitedTo(SMALL, () -> {
            throw new IllegalStateException("as a test wants it");
        }));
        assertEquals(2, JniUtils.getNumThreads());
    }

    @Test
    void whatASmallModelComputesSideBySideHasOneThreadToo() {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        try (NDManager manager = NDManager.newBaseManager()) {
            List<Supplier<NDList>> computations = IntStream.range(0, 8).<Supplier<NDList>>mapToObj(i -> () -> {
                seen.add(JniUtils.getNumThreads());
                return new NDList(manager.ones(new Shape(1)));
            }).toList();
            Threads.suitedTo(SMALL, () -> Computation.sideBySide(manager, computations));
        }
        assertEquals(Collections.nCopies(8, 1), seen);
    }

    private static <T> CompletableFuture<T> start(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, each -> new Thread(each).start());
    }

    private static <T> T inANewThread(Supplier<T> task) {
        return start(task).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
