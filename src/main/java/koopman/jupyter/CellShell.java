package koopman.jupyter;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Syntax.Fault;

/**
 * The Java session behind a notebook: evaluates cells with JShell in this JVM. The value of a cell is that of its
 * last expression, unless a semicolon follows it.
 */
final class CellShell implements AutoCloseable {

    /** What a cell without a value evaluates to; {@code null} is a value. */
    static final Object NOTHING = new Object();

    private static final Set<SubKind> EXPRESSIONS = EnumSet.of(SubKind.VAR_VALUE_SUBKIND,
            SubKind.OTHER_EXPRESSION_SUBKIND, SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

    private static final List<String> COMPILER_OPTIONS = List.of("-Xlint:none", "-proc:none", "-parameters");

    private final CellLoader loader = new CellLoader();
    private final CellControl control = new CellControl(loader);
    private final JShell shell;
    private final Failures failures;
    private final Forgetting forgetting;
    private final Redefinitions redefinitions = new Redefinitions();
    private final Syntax syntax = new Syntax(COMPILER_OPTIONS);
    private Place place = new Place(0, 1);
    private final Set<Path> added = new LinkedHashSet<>();
    private int snippets;

    /** Where a piece of source stands: the cell's number and the line in it, counted from one. */
    record Place(int cell, int line) {
        Place plus(int lines) {
            return new Place(cell, line + lines);
        }
    }

    CellShell() {
        shell = JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions(COMPILER_OPTIONS.toArray(String[]::new))
                .idGenerator((snippet, number) -> place.cell() + ":" + place.line() + ":" + snippets++)
                .build();
        failures = new Failures(shell);
        forgetting = Forgetting.of(shell);
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

    Syntax syntax() {
        return syntax;
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
                value = eval(piece, start.plus(piece.line()));
            }
        } finally {
            failures.warnOfUnusable();
        }
        return value;
    }

    /** Returns the pieces of a cell in which the parser finds nothing wrong. */
    private List<Piece> pieces(String source, Place start) throws CellFailure {
        Pieces pieces = Pieces.of(source);
        List<Fault> faults = syntax.faults(pieces.list());
        CompileErrors errors = new CompileErrors();
        faults.forEach(fault -> errors.add(fault.piece(), start.plus(fault.piece().line()), fault));
        if (faults.stream().anyMatch(fault -> !fault.isAtEnd())) {
            throw errors.failure();
        }
        if (pieces.isUnfinished() || !faults.isEmpty()) {
            Piece last = pieces.list().get(pieces.list().size() - 1);
            throw CompileErrors.unfinished(last, start.plus(last.line()));
        }
        return pieces.list();
    }

    private Object eval(Piece piece, Place at) throws CellFailure {
        if (Interrupts.requested()) {
            throw failures.interrupted(List.of());
        }
        String source = piece.form() == Form.IMPORT ? piece.closed().replaceAll("\\s+", " ") : piece.closed();
        if (piece.form() == Form.EMPTY || alreadyImported(source)) {
            return NOTHING;
        }
        place = at;
        List<SnippetEvent> events = shell.eval(source);
        Object value = control.takeValue();
        Throwable thrown = control.takeThrown();
        String fleeting = control.takeFleeting();
        try {
            for (SnippetEvent event : events) {
                if (event.causeSnippet() == null) {
                    failures.check(event, piece, at, thrown);
                }
            }
            redefinitions.report(events);
            return !events.isEmpty() && !piece.isSilent() && isExpression(events.get(0).snippet()) ? value : NOTHING;
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
