// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control whose value is a whole number.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class IntControl<S extends IntControl<S>> extends NumberControl<Integer, S> {

    IntControl(String model, String view, String style) {
        super(model, view, style);
    }

    /** Sets the distance between neighbouring values. */
    public S step(int step) {
        Checks.that(step >= 1, "step", step, "at least 1");
        return assign("step", step);
    }

    @Override
    Integer number(JsonElement json) {
        return Numbers.whole(json);
    }
}
