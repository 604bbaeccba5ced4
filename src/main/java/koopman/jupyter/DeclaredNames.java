// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;

/** The names that a piece declares, read from its tokens. */
final class DeclaredNames {

    /** What the name of a type stands behind. */
    static final Set<String> KINDS = Set.of("class", "interface", "enum", "record");
    private static final Set<String> BEHIND_VARIABLE = Set.of("=", ";", ",", "[", ":");
    private static final Set<String> BEFORE_VARIABLE = Set.of(">", "]", ",");

    private DeclaredNames() {}

    static Set<String> of(Piece piece) {
        return switch (piece.form()) {
            case TYPE -> following(piece.tokens());
            case METHOD -> beforeParameters(piece.tokens());
            case SIMPLE, VARIABLE -> variables(piece.tokens());
            default -> Set.of();
        };
    }

    private static Set<String> following(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (KINDS.contains(tokens.get(i).text()) && tokens.get(i + 1).isWord()) {
                return Set.of(tokens.get(i + 1).text());
            }
        }
        return Set.of();
    }

    private static Set<String> beforeParameters(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            boolean annotation = i > 1 && (tokens.get(i - 2).is("@") || tokens.get(i - 2).is("."));
            if (tokens.get(i).is("(") && tokens.get(i - 1).isWord() && !annotation) {
                return Set.of(tokens.get(i - 1).text());
            }
        }
        return Set.of();
    }

    private static Set<String> variables(List<Token> tokens) {
        Set<String> names = new LinkedHashSet<>();
        Brackets brackets = Brackets.of(tokens);
        for (int i = 1; i < tokens.size(); i++) {
            if (Brackets.OPENERS.contains(tokens.get(i).text()) && brackets.closing(i) != Brackets.OPEN) {
                i = brackets.closing(i);
            } else if (isVariable(tokens, i)) {
                names.add(tokens.get(i).text());
            }
        }
        return names;
    }

    private static boolean isVariable(List<Token> tokens, int i) {
        Token before = tokens.get(i - 1);
        return tokens.get(i).isWord() && (before.isWord() || BEFORE_VARIABLE.contains(before.text()))
                && (i + 1 == tokens.size() || BEHIND_VARIABLE.contains(tokens.get(i + 1).text()));
    }

    /** Returns whether the session has declared or uses one of these names, or waits for any. */
    static boolean areTaken(Set<String> names, JShell shell) {
        return !names.isEmpty() && shell.snippets().filter(DeclarationSnippet.class::isInstance).anyMatch(
                snippet -> shell.status(snippet).isActive() && (shell.status(snippet) != Status.VALID
                        || Tokens.of(snippet.source()).list().stream().anyMatch(token -> names.contains(token.text()))));
    }
}
