// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/**
 * A slider with two handles over some values, in their order.
 *
 * @param <T> the type of the values
 */
public final class SelectionRangeSlider<T> extends Choice<T, Range<T>, SelectionRangeSlider<T>>
        implements Slider<SelectionRangeSlider<T>> {

    private SelectionRangeSlider(String description, Options<T> options) {
        super("SelectionRangeSlider", "SliderStyle", description, options, List.of(0, options.values().size() - 1));
        Sliders.define(this);
    }

    /** Returns one with a description beside it, for choosing a range of these values; all of them at first. */
    @SafeVarargs
    public static <T> SelectionRangeSlider<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing a range of these values; all of them at first. */
    public static <T> SelectionRangeSlider<T> of(String description, List<T> values) {
        return new SelectionRangeSlider<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing a range of some values by their names. */
    public static <T> SelectionRangeSlider<T> of(String description, Map<String, T> named) {
        return new SelectionRangeSlider<>(description, Options.of(named));
    }

    /** Chooses what lies between two values. */
    public SelectionRangeSlider<T> value(T from, T to) {
        return value(new Range<>(from, to));
    }

    @Override
    Range<T> checked(Range<T> value) {
        Checks.that(value != null, "value", null, "a range");
        int from = offered().index(value.from());
        int to = offered().index(value.to());
        Checks.that(from <= to, "from", value.from(), "no later than to (" + value.to() + "): exchange them");
        return value;
    }

    @Override
    Range<T> wished(JsonElement wish) {
        JsonArray ends = wish.getAsJsonArray();
        Checks.that(ends.size() == 2, "index", wish, "two numbers");
        int one = offered().index(ends.get(0));
        int other = offered().index(ends.get(1));
        List<T> values = offered().values();
        return new Range<>(values.get(Math.min(one, other)), values.get(Math.max(one, other)));
    }

    @Override
    Object toState(Range<T> value) {
        return List.of(offered().index(value.from()), offered().index(value.to()));
    }

    @Override
    Range<T> fromState(Object state) {
        List<?> ends = (List<?>) state;
        return new Range<>(offered().values().get((Integer) ends.get(0)), offered().values().get((Integer) ends.get(1)));
    }

    @Override
    Object first() {
        return List.of(0, 0);
    }
}
