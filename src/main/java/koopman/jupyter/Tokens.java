// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import koopman.jupyter.Token.Kind;

/**
 * Takes Java source apart into words, numbers, texts and signs, in time that grows with its length and whatever it
 * holds: comments are left out, what cannot be read or has no end becomes a token that says so. The brackets {@code >} of
 * generic types stay single.
 */
final class Tokens {

    private static final String BLOCK = "\"\"\"";
    private static final List<String> SIGNS = List.of("...", "<<=", "->", "::", "++", "--", "&&", "||", "==", "!=",
            "<=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<");
    private static final String SINGLE = "(){}[];,.@=<>!~?:+-*/&|^%";

    private final String source;
    private final String text;
    private final int[] places;
    private final List<Token> found = new ArrayList<>();
    private boolean cut;
    private boolean endsInLine;
    private int at;

    private Tokens(String source) {
        this.source = source;
        StringBuilder resolved = new StringBuilder();
        int[] positions = new int[source.length() + 1];
        for (int i = 0; i < source.length();) {
            positions[resolved.length()] = i;
            int next = escapeEnd(source, i);
            resolved.append(next > i ? (char) Integer.parseInt(source, next - 4, next, 16) : source.charAt(i));
            i = Math.max(next, i + 1);
        }
        positions[resolved.length()] = source.length();
        text = resolved.toString();
        places = positions;
    }

    /** Returns the end of the Unicode escape that begins there, or a number not above {@code from} if none does. */
    private static int escapeEnd(String source, int from) {
        if (!source.startsWith("\\u", from) || precedingBackslashes(source, from) % 2 != 0) {
            return from;
        }
        int digits = from + 1;
        while (digits < source.length() && source.charAt(digits) == 'u') {
            digits++;
        }
        boolean whole = digits + 4 <= source.length()
                && source.substring(digits, digits + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        return whole ? digits + 4 : from;
    }

    private static int precedingBackslashes(String source, int from) {
        int first = from;
        while (first > 0 && source.charAt(first - 1) == '\\') {
            first--;
        }
        return from - first;
    }

    /** Takes source apart. */
    static Tokens of(String source) {
        Tokens tokens = new Tokens(source);
        while (tokens.at < tokens.text.length()) {
            tokens.next();
        }
        return tokens;
    }

    List<Token> list() {
        return found;
    }

    /** Returns whether the source ends within a comment or a text block. */
    boolean isCut() {
        return cut;
    }

    /** Returns whether the end of the source stands within a text, a character or a comment, where a name is no name. */
    boolean endsWithin() {
        Token last = found.isEmpty() ? null : found.get(found.size() - 1);
        return cut || endsInLine || last != null && last.kind() == Kind.UNREADABLE && last.end() == source.length()
                && (last.text().startsWith("\"") || last.text().startsWith("'"));
    }

    /** Returns the source with blanks in the place of each text, character and comment. */
    String withoutTexts() {
        StringBuilder blanked = new StringBuilder();
        source.chars().forEach(c -> blanked.append(Character.isWhitespace(c) ? (char) c : ' '));
        for (Token token : found) {
            if (token.kind() != Kind.TEXT && token.kind() != Kind.UNREADABLE) {
                blanked.replace(token.start(), token.end(), source.substring(token.start(), token.end()));
            }
        }
        return blanked.toString();
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || c == '\u001a') {
            at++;
        } else if (text.startsWith("//", at)) {
            at = lineEnd(at);
            endsInLine = at == text.length();
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (text.startsWith(BLOCK, at)) {
            int end = closed(BLOCK, at + 3, true);
            add(cut ? Kind.UNREADABLE : Kind.TEXT, end);
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (Character.isDigit(c) || c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
            add(Kind.NUMBER, numberEnd());
        } else if (Character.isJavaIdentifierStart(text.codePointAt(at))) {
            add(Kind.WORD, wordEnd(at));
        } else {
            sign();
        }
    }

    private void comment() {
        int end = closed("*/", at + 2, false);
        if (cut) {
            add(Kind.UNREADABLE, end);
        }
        at = end;
    }

    private void add(Kind kind, int end) {
        found.add(new Token(kind, text.substring(at, end), places[at], places[end]));
        at = end;
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Returns the position behind an end mark, or the end of the source, which is then cut. */
    private int closed(String mark, int from, boolean escapes) {
        for (int i = from; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(mark, i)) {
                return i + mark.length();
            }
        }
        cut = true;
        return text.length();
    }

    private void quoted(char quote) {
        int lineEnd = lineEnd(at);
        for (int i = at + 1; i < lineEnd; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                add(Kind.TEXT, i + 1);
                return;
            }
        }
        add(Kind.UNREADABLE, lineEnd);
    }

    private int numberEnd() {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_'
                || text.charAt(end) == '.' || isExponentSign(end))) {
            end++;
        }
        return end;
    }

    private boolean isExponentSign(int position) {
        char sign = text.charAt(position);
        boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at);
        return (sign == '+' || sign == '-')
                && (hexadecimal ? "pP" : "eE").indexOf(text.charAt(position - 1)) >= 0;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && Character.isJavaIdentifierPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                add(Kind.SIGN, at + sign.length());
                return;
            }
        }
        int width = Character.charCount(text.codePointAt(at));
        add(SINGLE.indexOf(text.charAt(at)) >= 0 ? Kind.SIGN : Kind.UNREADABLE, at + width);
    }
}
