// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import koopman.jupyter.Piece.Form;

/**
 * Types that say several things at once, such as {@code List<Record & Animal>} of a list of two records. No source can
 * name them, and JShell, depending on the JDK, sees only the first part of those in angle brackets, refuses them or loses
 * their values: so a variable gets the part that is not of Java itself, or else the first.
 */
final class Intersections {

    private static final List<String> SEVERAL = List.of(",", "?", "switch");
    private static final Set<String> OF_JAVA = Set.of("Record", "Enum", "Object", "Comparable");

    private Intersections() {}

    /** Returns how to declare the variable of a piece with a type that source can name, the best way first. */
    static List<String> typed(Piece piece, JShell shell) {
        int at = SEVERAL.stream().noneMatch(piece::has) ? -1 : variable(piece.tokens());
        if (at < 0 || piece.form() != Form.SIMPLE && piece.form() != Form.VARIABLE) {
            return List.of();
        }
        int word = piece.tokens().get(at).start() - piece.start();
        String before = piece.closed().substring(0, word);
        String after = piece.closed().substring(word + "var".length());
        return types(piece, shell).map(type -> before + type + after).toList();
    }

    private static int variable(List<Token> tokens) {
        for (int i = 0; i + 2 < tokens.size() && tokens.get(i).isWord(); i++) {
            if (tokens.get(i).is("var") && tokens.get(i + 1).isWord() && tokens.get(i + 2).is("=")) {
                return i;
            }
        }
        return -1;
    }

    /** Asks JShell without declaring anything; what it fails on here, it is going to fail on again. */
    private static Stream<String> types(Piece piece, JShell shell) {
        try {
            return shell.sourceCodeAnalysis().sourceToSnippets(piece.closed()).stream()
                    .filter(VarSnippet.class::isInstance).map(snippet -> ((VarSnippet) snippet).typeName())
                    .flatMap(type -> nameable(type).stream());
        } catch (RuntimeException | AssertionError | InternalError | StackOverflowError unable) {
            return Stream.empty();
        }
    }

    /** Returns the types to try, the best one first, for a variable of this type; none if it needs no other. */
    static List<String> nameable(String type) {
        if (!type.contains("&") || split(type, '&').size() > 1 || type.contains("anonymous")) {
            return List.of();
        }
        return List.of(simplified(type, ""), simplified(type, "? extends "));
    }

    private static String simplified(String type, String wildcard) {
        List<String> parts = split(type, '&');
        if (parts.size() > 1) {
            return wildcard + simplified(best(parts), wildcard);
        }
        int open = type.indexOf('<');
        int close = type.lastIndexOf('>');
        if (open < 0 || close < open) {
            return type;
        }
        String arguments = String.join(", ", split(type.substring(open + 1, close), ',').stream()
                .map(argument -> simplified(argument.strip(), wildcard)).toList());
        return type.substring(0, open + 1) + arguments.replace("? extends ? extends", "? extends") + type.substring(close);
    }

    private static String best(List<String> parts) {
        return parts.stream().map(String::strip).filter(part -> !part.startsWith("java.lang.")
                && !part.startsWith("java.io.") && !OF_JAVA.contains(part.replaceFirst("<.*", ""))).findFirst()
                .orElse(parts.get(0).strip());
    }

    private static List<String> split(String type, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(type.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(type.substring(start));
        return parts;
    }
}
