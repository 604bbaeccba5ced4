package koopman.jupyter;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stops the code of a cell. An interrupt sets the thread's interrupt flag, which ends a sleep or a training run
 * that looks at it, and trips {@link #check}, which is woven into every loop and method of the cells' classes.
 * Only the user's code is ever interrupted: never the compiler, whose open jars an interrupt would close.
 */
public final class Interrupts {

    private static volatile boolean requested;
    private static Thread cell;
    private static boolean inUserCode;

    private Interrupts() {}

    /** Ends the caller if the user has interrupted its cell; called from the code of cells only. */
    public static void check() {
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
        requested = false;
    }

    /** Marks its end: interrupts that come too late are forgotten. */
    static synchronized void endCell() {
        cell = null;
        requested = false;
    }

    static synchronized void enterUserCode() {
        inUserCode = true;
        if (requested) {
            cell.interrupt();
        }
    }

    static synchronized void leaveUserCode() {
        inUserCode = false;
        Thread.interrupted();
    }

    /** Interrupts the running cell, if one is running. */
    static synchronized void request() {
        if (cell == null) {
            return;
        }
        requested = true;
        if (inUserCode) {
            cell.interrupt();
        }
    }

    /** Returns whether this thread runs a cell. */
    static synchronized boolean isInCell() {
        return cell == Thread.currentThread();
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
