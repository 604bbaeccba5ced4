// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/**
 * A slider over some values, in their order.
 *
 * @param <T> the type of the values
 */
public final class SelectionSlider<T> extends OneOf<T, SelectionSlider<T>> implements Slider<SelectionSlider<T>> {

    private SelectionSlider(String description, Options<T> options) {
        super("SelectionSlider", "SliderStyle", description, options);
        Sliders.define(this);
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    @SafeVarargs
    public static <T> SelectionSlider<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    public static <T> SelectionSlider<T> of(String description, List<T> values) {
        return new SelectionSlider<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values, which are shown by their names. */
    public static <T> SelectionSlider<T> of(String description, Map<String, T> named) {
        return new SelectionSlider<>(description, Options.of(named));
    }
}
