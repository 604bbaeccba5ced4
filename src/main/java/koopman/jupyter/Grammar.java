// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import koopman.jupyter.Piece.Form;
import koopman.jupyter.Piece.State;

/**
 * Finds where a statement or declaration ends: as much of Java's grammar as that takes, and no more. Brackets are
 * skipped whole and nothing calls itself, so the time grows with the length of the source and no depth is too deep.
 */
final class Grammar {

    private static final Set<String> HEADS = Set.of("if", "while", "for");

    /** Words that only go on with what another one has begun. */
    private static final Set<String> FOLLOWERS = Set.of("else", "catch", "finally", "case", "default");
    private static final Set<String> JUMPS =
            Set.of("return", "throw", "break", "continue", "yield", "assert", "package");

    private final TokenCursor cursor;
    private final Declarations declarations;
    private Form form;

    Grammar(List<Token> tokens) {
        cursor = new TokenCursor(tokens);
        declarations = new Declarations(cursor);
    }

    /** Returns the index behind the last token of the piece that begins at this one: further on in any case. */
    int end(int from) {
        cursor.start(from);
        if (cursor.sees("import")) {
            form = Form.IMPORT;
            cursor.overSemicolon();
            return cursor.at();
        }
        form = declarations.read();
        if (form == null) {
            cursor.moveTo(from);
            statement(from);
        }
        return cursor.at();
    }

    /** Returns what the piece looks like whose end was found last. */
    Form form() {
        return form;
    }

    State state() {
        return cursor.state();
    }

    /** Reads a statement with all the statements in it: {@code open} are the heads that something may yet follow. */
    private void statement(int from) {
        Deque<String> open = new ArrayDeque<>();
        form = Form.STATEMENT;
        do {
            while (cursor.goesOn() && isHead()) {
                overHead(open);
            }
            if (cursor.goesOn()) {
                plain(from);
            } else {
                cursor.needMore();
            }
        } while (cursor.state() == State.COMPLETE && goesOn(open));
    }

    /** Returns whether a statement begins here that another one completes. */
    private boolean isHead() {
        return cursor.seesOneOf(HEADS) || cursor.sees("do") || isLabel();
    }

    private boolean isLabel() {
        return cursor.isWord(cursor.at()) && cursor.has(cursor.at() + 1, ":") && !cursor.seesOneOf(FOLLOWERS);
    }

    private void overHead(Deque<String> open) {
        if (isLabel()) {
            cursor.moveTo(cursor.at() + 2);
            return;
        }
        boolean conditional = cursor.sees("if");
        boolean first = cursor.sees("do");
        if (conditional || first) {
            open.push(conditional ? "if" : "do");
        }
        cursor.step();
        if (!first) {
            cursor.over("(");
        }
    }

    /** Returns whether another statement belongs to the one that has just ended. */
    private boolean goesOn(Deque<String> open) {
        while (!open.isEmpty() && cursor.state() == State.COMPLETE) {
            if (open.pop().equals("do")) {
                overEndOfDo();
            } else if (cursor.sees("else")) {
                cursor.step();
                return true;
            }
        }
        return false;
    }

    private void overEndOfDo() {
        if (cursor.sees("while")) {
            cursor.step();
            cursor.over("(");
            cursor.overSemicolon();
        } else if (cursor.goesOn()) {
            cursor.fail();
        } else {
            cursor.needMore();
        }
    }

    /** Reads a statement that holds others in braces only. */
    private void plain(int from) {
        if (cursor.seesOneOf(FOLLOWERS)) {
            cursor.fail();
        } else if (cursor.sees("{")) {
            cursor.step();
        } else if (cursor.sees("try")) {
            overTry();
        } else if (cursor.sees("switch")) {
            overSwitch(from);
        } else if (cursor.sees("synchronized")) {
            cursor.step();
            cursor.over("(");
            cursor.over("{");
        } else {
            overSimple(from);
        }
    }

    private void overSimple(int from) {
        if (cursor.at() == from && !cursor.seesOneOf(JUMPS)) {
            form = cursor.sees(";") ? Form.EMPTY : Form.SIMPLE;
        }
        cursor.overSemicolon();
    }

    private void overTry() {
        cursor.step();
        boolean complete = cursor.sees("(");
        if (complete) {
            cursor.step();
        }
        cursor.over("{");
        while (cursor.goesOn() && (cursor.sees("catch") || cursor.sees("finally"))) {
            complete = true;
            overHandler();
        }
        if (!complete && cursor.at() >= cursor.size()) {
            cursor.needMore();
        }
    }

    private void overHandler() {
        boolean catches = cursor.sees("catch");
        cursor.step();
        if (catches) {
            cursor.over("(");
        }
        cursor.over("{");
    }

    /** As the whole piece it may be an expression whose value a semicolon hides. */
    private void overSwitch(int from) {
        boolean whole = cursor.at() == from;
        cursor.step();
        cursor.over("(");
        cursor.over("{");
        if (whole) {
            form = Form.SWITCH;
            if (cursor.goesOn() && cursor.sees(";")) {
                cursor.step();
            }
        }
    }
}
