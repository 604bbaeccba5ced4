// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control that is on or off.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class Switch<S extends Switch<S>> extends Control<Boolean, S> {

    Switch(String name, String style, String description, boolean value) {
        super(name, name, style, "value");
        define("disabled", false);
        define("description", description);
        define("value", value);
    }

    @Override
    Boolean checked(Boolean value) {
        Checks.that(value != null, "value", null, "true or false");
        return value;
    }

    @Override
    Boolean wished(JsonElement wish) {
        Checks.that(wish.isJsonPrimitive() && wish.getAsJsonPrimitive().isBoolean(), "value", wish, "true or false");
        return wish.getAsBoolean();
    }
}
