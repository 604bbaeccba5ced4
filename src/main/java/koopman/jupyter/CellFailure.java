// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;

/** The end of a cell that did not go well, in the words that the notebook shows. */
final class CellFailure extends Exception {

    private final String name;
    private final List<String> lines;

    CellFailure(String name, String message, List<String> lines) {
        super(message == null ? "" : message, null, false, false);
        this.name = name;
        this.lines = lines.stream().map(LoadedFile::named).toList();
    }

    /** Returns the failure that an unexpected problem of the kernel or of a renderer is. */
    static CellFailure of(Throwable problem) {
        List<String> lines = new ArrayList<>(List.of(problem.toString()));
        for (StackTraceElement frame : problem.getStackTrace()) {
            lines.add("    at " + frame);
        }
        return new CellFailure(problem.getClass().getSimpleName(), problem.getMessage(), lines);
    }

    /** Returns the kind of failure, such as the simple name of an exception. */
    String name() {
        return name;
    }

    /** Returns the text to show, by lines. */
    List<String> lines() {
        return lines;
    }
}
