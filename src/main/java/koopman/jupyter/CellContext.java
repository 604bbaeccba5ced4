package koopman.jupyter;

import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * What the statements of a cell declare before the one that is being typed, and that JShell does not know yet: written
 * around it as a class, whose members and local variables the statement can name.
 */
final class CellContext {

    private static final String HEAD = "class $Cell { ";
    private static final String METHOD = " void $run() throws Throwable { ";

    private final StringBuilder members = new StringBuilder();
    private final StringBuilder statements = new StringBuilder();

    /** Of what stands before the statement. */
    CellContext(SourceCodeAnalysis analysis, String before) {
        String rest = before;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.source() == null || info.remaining().length() >= rest.length()) {
                return;
            }
            add(analysis, info.source());
            rest = info.remaining();
        }
    }

    private void add(SourceCodeAnalysis analysis, String source) {
        List<Snippet> snippets = analysis.sourceToSnippets(source);
        Snippet.Kind kind = snippets.isEmpty() ? Snippet.Kind.ERRONEOUS : snippets.get(0).kind();
        if (kind == Snippet.Kind.METHOD || kind == Snippet.Kind.TYPE_DECL) {
            members.append(source).append('\n');
        } else if (kind != Snippet.Kind.IMPORT && kind != Snippet.Kind.EXPRESSION) {
            statements.append(source).append('\n'); // not yet known names make it erroneous for JShell
        }
    }

    /** Returns the ways to write it around a statement: as one of a method, or, where that is a method itself, beside. */
    List<String> around(String statement) {
        String inMethod = HEAD + members + METHOD + statements + statement;
        return statement.indexOf('{') < 0 ? List.of(inMethod) : List.of(inMethod, HEAD + members + statement);
    }
}
