// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.dflib.jjava.jupyter.kernel.BaseKernel.IS_COMPLETE_BAD;
import static org.dflib.jjava.jupyter.kernel.BaseKernel.IS_COMPLETE_YES;

import java.util.List;
import koopman.jupyter.Syntax.Fault;

/** Tells a finished cell from one that goes on in the next line and from one that no compiler can read. */
final class Complete {

    private static final String INDENT = "    ";

    private Complete() {}

    /** Returns "complete", "invalid", or the indentation of the next line. */
    static String of(CellShell shell, String code) {
        Pieces pieces = Pieces.of(code);
        List<Fault> faults = shell.syntax().faults(pieces.list());
        if (faults.stream().anyMatch(fault -> !fault.isAtEnd())) {
            return IS_COMPLETE_BAD;
        }
        return pieces.isUnfinished() || !faults.isEmpty() ? indentation(code) : IS_COMPLETE_YES;
    }

    /** Returns the indentation of the last line, one step deeper behind an opening bracket. */
    private static String indentation(String code) {
        String last = code.stripTrailing();
        last = last.substring(last.lastIndexOf('\n') + 1);
        String indent = last.substring(0, last.length() - last.stripLeading().length());
        return last.endsWith("{") || last.endsWith("(") || last.endsWith("[") ? indent + INDENT : indent;
    }
}
