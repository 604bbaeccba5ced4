// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/** A slider for a range of real numbers. */
public final class FloatRangeSlider extends RangeControl<Double, FloatRangeSlider> {

    private FloatRangeSlider(String description, double min, double max) {
        super("FloatRangeSlider", description, min, max);
        Checks.finite("min", min);
        Checks.finite("max", max);
        define("readout_format", ".2f");
        define("step", 0.1);
    }

    /** Returns one from min to max, which is its range at first. */
    public static FloatRangeSlider of(double min, double max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min to max, which is its range at first. */
    public static FloatRangeSlider of(String description, double min, double max) {
        return new FloatRangeSlider(description, min, max);
    }

    /** Sets its range. */
    public FloatRangeSlider value(double from, double to) {
        return value(new Range<>(from, to));
    }

    /** Sets the distance between neighbouring values. */
    public FloatRangeSlider step(double step) {
        Checks.that(step > 0 && Double.isFinite(step), "step", step, "above 0");
        return assign("step", step);
    }

    @Override
    Double number(JsonElement json) {
        return Numbers.real(json);
    }
}
