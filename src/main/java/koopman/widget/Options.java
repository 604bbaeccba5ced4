// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be chosen: values, and what the page calls them. */
record Options<T>(List<String> labels, List<T> values) {

    static <T> Options<T> of(List<T> values) {
        return checked(values.stream().map(String::valueOf).toList(), new ArrayList<>(values));
    }

    static <T> Options<T> of(Map<String, T> named) {
        return checked(List.copyOf(named.keySet()), new ArrayList<>(named.values()));
    }

    private static <T> Options<T> checked(List<String> labels, List<T> values) {
        Checks.that(!values.isEmpty(), "options", "none", "at least one value to choose from");
        return new Options<>(labels, values);
    }

    int index(Object value) {
        Checks.oneOf("value", value, values);
        return values.indexOf(value);
    }

    /** Returns the index that a client names. */
    int index(JsonElement wish) {
        int index = Numbers.whole(wish);
        Checks.that(index >= 0 && index < values.size(), "index", index, "at least 0 and below " + values.size());
        return index;
    }
}
