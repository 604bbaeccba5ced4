// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A control that offers values to choose from.
 *
 * @param <T> the type of what is offered
 * @param <V> the type of what is chosen: one, several or a range
 * @param <S> the class itself, which its methods return
 */
public abstract class Choice<T, V, S extends Choice<T, V, S>> extends Control<V, S> {

    private volatile Options<T> options;

    Choice(String name, String style, String description, Options<T> options, Object index) {
        super(name, name, style, "index");
        this.options = options;
        define("disabled", false);
        define("description", description);
        define("_options_labels", options.labels());
        define("index", index);
    }

    /** Returns the values that can be chosen. */
    public List<T> options() {
        return Collections.unmodifiableList(options.values());
    }

    /** Offers other values, of which the first is chosen. */
    public S options(List<T> values) {
        return offer(Options.of(values));
    }

    /** Offers other values under these names, of which the first is chosen. */
    public S options(Map<String, T> named) {
        return offer(Options.of(named));
    }

    private S offer(Options<T> others) {
        V before = value();
        options = others;
        if (!Objects.equals(before, fromState(first()))) {
            define("index", null); // another value, though perhaps at the same place
        }
        set(Map.of("_options_labels", others.labels(), "index", first()));
        return self();
    }

    final Options<T> offered() {
        return options;
    }

    /** Returns the state of what is chosen at first. */
    abstract Object first();
}
