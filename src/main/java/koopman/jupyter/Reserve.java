// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that the kernel holds back once half of the heap is in use, so that it can still speak when a cell has filled
 * the rest. The virtual machine itself clears one part, a soft reference, before it gives up; that is the moment to
 * end the user's code. The other part is let go of when something has failed for want of memory all the same.
 */
final class Reserve {

    /** What an OutOfMemoryError says that the kernel throws before the virtual machine has to. */
    static final String HEAP_IS_FULL = "Java heap space";

    private static final int PIECE = 64 << 10;
    private static final int MEGABYTE = 1 << 20;
    private static final int PERIOD_MILLIS = 100;
    private static final long PATIENCE_NANOS = 6_000_000_000L;
    private static final int RECOVERY_MILLIS = 300;
    private static final int LONGEST_RECOVERY_MILLIS = 5000;

    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final long SIZE = Math.max(4 * MEGABYTE, Math.min(HEAP / 32, 16 * MEGABYTE));

    private static final ReferenceQueue<List<byte[]>> CLEARED = new ReferenceQueue<>();
    private static volatile SoftReference<List<byte[]>> soft;
    private static volatile List<byte[]> hard;
    private static volatile boolean wanted;
    private static volatile boolean ranOut;
    private static volatile boolean struck;
    private static CollectionTime collection;

    private Reserve() {}

    /** Begins to watch the heap. */
    static void watch() {
        Thread thread = new Thread(Reserve::watchOn, "memory watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
        Thread.setDefaultUncaughtExceptionHandler(Reserve::mourn);
    }

    /** Says under the cell why one of the user's threads has ended, as Java does by itself, and what to do about it. */
    private static void mourn(Thread thread, Throwable problem) {
        releaseAfter(problem);
        if (!(problem instanceof ThreadDeath)) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            problem.printStackTrace();
            CellFailure explained = explained(CellFailure.of(problem));
            if (explained.lines().contains(advice())) {
                System.err.println(advice());
            }
        }
    }

    private static void watchOn() {
        while (true) {
            try {
                CLEARED.remove(PERIOD_MILLIS);
                look();
            } catch (InterruptedException stray) {
                wanted = true;
            } catch (Throwable full) {
                hard = null;
                soft = null;
            }
        }
    }

    /** The look itself keeps the soft part from being cleared for want of use. */
    private static void look() throws InterruptedException {
        if (isCleared()) {
            save();
        } else if (!compiles() && (wanted || isHalfFull())) {
            take();
            if (left() < SIZE && collection().tookNearlyAll()) {
                save();
            }
        }
    }

    private static synchronized boolean isCleared() {
        boolean cleared = soft != null && soft.get() == null;
        if (cleared) {
            soft = null;
            ranOut |= compiles();
        }
        return cleared;
    }

    /** Sees that the reserve is there before the user's code runs, whatever compiling it has taken. */
    static void prepare() {
        if (soft == null && isHalfFull()) {
            if (isLow()) {
                System.gc();
            }
            take();
        }
    }

    private static CollectionTime collection() {
        if (collection == null) {
            collection = new CollectionTime();
        }
        return collection;
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long left() {
        return HEAP - used();
    }

    /** Takes what is missing of the reserve, as far as there is room. */
    private static synchronized void take() {
        wanted = false;
        try {
            collection();
            if (hard == null && !isLow()) {
                hard = pieces(SIZE);
            }
            if (soft == null) {
                soft = new SoftReference<>(pieces(Math.min(SIZE, left() / 4)), CLEARED);
            }
        } catch (OutOfMemoryError full) {
            hard = null;
        }
    }

    private static List<byte[]> pieces(long bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (long taken = 0; taken + PIECE <= bytes; taken += PIECE) {
            pieces.add(new byte[PIECE]);
        }
        return pieces;
    }

    /** Ends the user's code, unless it has only asked for more at once than fits, and waits for what that frees. */
    private static void save() throws InterruptedException {
        if (isLow() && !compiles()) {
            Interrupts.exhaust(true);
            int wait = RECOVERY_MILLIS;
            do {
                Thread.sleep(wait);
                System.gc();
                wait = Math.min(2 * wait, LONGEST_RECOVERY_MILLIS);
            } while (isLow() && Interrupts.runs(Interrupts.cell()));
            Interrupts.exhaust(false);
        }
        take();
    }

    /** Waits until the threads that filled the heap have ended, for some seconds at most: the next cell is not to blame. */
    static void awaitRecovery() {
        long start = System.nanoTime();
        try {
            while (Interrupts.exhausted() && System.nanoTime() - start < PATIENCE_NANOS) {
                Thread.sleep(PERIOD_MILLIS / 10);
            }
        } catch (InterruptedException stray) {
            Thread.interrupted();
        }
    }

    static boolean isHalfFull() {
        return used() > HEAP / 2;
    }

    /** Returns whether there is room for cells to come, once all is collected that can be. */
    static boolean hasRoom() {
        if (isLow()) {
            System.gc();
        }
        return !isLow();
    }

    private static boolean isLow() {
        return left() < 4 * SIZE;
    }

    /** Returns whether a cell is being compiled: what is missing then is missing because of an earlier one. */
    private static boolean compiles() {
        return Interrupts.cell() != null && !Interrupts.runs(Interrupts.cell());
    }

    /** Lets go of the reserve if this is a want of memory, so that the caller can go on. */
    static void releaseAfter(Throwable problem) {
        if (problem instanceof OutOfMemoryError) {
            hard = null;
            soft = null;
            wanted = true;
            ranOut = true;
            struck = struck || String.valueOf(problem.getMessage()).contains(HEAP_IS_FULL);
        }
    }

    /** Begins to watch a cell. */
    static void beginCell() {
        struck = false;
    }

    /** Throws if the heap was full while the cell ran and nobody has said so: what it did then is not what it says. */
    static void check() {
        if (struck) {
            throw new OutOfMemoryError(HEAP_IS_FULL);
        }
    }

    /** Returns whether memory has run out since the last call: a compiler that it happened to is of no use any more. */
    static boolean takeRanOut() {
        boolean taken = ranOut;
        ranOut = false;
        return taken;
    }

    /** Returns a failure that says what can be done about it, if a heap that is full is behind it. */
    static CellFailure explained(CellFailure failure) {
        String text = failure.name() + " " + String.join("\n", failure.lines());
        boolean full = text.contains("OutOfMemoryError")
                && (text.contains(HEAP_IS_FULL) || text.contains("GC overhead"));
        if (!full || text.contains(advice())) {
            return failure;
        }
        List<String> lines = new ArrayList<>(failure.lines());
        lines.add(advice());
        return new CellFailure(failure.name(), failure.getMessage() + ": " + advice(), lines);
    }

    /** Returns what to do when the heap is full. */
    static String advice() {
        long larger = Math.max(4, 2 * HEAP / (1 << 30));
        return "heap (" + HEAP / MEGABYTE + " MB) must be larger: kernel install --jvm-option -Xmx" + larger
                + "g, or let go of what the session holds";
    }
}
