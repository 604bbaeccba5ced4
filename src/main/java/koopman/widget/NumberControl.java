// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control whose value is a number, within bounds if it has any. From a client a number beyond them is taken as the
 * nearest bound; from the program it is an error.
 *
 * @param <N> Integer or Double
 * @param <S> the class itself, which its methods return
 */
public abstract class NumberControl<N extends Number & Comparable<N>, S extends NumberControl<N, S>> extends Control<N, S> {

    NumberControl(String model, String view, String style) {
        super(model, view, style, "value");
    }

    final void bounds(N min, N max) {
        Checks.ordered(min, max);
        define("min", min);
        define("max", max);
    }

    /** Returns the least value, or null if there is none. */
    @SuppressWarnings("unchecked")
    public N min() {
        return (N) get("min");
    }

    /** Returns the greatest value, or null if there is none. */
    @SuppressWarnings("unchecked")
    public N max() {
        return (N) get("max");
    }

    /**
     * Sets both bounds; a value beyond them becomes the nearest one.
     *
     * @throws IllegalArgumentException if min is above max, or if it has no bounds
     */
    public S range(N min, N max) {
        Checks.known("min", has("min"), getClass().getSimpleName(), this);
        Checks.ordered(checkedNumber("min", min), checkedNumber("max", max));
        boolean up = max.compareTo(min()) >= 0;
        set(up ? "max" : "min", up ? max : min);
        set(up ? "min" : "max", up ? min : max);
        return value(clamped(value()));
    }

    /** Returns the least value that is allowed, or null. */
    N lowest() {
        return min();
    }

    /** Returns the greatest value that is allowed, or null. */
    N highest() {
        return max();
    }

    abstract N number(JsonElement json);

    N checkedNumber(String name, N value) {
        Checks.that(value != null, name, null, "a number");
        return value;
    }

    @Override
    N checked(N value) {
        Checks.between("value", checkedNumber("value", value), lowest(), highest());
        return value;
    }

    @Override
    N wished(JsonElement wish) {
        return clamped(number(wish));
    }

    N clamped(N value) {
        N least = lowest();
        N most = highest();
        return least != null && value.compareTo(least) < 0 ? least : most != null && value.compareTo(most) > 0 ? most : value;
    }
}
