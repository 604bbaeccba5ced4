// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A piece of HTML. */
public final class HTML extends TextControl<HTML> {

    private HTML(String description, String value) {
        super("HTML", "HTMLStyle", description, value);
    }

    /** Returns one that shows this text. */
    public static HTML of(String value) {
        return of("", value);
    }

    /** Returns one with a description beside it and this text. */
    public static HTML of(String description, String value) {
        return new HTML(description, value);
    }
}
