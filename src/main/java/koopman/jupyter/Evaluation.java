// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import koopman.jupyter.CellShell.Place;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Snippets.Result;

/** Runs the pieces of one cell, up to the first that fails. */
final class Evaluation {

    private static final Set<SubKind> EXPRESSIONS = EnumSet.of(SubKind.VAR_VALUE_SUBKIND,
            SubKind.OTHER_EXPRESSION_SUBKIND, SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

    private final Snippets snippets;
    private final Failures failures;
    private final Redefinitions redefinitions = new Redefinitions();
    private final List<Piece> pieces;
    private final Piece last;
    private final SealedTypes types;
    private final Place start;

    Evaluation(Snippets snippets, Failures failures, List<Piece> pieces, Place start) {
        this.snippets = snippets;
        this.failures = failures;
        this.types = new SealedTypes(pieces);
        this.pieces = types.ordered(pieces);
        this.last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        this.start = start;
    }

    /** Returns the value of the last piece, or {@link CellShell#NOTHING}. */
    Object run() throws CellFailure {
        Object value = CellShell.NOTHING;
        types.dropReplaced(snippets);
        for (Batch batch : Batch.of(pieces)) {
            if (batch.isOfStatements() && runAtOnce(batch)) {
                continue;
            }
            for (Piece piece : batch.pieces()) {
                Object result = run(piece);
                value = piece == last ? result : value;
            }
        }
        return value;
    }

    private Place place(Piece piece) {
        return start.plus(piece.line());
    }

    private void checkInterrupt() throws CellFailure {
        if (Interrupts.requested()) {
            throw failures.interrupted(List.of());
        }
    }

    /** Returns whether the compiler has taken the statements together, and so they have run. */
    private boolean runAtOnce(Batch batch) throws CellFailure {
        checkInterrupt();
        Piece first = batch.first();
        Result result = snippets.run(first, batch.block(), place(first));
        try {
            if (!failures.compileErrors(result, first, Wording.of(first), place(first)).isEmpty()) {
                return false;
            }
            failures.check(result);
            return true;
        } finally {
            snippets.forget(result);
        }
    }

    private Object run(Piece piece) throws CellFailure {
        checkInterrupt();
        Wording wording = types.wording(piece);
        if (piece.form() == Form.EMPTY || isImported(piece, wording)) {
            return CellShell.NOTHING;
        }
        Result result = result(piece, wording);
        try {
            CompileErrors errors = failures.compileErrors(result, piece, wording, place(piece));
            if (!errors.isEmpty()) {
                addLater(errors, piece);
                throw errors.failure();
            }
            failures.check(result);
            redefinitions.report(result.events());
            return isShown(piece, result.events()) ? result.value() : CellShell.NOTHING;
        } finally {
            snippets.forget(result);
        }
    }

    /** JShell compiles all that uses an import anew when it comes again, which resets the variables. */
    private boolean isImported(Piece piece, Wording wording) {
        return piece.form() == Form.IMPORT
                && snippets.shell().imports().anyMatch(known -> known.source().equals(wording.text()));
    }

    private static boolean isShown(Piece piece, List<SnippetEvent> events) {
        return !piece.isSilent() && !events.isEmpty() && EXPRESSIONS.contains(events.get(0).snippet().subKind());
    }

    private Result result(Piece piece, Wording wording) throws CellFailure {
        for (String typed : Intersections.typed(piece, snippets.shell())) {
            Result result = snippets.run(piece, typed, place(piece));
            if (failures.compileErrors(result, piece, wording, place(piece)).isEmpty()) {
                return result;
            }
            snippets.forget(result);
        }
        return snippets.run(piece, wording.text(), place(piece));
    }

    /**
     * Adds the errors of the pieces behind one that does not compile, which are compiled and not run. What cannot be
     * told without running it is left out: pieces that use a name whose declaration failed, or that declare one that
     * the session declares or uses already, and would compile that anew.
     */
    private void addLater(CompileErrors errors, Piece failed) {
        Set<String> unknown = new HashSet<>(DeclaredNames.of(failed));
        Deque<Result> compiled = new ArrayDeque<>();
        try {
            for (Piece piece : pieces.subList(pieces.indexOf(failed) + 1, pieces.size())) {
                Set<String> names = DeclaredNames.of(piece);
                boolean open = piece.form() == Form.IMPORT || unknown.stream().anyMatch(piece::has)
                        || DeclaredNames.areTaken(names, snippets.shell());
                if (open || piece.form() != Form.EMPTY && !compiles(piece, errors, compiled)) {
                    unknown.addAll(names);
                }
            }
        } finally {
            compiled.forEach(snippets::drop);
        }
    }

    private boolean compiles(Piece piece, CompileErrors errors, Deque<Result> compiled) {
        Wording wording = types.wording(piece);
        try {
            Result result = snippets.compile(piece, wording.text(), place(piece));
            compiled.push(result);
            return !errors.addAll(failures.compileErrors(result, piece, wording, place(piece)));
        } catch (CellFailure unable) {
            return false; // the first error of the cell is told in any case
        }
    }
}
