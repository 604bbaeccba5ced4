// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/** A slider for a range of whole numbers. */
public final class IntRangeSlider extends RangeControl<Integer, IntRangeSlider> {

    private IntRangeSlider(String description, int min, int max) {
        super("IntRangeSlider", description, min, max);
        define("readout_format", "d");
        define("step", 1);
    }

    /** Returns one from min to max, which is its range at first. */
    public static IntRangeSlider of(int min, int max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min to max, which is its range at first. */
    public static IntRangeSlider of(String description, int min, int max) {
        return new IntRangeSlider(description, min, max);
    }

    /** Sets its range. */
    public IntRangeSlider value(int from, int to) {
        return value(new Range<>(from, to));
    }

    /** Sets the distance between neighbouring values. */
    public IntRangeSlider step(int step) {
        Checks.that(step >= 1, "step", step, "at least 1");
        return assign("step", step);
    }

    @Override
    Integer number(JsonElement json) {
        return Numbers.whole(json);
    }
}
