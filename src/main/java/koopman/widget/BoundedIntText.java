// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for a whole number within bounds. */
public final class BoundedIntText extends IntControl<BoundedIntText> {

    private BoundedIntText(String description, int min, int max) {
        super("BoundedIntText", "IntText", "DescriptionStyle");
        define("continuous_update", false);
        define("disabled", false);
        define("step", 1);
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static BoundedIntText of(int min, int max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static BoundedIntText of(String description, int min, int max) {
        return new BoundedIntText(description, min, max);
    }
}
