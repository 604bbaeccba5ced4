// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Piece.State;

/**
 * Finds the syntax errors of all pieces of a cell with the compiler's parser, before any of them runs. Each piece is
 * parsed where Java has a place for it: a statement in a method, a method in a class.
 */
final class Syntax {

    /** A cell may end in an expression that stands alone, and has modifiers before {@code var}. */
    private static final Set<String> ALLOWED =
            Set.of("compiler.err.not.stmt", "compiler.err.restricted.type.not.allowed.here");

    private static final String HANDLERS_MISSING = "compiler.err.try.without.catch.finally.or.resource.decls";

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    private final List<String> options;

    Syntax(List<String> options) {
        this.options = options;
    }

    /** What is wrong with a piece, from one position in its source to another. */
    record Fault(Piece piece, String code, String message, int start, int end) {

        /** The parser stumbles on where it has stumbled: of a line, its first word counts. */
        boolean followsFrom(Fault other) {
            return piece == other.piece && (isAtEnd() || !piece.source().substring(other.start, Math.max(other.start,
                    start)).contains("\n"));
        }

        /** Returns whether more text might mend it. */
        boolean isAtEnd() {
            boolean open = piece.state() == State.OPEN
                    && (start >= piece.last().start() - piece.start() || code.equals(HANDLERS_MISSING));
            return open || piece.state() == State.COMPLETE && start >= piece.source().length();
        }
    }

    /** Returns what is wrong, in the order of the pieces. */
    List<Fault> faults(List<Piece> pieces) {
        List<Fault> faults = new ArrayList<>();
        for (Piece piece : pieces) {
            strayBracket(piece).ifPresent(faults::add);
        }
        if (faults.isEmpty()) {
            parse(pieces, faults);
        }
        return faults;
    }

    /** The parser would close its own braces with it. */
    private static Optional<Fault> strayBracket(Piece piece) {
        int stray = Brackets.of(piece.tokens()).firstStray();
        if (stray == piece.tokens().size()) {
            return Optional.empty();
        }
        Token bracket = piece.tokens().get(stray);
        return Optional.of(new Fault(piece, "bracket", "no bracket before this " + bracket.text() + " fits it",
                bracket.start() - piece.start(), bracket.end() - piece.start()));
    }

    private void parse(List<Piece> pieces, List<Fault> faults) {
        List<Wrapped> wrapped = pieces.stream().filter(piece -> piece.form() != Form.BARE).map(Wrapped::new).toList();
        try {
            JavacTask task = (JavacTask) compiler.getTask(Writer.nullWriter(), files,
                    problem -> add(faults, problem), options, null, wrapped);
            task.parse();
        } catch (IOException | RuntimeException | StackOverflowError | AssertionError unparsed) {
            return; // JShell is going to say what it thinks of the piece
        }
    }

    private static void add(List<Fault> faults, Diagnostic<? extends JavaFileObject> problem) {
        if (problem.getKind() == Diagnostic.Kind.ERROR && problem.getSource() instanceof Wrapped wrapped
                && !ALLOWED.contains(problem.getCode())) {
            Fault fault = wrapped.fault(problem);
            if (faults.stream().noneMatch(fault::followsFrom)) {
                faults.add(fault);
            }
        }
    }

    /** A piece as a source file of its own. */
    private static final class Wrapped extends SimpleJavaFileObject {

        private final Piece piece;
        private final String before;
        private final String after;

        Wrapped(Piece piece) {
            super(URI.create("string:///Cell.java"), Kind.SOURCE);
            this.piece = piece;
            boolean unit = piece.form() == Form.IMPORT || piece.form() == Form.TYPE;
            boolean member = piece.form() == Form.METHOD || piece.form() == Form.VARIABLE;
            before = unit ? "" : member ? "class $ { " : "class $ { void $() { ";
            after = unit ? "" : member ? "\n}" : "\n}}";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return before + piece.closed() + after;
        }

        Fault fault(Diagnostic<?> problem) {
            int length = piece.source().length();
            int at = clamp(problem.getPosition() - before.length(), length);
            int start = Math.min(at, clamp(problem.getStartPosition() - before.length(), length));
            int end = Math.max(at, clamp(problem.getEndPosition() - before.length(), length));
            return new Fault(piece, problem.getCode(), problem.getMessage(Locale.ENGLISH), start, end);
        }

        private static int clamp(long position, int length) {
            return (int) Math.max(0, Math.min(position, length));
        }
    }
}
