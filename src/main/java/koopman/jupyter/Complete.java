package koopman.jupyter;

import static org.dflib.jjava.jupyter.kernel.BaseKernel.IS_COMPLETE_BAD;
import static org.dflib.jjava.jupyter.kernel.BaseKernel.IS_COMPLETE_YES;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Tells a finished cell from one that goes on in the next line and from one that no compiler can read. */
final class Complete {

    private static final String INDENT = "    ";

    private Complete() {}

    /** Returns "complete", "invalid", or the indentation of the next line. */
    static String of(CellShell shell, String code) {
        SourceCodeAnalysis analysis = shell.analysis();
        for (String rest = code; !rest.isBlank();) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY:
                    return IS_COMPLETE_YES;
                case UNKNOWN:
                    return IS_COMPLETE_BAD;
                case DEFINITELY_INCOMPLETE:
                    return indentation(code);
                default:
                    if (isErroneous(analysis, info.source())) {
                        return IS_COMPLETE_BAD;
                    }
                    rest = info.remaining();
            }
        }
        return IS_COMPLETE_YES;
    }

    private static boolean isErroneous(SourceCodeAnalysis analysis, String source) {
        return analysis.sourceToSnippets(source).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    /** Returns the indentation of the last line, one step deeper behind an opening bracket. */
    private static String indentation(String code) {
        String last = code.stripTrailing();
        last = last.substring(last.lastIndexOf('\n') + 1);
        String indent = last.substring(0, last.length() - last.stripLeading().length());
        return last.endsWith("{") || last.endsWith("(") || last.endsWith("[") ? indent + INDENT : indent;
    }
}
