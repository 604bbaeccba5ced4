package koopman.jupyter;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What is known of the name at the cursor: its signature and its Javadoc. */
final class Inspection {

    private final CellShell shell;

    Inspection(CellShell shell) {
        this.shell = shell;
    }

    /** Returns the signature and documentation of the name at the cursor, or null. */
    DisplayData at(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        List<Documentation> found = shell.analysis().documentation(code, end, true);
        return found.isEmpty() ? null : new DisplayData(found.stream().map(Documentation::signature)
                .collect(Collectors.joining("\n")));
    }
}
