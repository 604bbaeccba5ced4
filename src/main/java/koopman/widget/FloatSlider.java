// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A slider for a real number. */
public final class FloatSlider extends FloatControl<FloatSlider> implements Slider<FloatSlider> {

    private FloatSlider(String description, double min, double max) {
        super("FloatSlider", "FloatSlider", "SliderStyle");
        Sliders.define(this);
        define("readout_format", ".2f");
        define("step", 0.1);
        Checks.finite("min", min);
        Checks.finite("max", max);
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static FloatSlider of(double min, double max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static FloatSlider of(String description, double min, double max) {
        return new FloatSlider(description, min, max);
    }
}
