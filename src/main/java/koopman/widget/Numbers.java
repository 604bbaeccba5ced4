// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/** Numbers as clients send them. */
final class Numbers {

    private Numbers() {}

    static int whole(JsonElement json) {
        double value = real(json);
        Checks.that(value == Math.rint(value), "value", value, "a whole number");
        return (int) value;
    }

    static double real(JsonElement json) {
        Checks.that(json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber(), "value", json, "a number");
        double value = json.getAsDouble();
        Checks.finite("value", value);
        return value;
    }
}
