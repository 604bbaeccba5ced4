// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stops the code of a cell. An interrupt sets the thread's interrupt flag, which ends a sleep or a training run
 * that looks at it, and trips {@link #check}, which is woven into every loop and method of the cells' classes and of
 * the libraries they brought. So does a heap that is nearly full, on all threads, while there is still room to say so.
 * Only the user's code is ever interrupted: never the compiler, whose open jars an interrupt would close.
 */
public final class Interrupts {

    /** Whether there is anything to look at: the one thing that a loop of a cell reads. */
    private static volatile boolean alarmed;
    private static volatile boolean requested;
    private static volatile boolean exhausted;
    private static Thread cell;
    private static boolean inUserCode;
    private static boolean userCodeRan;
    private static int inKernel;
    private static volatile boolean stopSent;

    private Interrupts() {}

    /** Ends the caller if the user has interrupted its cell, or memory runs out; called from the code of cells only. */
    public static void check() {
        if (alarmed) {
            end();
        }
    }

    private static void end() {
        if (exhausted) {
            throw new OutOfMemoryError(Reserve.HEAP_IS_FULL);
        }
        if (requested && belongsToCell(Thread.currentThread())) {
            throw new CellInterrupted();
        }
    }

    private static boolean belongsToCell(Thread thread) {
        return thread == cell || thread instanceof ForkJoinWorkerThread;
    }

    /** Marks the beginning of a cell on this thread. */
    static synchronized void beginCell() {
        cell = Thread.currentThread();
        userCodeRan = false;
        calm();
    }

    /** Marks its end: interrupts that come too late are forgotten. */
    static synchronized void endCell() {
        cell = null;
        calm();
    }

    private static void calm() {
        requested = false;
        alarmed = exhausted; // which ends when there is room again: a thread may outlive its cell
    }

    static synchronized void enterUserCode() {
        inUserCode = true;
        userCodeRan = true;
        if (requested) {
            cell.interrupt();
        }
    }

    static void leaveUserCode() {
        synchronized (Interrupts.class) {
            inUserCode = false; // from here on, no stop is sent
        }
        takeStop();
        Thread.interrupted();
    }

    /** Marks that the user's code has called the kernel's, in the middle of which it is not to be stopped. */
    static void enterKernel() {
        if (LastResort.STOPS && Thread.currentThread() == cell) {
            synchronized (Interrupts.class) {
                inKernel++;
            }
            takeStop();
        }
    }

    static void leaveKernel() {
        if (LastResort.STOPS && Thread.currentThread() == cell) {
            synchronized (Interrupts.class) {
                inKernel = Math.max(0, inKernel - 1);
            }
        }
    }

    /** A stop that was sent strikes within moments: here, where it does no harm, or it has struck before. */
    private static void takeStop() {
        if (stopSent) {
            LastResort.awaitStop();
            stopSent = false;
        }
    }

    /** Interrupts the running cell, if one is running. */
    static synchronized void request() {
        if (cell == null) {
            return;
        }
        boolean first = !requested;
        requested = true;
        alarmed = true;
        if (inUserCode) {
            cell.interrupt();
        }
        if (first) {
            LastResort.watch(cell);
        }
    }

    /** Stops the code that the user runs on this thread by force, if it runs user code just now and nothing else. */
    static synchronized boolean stop(Thread thread) {
        boolean stoppable = isStuck(thread) && inKernel == 0;
        if (stoppable) {
            stopSent = true;
            LastResort.stop(thread);
        }
        return stoppable;
    }

    /** Returns whether the user's code runs on this thread, interrupted or not. */
    static synchronized boolean runs(Thread thread) {
        return thread == cell && inUserCode;
    }

    /** Returns whether this thread runs the user's code although it has been interrupted. */
    static synchronized boolean isStuck(Thread thread) {
        return runs(thread) && requested;
    }

    /** Returns whether any of the user's code has run since the cell began. */
    static synchronized boolean userCodeRan() {
        return userCodeRan;
    }

    /** Returns the thread that runs a cell, or null. */
    static synchronized Thread cell() {
        return cell;
    }

    /** Has the code of all threads of the user end for want of memory, or go on. */
    static synchronized void exhaust(boolean full) {
        exhausted = full;
        alarmed = full || requested;
    }

    /** Returns whether this thread runs a cell. */
    static synchronized boolean isInCell() {
        return cell == Thread.currentThread();
    }

    /** Returns whether the code of the user is to end for want of memory. */
    static boolean exhausted() {
        return exhausted;
    }

    /** Returns whether the running cell is to stop. */
    static boolean requested() {
        return requested;
    }

    /** Unwinds an interrupted cell. An error, so that {@code catch (Exception e)} does not hold it up. */
    static final class CellInterrupted extends Error {
        @Override
        public String getMessage() {
            return "the cell was interrupted";
        }
    }
}
