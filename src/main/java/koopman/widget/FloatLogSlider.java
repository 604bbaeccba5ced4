// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A slider for a real number over orders of magnitude: its ends are powers of a base. */
public final class FloatLogSlider extends FloatControl<FloatLogSlider> implements Slider<FloatLogSlider> {

    private FloatLogSlider(String description, double base, double min, double max) {
        super("FloatLogSlider", "FloatLogSlider", "SliderStyle");
        Checks.that(base > 1 && Double.isFinite(base), "base", base, "above 1");
        Checks.finite("min", min);
        Checks.finite("max", max);
        Sliders.define(this);
        define("readout_format", ".3g");
        define("step", 0.1);
        define("base", base);
        bounds(min, max);
        define("value", Math.pow(base, min));
        define("description", description);
    }

    /** Returns one from 10 to the power of min, its value at first, to 10 to the power of max. */
    public static FloatLogSlider of(String description, double min, double max) {
        return of(description, 10, min, max);
    }

    /** Returns one between two powers of a base. */
    public static FloatLogSlider of(String description, double base, double min, double max) {
        return new FloatLogSlider(description, base, min, max);
    }

    @Override
    Double lowest() {
        return Math.pow((Double) get("base"), min());
    }

    @Override
    Double highest() {
        return Math.pow((Double) get("base"), max());
    }
}
