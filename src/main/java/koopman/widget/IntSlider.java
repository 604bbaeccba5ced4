// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A slider for a whole number. */
public final class IntSlider extends IntControl<IntSlider> implements Slider<IntSlider> {

    private IntSlider(String description, int min, int max) {
        super("IntSlider", "IntSlider", "SliderStyle");
        Sliders.define(this);
        define("readout_format", "d");
        define("step", 1);
        bounds(min, max);
        define("value", min);
        define("description", description);
    }

    /** Returns one from min, its value at first, to max. */
    public static IntSlider of(int min, int max) {
        return of("", min, max);
    }

    /** Returns one with a description beside it, from min, its value at first, to max. */
    public static IntSlider of(String description, int min, int max) {
        return new IntSlider(description, min, max);
    }
}
