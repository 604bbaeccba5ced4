// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control whose value is a real number.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class FloatControl<S extends FloatControl<S>> extends NumberControl<Double, S> {

    FloatControl(String model, String view, String style) {
        super(model, view, style);
    }

    /**
     * Sets its value, which clients show at once; handlers are told if it is another one.
     *
     * @throws IllegalArgumentException if it is beyond the bounds
     */
    public S value(double value) {
        return value(Double.valueOf(value));
    }

    /**
     * Sets both bounds; a value beyond them becomes the nearest one.
     *
     * @throws IllegalArgumentException if min is above max, or if it has no bounds
     */
    public S range(double min, double max) {
        return range(Double.valueOf(min), Double.valueOf(max));
    }

    /** Sets the distance between neighbouring values. */
    public S step(double step) {
        Checks.that(step > 0 && Double.isFinite(step), "step", step, "above 0");
        return assign("step", step);
    }

    @Override
    Double checkedNumber(String name, Double value) {
        Checks.finite(name, super.checkedNumber(name, value));
        return value;
    }

    @Override
    Double number(JsonElement json) {
        return Numbers.real(json);
    }
}
