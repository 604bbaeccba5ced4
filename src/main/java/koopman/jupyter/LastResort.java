// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;

/**
 * What is left when a cell runs on after an interrupt, as within a long computation of the JDK's, into which no check
 * can be woven: up to JDK 19 its thread is stopped by force; later ones cannot do that, and the cell is told so.
 */
final class LastResort {

    /** Whether this JDK can still stop a thread by force. */
    static final boolean STOPS = Runtime.version().feature() < 20;

    private static final int GRACE_MILLIS = 1000;
    private static final int AGAIN_MILLIS = 500;
    private static final int SAID_AFTER = 6;
    private static final long STRIKES_WITHIN_NANOS = 50_000_000;

    /** Stopped in the middle of these, a class or the kernel would be of no use ever after. */
    private static final Set<String> DELICATE = Set.of("java.lang.ClassLoader", "java.lang.invoke.MethodHandleNatives",
            "java.util.ServiceLoader");
    private static final String KERNEL = LastResort.class.getPackageName() + ".";
    private static final String BOUNDARY = CellControl.class.getName();

    private LastResort() {}

    /** Looks after a thread that has been interrupted, until its cell ends. */
    static void watch(Thread cell) {
        Thread watching = new Thread(() -> {
            try {
                insist(cell);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }, "last resort");
        watching.setDaemon(true);
        watching.start();
    }

    private static void insist(Thread cell) throws InterruptedException {
        Thread.sleep(GRACE_MILLIS);
        for (int i = 0; Interrupts.requested() && cell == Interrupts.cell(); i++) {
            if (STOPS && isSafe(cell.getStackTrace()) && Interrupts.stop(cell)) {
                stopWorkers();
            }
            if (i == SAID_AFTER - 1 && Interrupts.isStuck(cell)) {
                say(cell.getStackTrace());
            }
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private static boolean isSafe(StackTraceElement[] trace) {
        return Stream.of(trace).takeWhile(frame -> !frame.getClassName().equals(BOUNDARY))
                .noneMatch(frame -> frame.getMethodName().equals("<clinit>") || DELICATE.contains(frame.getClassName())
                        || frame.getClassName().startsWith(KERNEL));
    }

    /** Stops a thread, which JDK 20 and later refuse. */
    @SuppressWarnings({"removal", "deprecation"})
    static void stop(Thread thread) {
        thread.stop();
    }

    /** The threads of the common pool help with a parallel stream, and would go on with it alone. */
    private static void stopWorkers() {
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            boolean working = Stream.of(each.getValue()).anyMatch(frame -> frame.getMethodName().equals("doExec"));
            if (working && each.getKey() instanceof ForkJoinWorkerThread && isSafe(each.getValue())) {
                stop(each.getKey());
            }
        }
    }

    /** Waits for a stop that has been sent to this thread, which may have struck before. */
    static void awaitStop() {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < STRIKES_WITHIN_NANOS) {
                Thread.yield();
            }
        } catch (ThreadDeath struck) {
            Thread.yield();
        }
    }

    private static void say(StackTraceElement[] trace) {
        System.err.println("The cell goes on: it is in " + method(trace) + ", which JDK " + Runtime.version().feature()
                + " cannot stop. Wait for it, or restart the kernel: the variables of the session are lost then.");
    }

    /** Returns the method that the user's code called, in the midst of which it is. */
    private static String method(StackTraceElement[] trace) {
        StackTraceElement called = trace.length == 0 ? null : trace[0];
        for (StackTraceElement frame : trace) {
            if (CellLoader.NAME.equals(frame.getClassLoaderName())) {
                break;
            }
            called = frame;
        }
        return called == null ? "code of its own" : called.getClassName() + "." + called.getMethodName();
    }
}
