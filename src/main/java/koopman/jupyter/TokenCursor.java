// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.Set;
import koopman.jupyter.Piece.State;

/** A place among tokens that moves forward only, over whole brackets, and knows why it cannot. */
final class TokenCursor {

    /** What no statement can end in: signs that want an operand, and words that want another. */
    private static final Set<String> DANGLING = Set.of("=", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":",
            ",", ".", "->", "::", "&&", "||", "==", "!=", "<", ">", "<=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
            "<<", "<<=", "@", "new", "instanceof", "throw", "assert", "import", "package", "static");

    private final List<Token> tokens;
    private final Brackets brackets;
    private int at;
    private State state;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
        this.brackets = Brackets.of(tokens);
    }

    void start(int from) {
        at = from;
        state = State.COMPLETE;
    }

    int at() {
        return at;
    }

    State state() {
        return state;
    }

    /** Returns whether more can be read. */
    boolean goesOn() {
        return at < tokens.size() && state == State.COMPLETE;
    }

    boolean has(int index, String text) {
        return index < tokens.size() && tokens.get(index).is(text);
    }

    boolean sees(String text) {
        return has(at, text);
    }

    boolean isWord(int index) {
        return index < tokens.size() && tokens.get(index).isWord();
    }

    boolean seesOneOf(Set<String> words) {
        return isOneOf(at, words);
    }

    boolean isOneOf(int index, Set<String> texts) {
        return index < tokens.size() && tokens.get(index).kind() != Token.Kind.TEXT
                && texts.contains(tokens.get(index).text());
    }

    /** Returns the index behind the brackets that open there, or the number of tokens if nothing closes them. */
    int behind(int opening) {
        int closing = brackets.closing(opening);
        return closing == Brackets.OPEN ? tokens.size() : closing + 1;
    }

    int size() {
        return tokens.size();
    }

    void moveTo(int index) {
        at = index;
    }

    /** Moves over a token, with an opening bracket over all up to the closing one. */
    void step() {
        if (at == brackets.firstStray()) {
            fail();
        } else if (seesOneOf(Brackets.OPENERS)) {
            bracket();
        } else {
            at++;
        }
    }

    private void bracket() {
        if (brackets.closing(at) != Brackets.OPEN) {
            at = brackets.closing(at) + 1;
        } else if (brackets.firstStray() < tokens.size()) {
            fail();
        } else {
            at = tokens.size();
            state = State.OPEN;
        }
    }

    /** Nothing behind this place can be told apart. */
    void fail() {
        at = tokens.size();
        state = State.UNREADABLE;
    }

    /** Moves over the bracket if it is there: the compiler misses it otherwise. */
    void over(String bracket) {
        if (at >= tokens.size()) {
            needMore();
        } else if (sees(bracket)) {
            step();
        }
    }

    /** Marks what has been read as the beginning of more. */
    void needMore() {
        if (state == State.COMPLETE) {
            state = State.OPEN;
        }
    }

    /** Moves behind the next semicolon, or to the end, where the last semicolon may be missing. */
    void overSemicolon() {
        while (goesOn() && !sees(";")) {
            step();
        }
        if (goesOn()) {
            at++;
        } else if (state == State.COMPLETE && isOneOf(at - 1, DANGLING)) {
            needMore();
        }
    }

    /** Moves behind the next braces, or behind a semicolon if that comes first. */
    void overBody() {
        while (goesOn() && !sees("{") && !sees(";")) {
            step();
        }
        if (goesOn()) {
            step();
        } else {
            needMore();
        }
    }
}
