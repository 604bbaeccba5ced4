// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A field for a real number within bounds. */
public final class BoundedFloatText extends FloatControl<BoundedFloatText> {

    private BoundedFloatText(String description, double min, double max) {
        super("BoundedFloatText", "FloatText", "DescriptionStyle");
        define("continuous_update", false);
        define("disabled", false);
        define("step", null);
        Checks.finite("min", min);
        Checks.finite("max", max);
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static BoundedFloatText of(double min, double max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static BoundedFloatText of(String description, double min, double max) {
        return new BoundedFloatText(description, min, max);
    }
}
