// SPDX-License-Identifier: Apache-2.0
package koopman.display;

/** What a message quotes of a file or a message, as long as a terminal shows well: nobody knows what stands there. */
public final class Brief {

    private static final int BEGINNING = 600; // characters
    private static final int END = 200;

    private Brief() {}

    /** Returns the text, of which a long one lacks its middle. */
    public static String of(String text) {
        return text == null || text.length() <= BEGINNING + END ? text
                : text.substring(0, BEGINNING) + " ... " + text.substring(text.length() - END);
    }
}
