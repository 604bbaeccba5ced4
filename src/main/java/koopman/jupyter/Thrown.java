// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.spi.SPIResolutionException;

/**
 * What a cell has thrown, with its causes and all that was suppressed, in the order in which they are shown. JShell
 * knows which line of which cell a frame belongs to, but only of an exception and its causes, and it follows causes
 * in a circle until the stack overflows: so it gets a chain of {@link #carriers} with the frames of all.
 */
final class Thrown {

    /** More is no help to a reader. */
    private static final int MOST = 40;

    private final List<Part> parts = new ArrayList<>();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * One exception.
     *
     * @param relation how it belongs to what is shown before it, such as "caused by "
     * @param depth    how many suppressed ones it lies within
     * @param repeated whether it was shown before: causes may form a circle
     */
    record Part(Throwable problem, String relation, int depth, boolean repeated) {

        /** Returns its message; even the code that makes it may fail. */
        String message() {
            try {
                return problem.getMessage();
            } catch (Throwable failed) {
                return "its message cannot be had: " + failed.getClass().getName();
            }
        }
    }

    /** Stands for an exception of a cell: JShell puts the cell's lines into its frames. */
    private static final class Carrier extends Exception {
        Carrier(Throwable carried, Throwable next) {
            super(null, next, false, true);
            setStackTrace(carried.getStackTrace());
        }
    }

    Thrown(Throwable problem) {
        add(problem, "", 0);
    }

    private void add(Throwable problem, String relation, int depth) {
        String word = relation;
        for (Throwable each = problem; each != null && parts.size() < MOST; each = cause(each)) {
            boolean repeated = !seen.add(each);
            parts.add(new Part(each, word, depth, repeated));
            if (repeated) {
                return;
            }
            for (Throwable suppressed : each.getSuppressed()) {
                add(suppressed, "suppressed ", depth + 1);
            }
            word = "caused by ";
        }
    }

    private static Throwable cause(Throwable problem) {
        try {
            return problem.getCause();
        } catch (Throwable failed) {
            return null;
        }
    }

    List<Part> parts() {
        return parts;
    }

    Throwable problem() {
        return parts.get(0).problem();
    }

    /** Returns the exceptions to be told lines of cells, as a chain; one that says what is not declared ends it. */
    Throwable carriers() {
        Throwable next = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            Throwable problem = parts.get(i).problem();
            next = problem instanceof SPIResolutionException ? problem : new Carrier(problem, next);
        }
        return next;
    }
}
