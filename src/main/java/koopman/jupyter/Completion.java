package koopman.jupyter;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** What could be typed at the cursor. */
final class Completion {

    private final CellShell shell;

    Completion(CellShell shell) {
        this.shell = shell;
    }

    ReplacementOptions at(String code, int cursor) {
        int[] anchor = new int[1];
        List<String> names = shell.analysis().completionSuggestions(code, cursor, anchor).stream()
                .map(Suggestion::continuation).distinct().toList();
        return new ReplacementOptions(names, anchor[0], cursor);
    }
}
