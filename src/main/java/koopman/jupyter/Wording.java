// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

/**
 * The text of a piece as the compiler gets it: something may have been put in.
 *
 * @param text  the text
 * @param at    where something was put in
 * @param added how long that is
 */
record Wording(String text, int at, int added) {

    /** Returns the text of a piece as it stands: an import as one line, since JShell lays imports end to end. */
    static Wording of(Piece piece) {
        String text = piece.closed();
        return new Wording(piece.form() == Piece.Form.IMPORT ? text.replaceAll("\\s+", " ") : text, text.length(), 0);
    }

    /** Returns this piece with something put in there. */
    static Wording with(Piece piece, String addition, int at) {
        String text = piece.closed();
        return new Wording(text.substring(0, at) + addition + text.substring(at), at, addition.length());
    }

    /** Returns whether a position lies in what the user has not typed. */
    boolean wasPutIn(long position) {
        return position >= at && position < at + added;
    }

    /** Returns the position in the piece that is meant by a position in the text. */
    int original(long position) {
        return (int) (position <= at ? position : Math.max(at, position - added));
    }
}
