package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The Java session behind a notebook: evaluates cells with JShell in this JVM. The value of a cell is that of its
 * last expression, unless a semicolon follows it.
 */
final class CellShell implements AutoCloseable {

    /** An import after any blanks and comments, which are its first group. */
    private static final Pattern IMPORT =
            Pattern.compile("((?:\\s|//[^\\n]*\\n|/\\*(?s:.*?)\\*/)*)import\\s");

    /** What a cell without a value evaluates to; {@code null} is a value. */
    static final Object NOTHING = new Object();

    private final CellLoader loader = new CellLoader();
    private final CellControl control = new CellControl(loader);
    private final JShell shell;
    private final Failures failures;
    private final Redefinitions redefinitions = new Redefinitions();
    private Place place = new Place(0, 1);
    private int snippets;

    /** Where a piece of source stands: the cell's number and the line in it, counted from one. */
    record Place(int cell, int line) {}

    CellShell() {
        shell = JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions("-Xlint:none", "-proc:none", "-parameters")
                .idGenerator((snippet, number) -> place.cell() + ":" + place.line() + ":" + snippets++)
                .build();
        failures = new Failures(shell);
        Imports.declarations(loader.classLoader()).forEach(shell::eval);
    }

    ClassLoader classLoader() {
        return loader.classLoader();
    }

    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    JShell shell() {
        return shell;
    }

    void addToClasspath(String path) {
        shell.addToClasspath(path);
    }

    /**
     * Returns the value of a cell, or {@link #NOTHING}.
     *
     * @throws CellFailure if the cell is incomplete, does not compile, throws or is interrupted
     */
    Object eval(String source, int cell) throws CellFailure {
        Object value = NOTHING;
        for (Piece piece : pieces(source, cell)) {
            value = eval(piece);
        }
        return value;
    }

    /** A statement, expression or declaration as JShell takes it; {@code silent} if a semicolon ends it. */
    private record Piece(String source, Place place, boolean silent) {}

    private List<Piece> pieces(String source, int cell) throws CellFailure {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < source.length()) {
            String rest = source.substring(from);
            CompletionInfo info = analysis().analyzeCompletion(rest);
            if (info.source() == null && !info.completeness().isComplete() || info.source() == null) {
                if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                    break;
                }
                throw failures.unfinished(shell, rest, new Place(cell, line(source, from)));
            }
            int next = source.length() - info.remaining().length();
            pieces.add(piece(info.source(), source, cell, from, next));
            from = next;
        }
        return pieces;
    }

    /**
     * Returns a piece, an import as one line without what stands before it: JShell lays imports end to end, and a
     * new line in one would shift the lines of all that was declared, which makes JShell declare it anew.
     */
    private static Piece piece(String complete, String source, int cell, int from, int to) {
        Matcher imported = IMPORT.matcher(complete);
        boolean found = imported.lookingAt();
        int start = found ? from + imported.end(1) : from;
        String text = found ? complete.substring(imported.end(1)).strip().replaceAll("\\s+", " ") : complete;
        return new Piece(text, new Place(cell, line(source, start)), endsInSemicolon(source.substring(from, to)));
    }

    private static int line(String source, int position) {
        return 1 + (int) source.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private static boolean endsInSemicolon(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "").strip().endsWith(";");
    }

    private Object eval(Piece piece) throws CellFailure {
        if (Interrupts.requested()) {
            throw failures.interrupted(List.of());
        }
        if (alreadyImported(piece.source())) {
            return NOTHING;
        }
        place = piece.place();
        List<SnippetEvent> events = shell.eval(piece.source());
        Object value = control.takeValue();
        Throwable thrown = control.takeThrown();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                failures.check(event, piece.source(), piece.place(), thrown);
            }
        }
        redefinitions.report(shell, events);
        return events.isEmpty() || piece.silent() ? NOTHING : shown(events.get(0).snippet(), value);
    }

    /** JShell compiles all that uses an import anew when it comes again, which resets the variables. */
    private boolean alreadyImported(String source) {
        return shell.imports().anyMatch(known -> known.source().equals(source));
    }

    private Object shown(Snippet snippet, Object value) {
        boolean expression = Stream.of(SubKind.VAR_VALUE_SUBKIND, SubKind.OTHER_EXPRESSION_SUBKIND,
                SubKind.TEMP_VAR_EXPRESSION_SUBKIND).anyMatch(snippet.subKind()::equals);
        if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            shell.drop(snippet);
        }
        return expression ? value : NOTHING;
    }

    @Override
    public void close() {
        shell.close();
    }
}
