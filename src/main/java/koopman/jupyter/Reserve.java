package koopman.jupyter;

import java.lang.ref.Reference;
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
    private static final int RECOVERY_MILLIS = 300;
    private static final int LONGEST_RECOVERY_MILLIS = 5000;

    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final long SIZE = Math.max(3 * MEGABYTE, Math.min(HEAP / 32, 16 * MEGABYTE));

    private static final ReferenceQueue<List<byte[]>> CLEARED = new ReferenceQueue<>();
    private static volatile SoftReference<List<byte[]>> soft;
    private static volatile List<byte[]> hard;
    private static volatile boolean wanted;

    private Reserve() {}

    /** Begins to watch the heap. */
    static void watch() {
        Thread thread = new Thread(Reserve::watchOn, "memory watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private static void watchOn() {
        while (true) {
            try {
                look(CLEARED.remove(PERIOD_MILLIS));
            } catch (InterruptedException stray) {
                wanted = true;
            } catch (OutOfMemoryError full) {
                hard = null;
            }
        }
    }

    private static void look(Reference<?> cleared) throws InterruptedException {
        if (cleared != null && cleared == soft) {
            soft = null;
            save();
        } else if (wanted || used() > HEAP / 2) {
            take();
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long left() {
        return HEAP - used();
    }

    /** Takes what is missing of the reserve as far as there is room; a look at the rest keeps it from being cleared. */
    private static void take() {
        wanted = false;
        if (hard == null) {
            hard = pieces();
        }
        if (soft == null || soft.get() == null) {
            List<byte[]> taken = pieces();
            soft = taken == null ? null : new SoftReference<>(taken, CLEARED);
        }
    }

    private static List<byte[]> pieces() {
        long bytes = Math.min(SIZE, left() / 3);
        List<byte[]> pieces = new ArrayList<>();
        for (long taken = 0; taken + PIECE <= bytes; taken += PIECE) {
            pieces.add(new byte[PIECE]);
        }
        return pieces.isEmpty() ? null : pieces;
    }

    /** Ends the user's code, unless it has only asked for more at once than fits, and waits for what that frees. */
    private static void save() throws InterruptedException {
        if (left() < 4 * SIZE) {
            Interrupts.exhaust(true);
            int wait = RECOVERY_MILLIS;
            do {
                Thread.sleep(wait);
                System.gc();
                wait = Math.min(2 * wait, LONGEST_RECOVERY_MILLIS);
            } while (left() < 4 * SIZE && Interrupts.runs(Interrupts.cell()));
            Interrupts.exhaust(false);
        }
        take();
    }

    /** Lets go of the reserve if this is a want of memory, so that the caller can go on. */
    static void releaseAfter(Throwable problem) {
        if (problem instanceof OutOfMemoryError) {
            hard = null;
            soft = null;
            wanted = true;
        }
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
