// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;

/**
 * A statement, expression or declaration of a cell, as JShell takes one at a time.
 *
 * @param tokens what it consists of: at least one
 * @param form   what it looks like
 * @param state  whether it has an end
 * @param source the text from its first token to its last, comments between them included
 * @param line   how many lines of the cell are before its first token
 * @param begin  where it begins in the cell, counting the blanks and comments before it
 * @param end    where the next one begins
 */
record Piece(List<Token> tokens, Form form, State state, String source, int line, int begin, int end) {

    /** What a piece looks like, which says how it is compiled; a bare one is modifiers and nothing else. */
    enum Form { IMPORT, TYPE, METHOD, VARIABLE, SWITCH, STATEMENT, SIMPLE, EMPTY, BARE }

    /** An open one goes on behind the end of the cell, whatever may come; nothing can follow an unreadable one. */
    enum State { COMPLETE, OPEN, UNREADABLE }

    /** Returns the position of its first token. */
    int start() {
        return tokens.get(0).start();
    }

    Token last() {
        return tokens.get(tokens.size() - 1);
    }

    /** Returns whether a semicolon or a brace ends it. */
    boolean isTerminated() {
        return state == State.COMPLETE && (isSilent() || last().is("}") && form != Form.SIMPLE && form != Form.VARIABLE);
    }

    /** Returns whether it ends in a semicolon, which hides its value. */
    boolean isSilent() {
        return last().is(";");
    }

    /** Returns the text for the compiler, with the semicolon that may be missing at the end of a cell. */
    String closed() {
        return isTerminated() ? source : source + ";";
    }

    /** Returns whether a token has this text, at any depth. */
    boolean has(String text) {
        return tokens.stream().anyMatch(token -> token.is(text));
    }
}
