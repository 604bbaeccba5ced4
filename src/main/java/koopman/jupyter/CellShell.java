package koopman.jupyter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

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

    private static final Set<SubKind> EXPRESSIONS = EnumSet.of(SubKind.VAR_VALUE_SUBKIND,
            SubKind.OTHER_EXPRESSION_SUBKIND, SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

    private final CellLoader loader = new CellLoader();
    private final CellControl control = new CellControl(loader);
    private final JShell shell;
    private final Failures failures;
    private final Forgetting forgetting;
    private final Redefinitions redefinitions = new Redefinitions();
    private Place place = new Place(0, 1);
    private final Set<Path> added = new LinkedHashSet<>();
    private int snippets;

    /** Where a piece of source stands: the cell's number and the line in it, counted from one. */
    record Place(int cell, int line) {}

    CellShell() {
        shell = JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions(Startup.ofProcess().compilerOptions("-Xlint:none", "-proc:none", "-parameters")
                        .toArray(String[]::new))
                .idGenerator((snippet, number) -> place.cell() + ":" + place.line() + ":" + snippets++)
                .build();
        failures = new Failures(shell);
        forgetting = Forgetting.of(shell);
        Startup.ofProcess().classPath().forEach(this::addToClasspath);
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

    /** Makes a jar or folder visible to the cells that follow. */
    void addToClasspath(Path path) {
        if (added.add(path)) {
            shell.addToClasspath(path.toString());
        }
    }

    /** Returns what was added to the class path, in that order. */
    Set<Path> added() {
        return added;
    }

    /**
     * Returns the value of a cell, or of a part of it that starts at that place, or {@link #NOTHING}.
     *
     * @throws CellFailure if the cell is incomplete, does not compile, throws or is interrupted
     */
    Object eval(String source, Place start) throws CellFailure {
        Object value = NOTHING;
        try {
            for (Piece piece : pieces(source, start)) {
                value = eval(piece);
            }
        } finally {
            failures.warnOfUnusable();
        }
        return value;
    }

    /** A statement, expression or declaration as JShell takes it; {@code silent} if a semicolon ends it. */
    private record Piece(String source, Place place, boolean silent) {}

    private List<Piece> pieces(String source, Place start) throws CellFailure {
        List<Piece> pieces = new ArrayList<>();
        for (int from = skipBlank(source, 0); from < source.length();) {
            String rest = source.substring(from);
            CompletionInfo info = analysis().analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (info.source() == null || info.completeness() == Completeness.UNKNOWN) {
                throw failures.unfinished(rest, place(start, source, from));
            }
            int next = source.length() - info.remaining().length();
            pieces.add(piece(info.source(), source, start, from, next));
            from = skipBlank(source, next);
        }
        return pieces;
    }

    /**
     * Returns a piece, an import as one line without what stands before it: JShell lays imports end to end, and a
     * new line in one would shift the lines of all that was declared, which makes JShell declare it anew.
     */
    private static Piece piece(String complete, String source, Place start, int from, int to) {
        Matcher imported = IMPORT.matcher(complete);
        boolean found = imported.lookingAt();
        String text = found ? complete.substring(imported.end(1)).strip().replaceAll("\\s+", " ") : complete;
        return new Piece(text, place(start, source, found ? from + imported.end(1) : from),
                endsInSemicolon(source.substring(from, to)));
    }

    private static int skipBlank(String source, int from) {
        int next = from;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return next;
    }

    private static Place place(Place start, String source, int position) {
        int lines = (int) source.substring(0, position).chars().filter(c -> c == '\n').count();
        return new Place(start.cell(), start.line() + lines);
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
        String fleeting = control.takeFleeting();
        try {
            for (SnippetEvent event : events) {
                if (event.causeSnippet() == null) {
                    failures.check(event, piece.source(), piece.place(), thrown);
                }
            }
            redefinitions.report(events);
            return !events.isEmpty() && !piece.silent() && isExpression(events.get(0).snippet()) ? value : NOTHING;
        } finally {
            if (forgetting != null) {
                forgetting.countCompilation();
            }
            events.forEach(event -> forget(event.snippet(), fleeting));
        }
    }

    /** JShell compiles all that uses an import anew when it comes again, which resets the variables. */
    private boolean alreadyImported(String source) {
        return shell.imports().anyMatch(known -> known.source().equals(source));
    }

    private static boolean isExpression(Snippet snippet) {
        return EXPRESSIONS.contains(snippet.subKind());
    }

    /** The variables that JShell makes up for values would add up, and slow each later cell down. */
    private void forget(Snippet snippet, String fleeting) {
        boolean temporary = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (temporary && shell.status(snippet) == Status.VALID) {
            shell.drop(snippet);
        }
        if (forgetting == null) {
            return;
        }
        if (fleeting != null || snippet.kind() == Snippet.Kind.ERRONEOUS) {
            forgetting.forget(snippet, temporary ? ((VarSnippet) snippet).name() : null, fleeting);
        } else if (shell.status(snippet) == Status.OVERWRITTEN) {
            loader.forget(forgetting.forgetReplaced(snippet));
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
