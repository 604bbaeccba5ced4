// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/**
 * A list that folds out.
 *
 * @param <T> the type of the values
 */
public final class Dropdown<T> extends OneOf<T, Dropdown<T>> {

    private Dropdown(String description, Options<T> options) {
        super("Dropdown", "DescriptionStyle", description, options);
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    @SafeVarargs
    public static <T> Dropdown<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    public static <T> Dropdown<T> of(String description, List<T> values) {
        return new Dropdown<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values, which are shown by their names. */
    public static <T> Dropdown<T> of(String description, Map<String, T> named) {
        return new Dropdown<>(description, Options.of(named));
    }
}
