// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Syntax.Fault;

/**
 * The Java session behind a notebook: evaluates cells with JShell in this JVM. The value of a cell is that of its
 * last expression, unless a semicolon follows it. A cell with a syntax error does not run at all, and all its syntax
 * errors are shown. What else is wrong is known when the compiler comes to it, piece by piece, since each may depend
 * on those before: then these have run, and the errors of the rest are shown too, as far as they can be told.
 */
final class CellShell implements AutoCloseable {

    /** What a cell without a value evaluates to; {@code null} is a value. */
    static final Object NOTHING = new Object();

    /** A kernel that checks its own asserts checks those of cells too. */
    private static final boolean ASSERTS = CellShell.class.desiredAssertionStatus();

    private final CellLoader loader = new CellLoader();
    private final Snippets snippets;
    private final Syntax syntax;
    private final Failures failures;
    private final WrapperNames names;
    private final Set<Path> added = new LinkedHashSet<>();
    private boolean warnedOfAsserts;

    /** Where a piece of source stands: the cell's number and the line in it, counted from one. */
    record Place(int cell, int line) {
        Place plus(int lines) {
            return new Place(cell, line + lines);
        }
    }

    CellShell() {
        List<String> options = Startup.ofProcess().compilerOptions(CompilerOptions.list());
        snippets = new Snippets(loader, options);
        syntax = new Syntax(options);
        failures = new Failures(shell());
        names = new WrapperNames(analysis());
        Startup.ofProcess().classPath().forEach(this::addToClasspath);
        Imports.declarations().forEach(shell()::eval);
    }

    ClassLoader classLoader() {
        return loader.classLoader();
    }

    SourceCodeAnalysis analysis() {
        return shell().sourceCodeAnalysis();
    }

    JShell shell() {
        return snippets.shell();
    }

    Syntax syntax() {
        return syntax;
    }

    /** Returns the fields that the variables of cells live in, the latest declarations last. */
    List<Field> variables() {
        return loader.fields().filter(Rescue::mayHold).toList();
    }

    /** Lets go of the values of variables that were declared anew. */
    void emptyReplaced() {
        loader.emptyReplaced();
    }

    /** Has a new compiler take over, after one that ran out of memory and is of no use any more. */
    void renewCompiler() {
        snippets.renewCompiler();
    }

    /** Makes a jar or folder visible to the cells that follow. */
    void addToClasspath(Path path) {
        if (added.add(path)) {
            shell().addToClasspath(path.toString());
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
        List<Piece> pieces = pieces(source, start);
        warnOfAsserts(pieces);
        try {
            return new Evaluation(snippets, failures, pieces, start).run();
        } finally {
            failures.warnOfUnusable();
        }
    }

    /** Returns the pieces of a cell in which the parser finds nothing wrong. */
    private List<Piece> pieces(String source, Place start) throws CellFailure {
        Pieces pieces = Pieces.of(source);
        List<Fault> faults = syntax.faults(pieces.list());
        CompileErrors errors = new CompileErrors();
        boolean goesOn = pieces.isUnfinished() || !faults.isEmpty();
        if (goesOn && faults.stream().allMatch(Fault::isAtEnd)) {
            throw CompileErrors.unfinished(pieces.last(), start.plus(pieces.last().line()));
        }
        faults.forEach(fault -> errors.add(fault.piece(), start.plus(fault.piece().line()), fault));
        pieces.list().forEach(piece -> addTakenNames(errors, piece, start));
        if (!errors.isEmpty()) {
            throw errors.failure();
        }
        return pieces.list();
    }

    private void addTakenNames(CompileErrors errors, Piece piece, Place start) {
        if (piece.form() == Form.TYPE) {
            DeclaredNames.of(piece).stream().filter(names::contains).forEach(name -> errors.add(piece,
                    start.plus(piece.line()), name + " must not be declared: this JDK puts code around each cell that"
                            + " needs java.lang." + name + "; take another name"));
        }
    }

    private void warnOfAsserts(List<Piece> pieces) {
        if (!ASSERTS && !warnedOfAsserts && pieces.stream().anyMatch(piece -> piece.has("assert"))) {
            warnedOfAsserts = true;
            System.err.println("Asserts are off and check nothing: install the kernel with --jvm-option -ea to switch "
                    + "them on.");
        }
    }

    @Override
    public void close() {
        snippets.close();
    }
}
