// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for a text of several lines. */
public final class Textarea extends TextControl<Textarea> {

    private Textarea(String description, String value) {
        super("Textarea", "TextStyle", description, value);
        editable();
        define("rows", null);
    }

    /** Returns one with a description beside it, empty at first. */
    public static Textarea of(String description) {
        return of(description, "");
    }

    /** Returns one with a description beside it and this text at first. */
    public static Textarea of(String description, String value) {
        return new Textarea(description, value);
    }

    /** Sets how many lines of it are seen at once. */
    public Textarea rows(int rows) {
        Checks.that(rows >= 1, "rows", rows, "at least 1");
        return assign("rows", rows);
    }
}
