// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for a line of text. */
public final class Text extends TextControl<Text> {

    private Text(String description, String value) {
        super("Text", "TextStyle", description, value);
        editable();
    }

    /** Returns one with a description beside it, empty at first. */
    public static Text of(String description) {
        return of(description, "");
    }

    /** Returns one with a description beside it and this text at first. */
    public static Text of(String description, String value) {
        return new Text(description, value);
    }
}
