// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.Map;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import koopman.jupyter.CellShell.Place;

/** Hands source to JShell piece by piece, and has it forget what nothing can refer to any more. */
final class Snippets implements AutoCloseable {

    private final CellLoader loader;
    private final CellControl control;
    private final JShell shell;
    private final Forgetting forgetting;
    private Place place = new Place(0, 1);
    private int count;

    /** What became of a piece: its value, if it has one, or what it threw. */
    record Result(List<SnippetEvent> events, Object value, Thrown thrown, String fleeting) {}

    Snippets(CellLoader loader, List<String> compilerOptions) {
        this.loader = loader;
        control = new CellControl(loader);
        shell = JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .idGenerator((snippet, number) -> place.cell() + ":" + place.line() + ":" + count++)
                .build();
        forgetting = Forgetting.of(shell);
    }

    JShell shell() {
        return shell;
    }

    /**
     * Runs a piece that stands there.
     *
     * @throws CellFailure if JShell itself fails on it
     */
    Result run(Piece piece, String source, Place at) throws CellFailure {
        place = at;
        forgetOverwritten();
        try {
            List<SnippetEvent> events = shell.eval(source);
            if (forgetting != null) {
                control.takeUnusable().forEach(forgetting::outdate);
            }
            return new Result(events, control.takeValue(), control.takeThrown(), control.takeFleeting());
        } catch (RuntimeException | AssertionError | InternalError | StackOverflowError unable) {
            CompileErrors errors = new CompileErrors();
            errors.add(piece, at, unable.toString().contains("StackOverflowError")
                    ? "this is nested too deeply for the compiler: split it up"
                    : "the compiler cannot take this in: " + unable);
            throw errors.failure();
        }
    }

    /** Compiles a piece without running it or loading what it declares; {@link #drop} is to follow. */
    Result compile(Piece piece, String source, Place at) throws CellFailure {
        control.compileOnly(true);
        try {
            return run(piece, source, at);
        } finally {
            control.compileOnly(false);
        }
    }

    /** Has a new compiler take over, where JShell lets it. */
    void renewCompiler() {
        if (forgetting != null) {
            forgetting.renewCompiler();
        }
    }

    /** Takes back what was declared. */
    void drop(Result result) {
        result.events().stream().filter(event -> event.causeSnippet() == null).map(SnippetEvent::snippet)
                .filter(snippet -> shell.status(snippet).isActive()).forEach(shell::drop);
        forget(result);
    }

    /** Takes back a declaration of an earlier cell. */
    void drop(Snippet snippet) {
        shell.drop(snippet);
        forget(snippet, null);
    }

    /** Lets go of what has run, of what it has replaced, and of what could not be compiled. */
    void forget(Result result) {
        if (forgetting != null) {
            forgetting.countCompilation();
        }
        result.events().forEach(event -> forget(event.snippet(), result.fleeting()));
    }

    /** What JShell gave up declaring anew, for want of room, is none any more. */
    private void forgetOverwritten() {
        shell.snippets().filter(each -> shell.status(each) == Status.OVERWRITTEN).toList()
                .forEach(each -> forget(each, null));
    }

    /** The variables that JShell makes up for values would add up, and slow each later cell down. */
    private void forget(Snippet snippet, String fleeting) {
        boolean temporary = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        boolean uncompiled = shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED
                && shell.diagnostics(snippet).anyMatch(Diag::isError);
        if (temporary && shell.status(snippet).isActive() || uncompiled) {
            shell.drop(snippet);
        }
        if (uncompiled) {
            renewCompiler();
        }
        if (forgetting == null) {
            return;
        }
        if (fleeting != null || snippet.kind() == Snippet.Kind.ERRONEOUS) {
            forgetting.forget(snippet, fleeting);
        } else if (snippet instanceof DeclarationSnippet && !temporary && !shell.status(snippet).isActive()) {
            loader.forget(forgetting.forgetDeclared(snippet));
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
