// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The arguments of a magic: what blanks divide. A quote, single or double, keeps blanks together if it begins an
 * argument or stands behind an equals sign and has a partner; within double quotes, a backslash before a double quote
 * stands for it. Any other backslash is one, as in the paths of Windows.
 */
final class Arguments {

    private final String text;
    private final StringBuilder argument = new StringBuilder();
    private int at;

    private Arguments(String text) {
        this.text = text;
    }

    /** Returns the arguments in a text. */
    static List<String> of(String text) {
        return new Arguments(text).all();
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        while (skipBlank()) {
            all.add(next());
        }
        return all;
    }

    private boolean skipBlank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private String next() {
        argument.setLength(0);
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            char next = text.charAt(at);
            int close = opens(next) ? partner(next, at + 1) : -1;
            if (close < 0) {
                argument.append(next);
                at++;
            } else {
                String quoted = text.substring(at + 1, close);
                argument.append(next == '"' ? quoted.replace("\\\"", "\"") : quoted);
                at = close + 1;
            }
        }
        return argument.toString();
    }

    private boolean opens(char quote) {
        return (quote == '"' || quote == '\'') && (argument.isEmpty() || "=/\\".indexOf(text.charAt(at - 1)) >= 0);
    }

    /** Returns where the quote closes, or -1: a backslash before it is a path's if the quotes behind it go in pairs. */
    private int partner(char quote, int from) {
        int close = text.indexOf(quote, from);
        while (quote == '"' && isEscaped(close) && plainQuotes(close + 1) % 2 == 1) {
            close = text.indexOf(quote, close + 1);
        }
        return close;
    }

    private boolean isEscaped(int quote) {
        return quote > 0 && text.charAt(quote - 1) == '\\';
    }

    private long plainQuotes(int from) {
        return IntStream.range(from, text.length()).filter(i -> text.charAt(i) == '"' && !isEscaped(i)).count();
    }
}
