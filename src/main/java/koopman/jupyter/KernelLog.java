// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.PrintStream;

/** Jupyter's log: the standard error that the kernel was started with, whatever else leads elsewhere by now. */
final class KernelLog {

    private static final PrintStream STARTED_WITH = System.err;

    private static volatile PrintStream log = STARTED_WITH;

    private KernelLog() {}

    /** Has the log go on here, as the standard error leads to the notebook from now on. */
    static void leadTo(PrintStream stream) {
        log = stream;
    }

    /** Notes what went wrong, and where. */
    static void report(String what, Throwable problem) {
        try {
            log.println(what + ": " + problem);
            problem.printStackTrace(log);
        } catch (Throwable unprintable) {
            Reserve.releaseAfter(unprintable);
        }
    }

    /** Notes a fact. */
    static void report(String what) {
        try {
            log.println(what);
        } catch (Throwable unprintable) {
            Reserve.releaseAfter(unprintable);
        }
    }
}
