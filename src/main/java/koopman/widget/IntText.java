// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for any whole number. */
public final class IntText extends IntControl<IntText> {

    private IntText(String description, int value) {
        super("IntText", "IntText", "DescriptionStyle");
        define("continuous_update", false);
        define("disabled", false);
        define("step", 1);
        define("description", description);
        define("value", checked(value));
    }

    /** Returns one with a description beside it and this value at first. */
    public static IntText of(String description, int value) {
        return new IntText(description, value);
    }

    /** Returns one with a description beside it, 0 at first. */
    public static IntText of(String description) {
        return of(description, 0);
    }
}
