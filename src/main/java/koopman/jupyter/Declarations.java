// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Set;
import koopman.jupyter.Piece.Form;

/** Tells types, methods and variables with modifiers from statements, and reads them to their end. */
final class Declarations {

    private static final Set<String> MODIFIERS = Set.of("public", "protected", "private", "static", "abstract", "final",
            "strictfp", "transient", "volatile", "synchronized", "native", "default", "sealed");

    /** Words that a name and a bracket may follow without being a type. */
    private static final Set<String> NO_TYPES = Set.of("new", "return", "throw", "break", "continue", "yield", "assert",
            "if", "while", "for", "do", "try", "switch", "synchronized", "else", "catch", "finally", "case", "default",
            "instanceof");
    private static final Set<String> IN_TYPE_ARGUMENTS = Set.of("<", ">", ".", ",", "?", "&", "[", "]", "@");

    private final TokenCursor cursor;

    Declarations(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Moves over the declaration here and returns what it is, or null if there is none. */
    Form read() {
        int from = cursor.at();
        overModifiers();
        if (isTypeHead()) {
            cursor.overBody();
            return Form.TYPE;
        }
        int parameters = parameters(cursor.at());
        boolean initialiser = cursor.at() > from && cursor.sees("{");
        if (initialiser || parameters < cursor.size()) {
            cursor.moveTo(initialiser ? cursor.at() : parameters);
            cursor.overBody();
            return Form.METHOD;
        }
        return cursor.at() > from ? variable() : null;
    }

    private Form variable() {
        boolean bare = !cursor.goesOn();
        if (bare) {
            cursor.needMore();
        }
        cursor.overSemicolon();
        return bare ? Form.BARE : Form.VARIABLE;
    }

    private void overModifiers() {
        while (cursor.goesOn()) {
            int at = cursor.at();
            if (cursor.sees("@") && !cursor.has(at + 1, "interface")) {
                overAnnotation();
            } else if (cursor.sees("non") && cursor.has(at + 1, "-") && cursor.has(at + 2, "sealed")) {
                cursor.moveTo(at + 3);
            } else if (cursor.seesOneOf(MODIFIERS) && isModifier(at)) {
                cursor.moveTo(at + 1);
            } else {
                return;
            }
        }
    }

    /** Some modifiers are names, or begin statements, elsewhere. */
    private boolean isModifier(int at) {
        if (cursor.sees("sealed")) {
            return cursor.isWord(at + 1) || cursor.has(at + 1, "@");
        }
        if (cursor.sees("synchronized")) {
            return !cursor.has(at + 1, "(");
        }
        return !cursor.sees("default") || cursor.isWord(at + 1);
    }

    private void overAnnotation() {
        int next = cursor.at() + 1;
        while (cursor.isWord(next) && cursor.has(next + 1, ".")) {
            next += 2;
        }
        cursor.moveTo(cursor.isWord(next) ? next + 1 : next);
        if (cursor.sees("(")) {
            cursor.step();
        }
    }

    private boolean isTypeHead() {
        int next = cursor.at() + 1;
        return cursor.sees("class") || cursor.sees("interface") || cursor.sees("enum")
                || cursor.sees("@") && cursor.has(next, "interface")
                || cursor.sees("record") && cursor.isWord(next) && !cursor.has(next, "instanceof");
    }

    /** Returns the index of the bracket that opens the parameters of the method declared here, or the size. */
    private int parameters(int from) {
        int type = cursor.has(from, "<") ? behindTypeArguments(from) : from;
        if (cursor.isOneOf(type, NO_TYPES)) {
            return cursor.size();
        }
        int name = behindType(type);
        if (cursor.isWord(name) && cursor.has(name + 1, "(")) {
            return name + 1;
        }
        boolean constructor = cursor.isWord(type) && cursor.has(type + 1, "(")
                && cursor.has(cursor.behind(type + 1), "{");
        return constructor ? type + 1 : cursor.size();
    }

    private int behindType(int from) {
        int next = behindName(from);
        while (cursor.has(next, ".")) {
            next = behindName(next + 1);
        }
        while (cursor.has(next, "[") && cursor.has(next + 1, "]")) {
            next += 2;
        }
        return next;
    }

    private int behindName(int from) {
        if (!cursor.isWord(from)) {
            return cursor.size();
        }
        return cursor.has(from + 1, "<") ? behindTypeArguments(from + 1) : from + 1;
    }

    /** Returns the index behind type arguments in angle brackets, or the size if these are none. */
    private int behindTypeArguments(int from) {
        int depth = 0;
        for (int i = from; cursor.isWord(i) || cursor.isOneOf(i, IN_TYPE_ARGUMENTS); i++) {
            depth += cursor.has(i, "<") ? 1 : cursor.has(i, ">") ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return cursor.size();
    }
}
