// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A text; formulas between dollar signs are set. */
public final class Label extends TextControl<Label> {

    private Label(String description, String value) {
        super("Label", "LabelStyle", description, value);
    }

    /** Returns one that shows this text. */
    public static Label of(String value) {
        return of("", value);
    }

    /** Returns one with a description beside it and this text. */
    public static Label of(String description, String value) {
        return new Label(description, value);
    }
}
