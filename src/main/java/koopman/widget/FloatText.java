// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for any real number. */
public final class FloatText extends FloatControl<FloatText> {

    private FloatText(String description, double value) {
        super("FloatText", "FloatText", "DescriptionStyle");
        define("continuous_update", false);
        define("disabled", false);
        define("step", null);
        define("description", description);
        define("value", checked(value));
    }

    /** Returns one with a description beside it and this value at first. */
    public static FloatText of(String description, double value) {
        return new FloatText(description, value);
    }

    /** Returns one with a description beside it, 0 at first. */
    public static FloatText of(String description) {
        return of(description, 0);
    }
}
