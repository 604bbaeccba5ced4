// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

/**
 * A word of Java: its kind, its text with Unicode escapes resolved, and where it stands in the source.
 *
 * @param start the position of its first character
 * @param end   the position behind its last one
 */
record Token(Kind kind, String text, int start, int end) {

    /** Keywords are words too; what no Java begins with, or what ends too early, is unreadable. */
    enum Kind { WORD, NUMBER, TEXT, SIGN, UNREADABLE }

    boolean is(String other) {
        return text.equals(other) && (kind == Kind.WORD || kind == Kind.SIGN);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }
}
