// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A piece of HTML in which formulas between dollar signs are set. */
public final class HTMLMath extends TextControl<HTMLMath> {

    private HTMLMath(String description, String value) {
        super("HTMLMath", "HTMLMathStyle", description, value);
    }

    /** Returns one that shows this text. */
    public static HTMLMath of(String value) {
        return of("", value);
    }

    /** Returns one with a description beside it and this text. */
    public static HTMLMath of(String description, String value) {
        return new HTMLMath(description, value);
    }
}
