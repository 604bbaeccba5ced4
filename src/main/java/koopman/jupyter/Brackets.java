// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Which bracket of a list of tokens closes which. */
final class Brackets {

    /** The partner of a bracket that the source never closes. */
    static final int OPEN = -1;

    static final Set<String> OPENERS = Set.of("(", "[", "{");

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final int[] partners;
    private final int firstStray;

    private Brackets(int[] partners, int firstStray) {
        this.partners = partners;
        this.firstStray = firstStray;
    }

    static Brackets of(List<Token> tokens) {
        int[] partners = new int[tokens.size()];
        Arrays.fill(partners, OPEN);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (isOneOf(OPENING, tokens.get(i))) {
                open.push(i);
            } else if (isOneOf(CLOSING, tokens.get(i))) {
                if (open.isEmpty() || !fit(tokens.get(open.peek()), tokens.get(i))) {
                    return new Brackets(partners, i);
                }
                partners[open.pop()] = i;
            }
        }
        return new Brackets(partners, tokens.size());
    }

    private static boolean isOneOf(String brackets, Token token) {
        return token.kind() == Token.Kind.SIGN && token.text().length() == 1 && brackets.contains(token.text());
    }

    private static boolean fit(Token opening, Token closing) {
        return OPENING.indexOf(opening.text()) == CLOSING.indexOf(closing.text());
    }

    /** Returns the index of the bracket that closes this one, or {@link #OPEN}. */
    int closing(int opening) {
        return partners[opening];
    }

    /** Returns the index of the first bracket that closes nothing or the wrong one, or the number of tokens. */
    int firstStray() {
        return firstStray;
    }

    /** Returns the outermost bracket that the tokens never close; else the last token if it has no end, or the first. */
    Token firstOpen(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (partners[i] == OPEN && isOneOf(OPENING, tokens.get(i))) {
                return tokens.get(i);
            }
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.kind() == Token.Kind.UNREADABLE ? last : tokens.get(0);
    }
}
