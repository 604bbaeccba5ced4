// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A bar that tells by a real number how far something is. */
public final class FloatProgress extends FloatControl<FloatProgress> {

    private FloatProgress(String description, double min, double max) {
        super("FloatProgress", "Progress", "ProgressStyle");
        define("bar_style", "");
        define("orientation", "horizontal");
        Checks.finite("min", min);
        Checks.finite("max", max);
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static FloatProgress of(double min, double max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static FloatProgress of(String description, double min, double max) {
        return new FloatProgress(description, min, max);
    }

    /**
     * Sets its colour by what it means: {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or none, "".
     */
    public FloatProgress barStyle(String meaning) {
        Checks.oneOf("barStyle", meaning, Looks.MEANINGS);
        return assign("bar_style", meaning);
    }
}
