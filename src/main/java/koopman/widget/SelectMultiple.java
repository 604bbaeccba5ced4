// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list in which several lines can be marked.
 *
 * @param <T> the type of the values
 */
public final class SelectMultiple<T> extends Choice<T, List<T>, SelectMultiple<T>> {

    private SelectMultiple(String description, Options<T> options) {
        super("SelectMultiple", "DescriptionStyle", description, options, List.of());
        define("rows", 5);
    }

    /** Returns one with a description beside it, for choosing several of these values; none is chosen at first. */
    @SafeVarargs
    public static <T> SelectMultiple<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing several of these values; none is chosen at first. */
    public static <T> SelectMultiple<T> of(String description, List<T> values) {
        return new SelectMultiple<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing several of some values by their names. */
    public static <T> SelectMultiple<T> of(String description, Map<String, T> named) {
        return new SelectMultiple<>(description, Options.of(named));
    }

    /** Chooses these values. */
    @SafeVarargs
    public final SelectMultiple<T> choose(T... values) {
        return value(List.of(values));
    }

    /** Sets how many lines are seen at once. */
    public SelectMultiple<T> rows(int rows) {
        Checks.that(rows >= 1, "rows", rows, "at least 1");
        return assign("rows", rows);
    }

    @Override
    List<T> checked(List<T> value) {
        Checks.that(value != null, "value", null, "a list: an empty one is none");
        value.forEach(each -> offered().index(each));
        return value;
    }

    @Override
    List<T> wished(JsonElement wish) {
        List<T> chosen = new ArrayList<>();
        for (JsonElement index : wish.getAsJsonArray()) {
            chosen.add(offered().values().get(offered().index(index)));
        }
        return chosen;
    }

    @Override
    Object toState(List<T> value) {
        return value.stream().map(each -> offered().index(each)).toList();
    }

    @Override
    List<T> fromState(Object state) {
        return ((List<?>) state).stream().map(index -> offered().values().get((Integer) index)).toList();
    }

    @Override
    Object first() {
        return List.of();
    }
}
