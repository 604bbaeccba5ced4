// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A bar that tells by a whole number how far something is. */
public final class IntProgress extends IntControl<IntProgress> {

    private IntProgress(String description, int min, int max) {
        super("IntProgress", "Progress", "ProgressStyle");
        define("bar_style", "");
        define("orientation", "horizontal");
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static IntProgress of(int min, int max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static IntProgress of(String description, int min, int max) {
        return new IntProgress(description, min, max);
    }

    /**
     * Sets its colour by what it means: {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or none, "".
     */
    public IntProgress barStyle(String meaning) {
        Checks.oneOf("barStyle", meaning, Looks.MEANINGS);
        return assign("bar_style", meaning);
    }
}
