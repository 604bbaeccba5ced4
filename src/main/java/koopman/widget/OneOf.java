// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control for choosing one of some values.
 *
 * @param <T> the type of the values
 * @param <S> the class itself, which its methods return
 */
public abstract class OneOf<T, S extends OneOf<T, S>> extends Choice<T, T, S> {

    OneOf(String name, String style, String description, Options<T> options) {
        super(name, style, description, options, 0);
    }

    @Override
    T checked(T value) {
        offered().index(value);
        return value;
    }

    @Override
    T wished(JsonElement wish) {
        return offered().values().get(offered().index(wish));
    }

    @Override
    Object accept(String name, JsonElement wish) {
        return name.equals("index") ? Integer.valueOf(offered().index(wish)) : super.accept(name, wish);
    }

    @Override
    Object toState(T value) {
        return offered().index(value);
    }

    @Override
    T fromState(Object state) {
        return offered().values().get((Integer) state);
    }

    @Override
    Object first() {
        return 0;
    }
}
