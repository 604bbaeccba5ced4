// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for a line of text that shows dots for letters. */
public final class Password extends TextControl<Password> {

    private Password(String description, String value) {
        super("Password", "TextStyle", description, value);
        editable();
    }

    /** Returns one with a description beside it, empty at first. */
    public static Password of(String description) {
        return of(description, "");
    }

    /** Returns one with a description beside it and this text at first. */
    public static Password of(String description, String value) {
        return new Password(description, value);
    }

    @Override
    public String toString() {
        return "Password " + description();
    }
}
