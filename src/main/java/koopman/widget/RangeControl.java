// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;

/**
 * A slider with two handles, whose value is the range between them.
 *
 * @param <N> Integer or Double
 * @param <S> the class itself, which its methods return
 */
public abstract class RangeControl<N extends Number & Comparable<N>, S extends RangeControl<N, S>> extends Control<Range<N>, S>
        implements Slider<S> {

    RangeControl(String name, String description, N min, N max) {
        super(name, name, "SliderStyle", "value");
        Sliders.define(this);
        Checks.ordered(min, max);
        define("min", min);
        define("max", max);
        define("value", List.of(min, max));
        define("description", description);
    }

    /** Returns the least value. */
    @SuppressWarnings("unchecked")
    public N min() {
        return (N) get("min");
    }

    /** Returns the greatest value. */
    @SuppressWarnings("unchecked")
    public N max() {
        return (N) get("max");
    }

    abstract N number(JsonElement json);

    @Override
    Range<N> checked(Range<N> value) {
        Checks.that(value != null, "value", null, "a range");
        Checks.that(value.from().compareTo(value.to()) <= 0, "from", value.from(),
                "at most to (" + value.to() + "): exchange them");
        Checks.between("from", value.from(), min(), max());
        Checks.between("to", value.to(), min(), max());
        return value;
    }

    @Override
    Range<N> wished(JsonElement wish) {
        JsonArray ends = wish.getAsJsonArray();
        Checks.that(ends.size() == 2, "value", wish, "two numbers");
        N one = clamped(number(ends.get(0)));
        N other = clamped(number(ends.get(1)));
        return one.compareTo(other) <= 0 ? new Range<>(one, other) : new Range<>(other, one);
    }

    private N clamped(N value) {
        return value.compareTo(min()) < 0 ? min() : value.compareTo(max()) > 0 ? max() : value;
    }

    @Override
    Object toState(Range<N> value) {
        return List.of(value.from(), value.to());
    }

    @Override
    @SuppressWarnings("unchecked")
    Range<N> fromState(Object state) {
        List<N> ends = (List<N>) state;
        return new Range<>(ends.get(0), ends.get(1));
    }
}
