// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/**
 * A list in which one line is marked.
 *
 * @param <T> the type of the values
 */
public final class Select<T> extends OneOf<T, Select<T>> {

    private Select(String description, Options<T> options) {
        super("Select", "DescriptionStyle", description, options);
        define("rows", 5);
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    @SafeVarargs
    public static <T> Select<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    public static <T> Select<T> of(String description, List<T> values) {
        return new Select<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values, which are shown by their names. */
    public static <T> Select<T> of(String description, Map<String, T> named) {
        return new Select<>(description, Options.of(named));
    }

    /** Sets how many lines are seen at once. */
    public Select<T> rows(int rows) {
        Checks.that(rows >= 1, "rows", rows, "at least 1");
        return assign("rows", rows);
    }
}
