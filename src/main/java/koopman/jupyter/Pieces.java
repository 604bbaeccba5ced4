// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Piece.State;

/**
 * The statements, expressions and declarations of a cell, which JShell takes one by one. The split needs nothing but
 * the text, takes time that grows with its length, ends for any text and never fails; only the last piece may be
 * open or unreadable. JShell's own analysis is not asked: it returns the head of a loop without its body as a piece
 * that ends where it began, and takes a {@code throw} in a switch expression of JDK 17 for the end of the source.
 */
final class Pieces {

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();

    private Pieces(String text) {
        this.text = text;
        Tokens read = Tokens.of(text);
        List<Token> tokens = read.list();
        Grammar grammar = new Grammar(tokens);
        for (int from = 0; from < tokens.size();) {
            int to = grammar.end(from);
            boolean last = to == tokens.size();
            State state = last && read.isCut() && grammar.state() == State.COMPLETE ? State.OPEN : grammar.state();
            add(tokens.subList(from, to), grammar.form(), state, last);
            from = to;
        }
    }

    private void add(List<Token> tokens, Form form, State state, boolean last) {
        int start = tokens.get(0).start();
        int before = pieces.isEmpty() ? 0 : last().start();
        int line = (pieces.isEmpty() ? 0 : last().line()) + lineEnds(text.substring(before, start));
        int end = tokens.get(tokens.size() - 1).end();
        int begin = pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
        pieces.add(new Piece(tokens, form, state, text.substring(start, end), line, begin,
                last ? text.length() : end));
    }

    /** Returns how many lines end in a text. */
    static int lineEnds(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Returns the pieces of a cell, or of a part of one. */
    static Pieces of(String text) {
        return new Pieces(text);
    }

    List<Piece> list() {
        return pieces;
    }

    /** Returns the last piece of those there are. */
    Piece last() {
        return pieces.get(pieces.size() - 1);
    }

    /** Returns whether the text ends within brackets, a text block or a comment, or behind the head of a statement. */
    boolean isUnfinished() {
        return !pieces.isEmpty() && last().state() == State.OPEN;
    }

    /** Returns whether the next piece may begin behind the text: a semicolon or a brace ends the last one, if any. */
    boolean isTerminated() {
        return pieces.isEmpty() || last().isTerminated();
    }

    /** Returns where the piece begins that is being written at the end of the text. */
    int openStart() {
        return isTerminated() ? text.length() : last().start();
    }
}
