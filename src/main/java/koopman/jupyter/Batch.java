// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Piece.State;

/**
 * Statements without a value that follow each other, compiled at once. JShell runs its compiler four to six times for
 * each piece, and each run reads all that the session has declared: by far the most of what a long cell costs. Each
 * statement keeps its line and its own scope, and an interrupt ends the cell between two of them. If the compiler
 * takes no batch, its pieces run one by one, so that what is before an error runs as ever.
 */
final class Batch {

    /** A method holds 64 KB of code. */
    private static final int MOST = 100;
    private static final Set<String> ASSIGNMENTS =
            Set.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", "++", "--");

    /** Words that mean another thing among other statements than alone. */
    private static final Set<String> ALONE = Set.of("return", "yield");
    private static final String CHECK = Interrupts.class.getName() + ".check();";

    private final List<Piece> pieces = new ArrayList<>();

    /** Returns all pieces in their order, those that can be compiled at once together. */
    static List<Batch> of(List<Piece> pieces) {
        List<Batch> batches = new ArrayList<>();
        for (Piece piece : pieces) {
            Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
            if (last == null || !last.takes(piece)) {
                last = new Batch();
                batches.add(last);
            }
            last.pieces.add(piece);
        }
        return batches;
    }

    private boolean takes(Piece piece) {
        return pieces.size() < MOST && isStatement(pieces.get(0)) && isStatement(piece);
    }

    private static boolean isStatement(Piece piece) {
        boolean statement = piece.form() == Form.STATEMENT
                || piece.form() == Form.SIMPLE && piece.isSilent() && isCallOrAssignment(piece.tokens());
        return statement && piece.state() == State.COMPLETE && ALONE.stream().noneMatch(piece::has)
                && !piece.tokens().get(0).is("throw");
    }

    /** Returns whether a name or call begins here, and no declaration. */
    private static boolean isCallOrAssignment(List<Token> tokens) {
        if (tokens.get(0).is("new") || !tokens.get(0).isWord()) {
            return ASSIGNMENTS.contains(tokens.get(0).text());
        }
        int next = 1;
        while (tokens.get(next).is(".") && tokens.get(next + 1).isWord()) {
            next += 2;
        }
        return ASSIGNMENTS.contains(tokens.get(next).text()) || tokens.get(next).is("(")
                || tokens.get(next).is("[") && !tokens.get(next + 1).is("]");
    }

    List<Piece> pieces() {
        return pieces;
    }

    Piece first() {
        return pieces.get(0);
    }

    /** Returns whether its pieces can be compiled at once. */
    boolean isOfStatements() {
        return isStatement(first());
    }

    /** Returns a block with all of them. */
    String block() {
        StringBuilder block = new StringBuilder("{");
        int line = first().line();
        for (Piece piece : pieces) {
            block.append("\n".repeat(piece.line() - line)).append('{').append(piece.closed()).append('}').append(CHECK);
            line = piece.line() + Pieces.lineEnds(piece.source());
        }
        return block.append('}').toString();
    }
}
