// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A widget with a value, which the user or the program sets.
 *
 * @param <V> the type of its value
 * @param <S> the class itself, which its methods return
 */
public abstract class Control<V, S extends Control<V, S>> extends Described<S> {

    private final String attribute;
    private final List<Consumer<? super V>> handlers = new CopyOnWriteArrayList<>();

    /** Makes a control whose value is in the attribute of that name. */
    Control(String model, String view, String style, String attribute) {
        super(model, view, style);
        this.attribute = attribute;
        define("description_allow_html", false);
    }

    /** Returns its value. */
    public V value() {
        return fromState(get(attribute));
    }

    /**
     * Sets its value, which clients show at once; handlers are told if it is another one.
     *
     * @throws IllegalArgumentException if it is none that the control can have
     */
    public S value(V value) {
        set(attribute, toState(checked(value)));
        return self();
    }

    /**
     * Has something done with the value after each change of it. When the user changes it while a cell runs, the handler
     * runs after the cell; what it prints and how it fails is shown under the cell that shows the widget.
     */
    public S onChange(Consumer<? super V> handler) {
        Checks.that(handler != null, "handler", null, "a function of the value");
        handlers.add(handler);
        return self();
    }

    /** Has clients tell of each step of a change, or only of its end. */
    public S continuousUpdate(boolean each) {
        return assign("continuous_update", each);
    }

    /** Returns the name of the attribute that holds the value. */
    final String attribute() {
        return attribute;
    }

    /** Returns a value of the program's if it is allowed. */
    abstract V checked(V value);

    /** Returns the value that a client's wish leads to. */
    abstract V wished(JsonElement wish);

    Object toState(V value) {
        return value;
    }

    @SuppressWarnings("unchecked")
    V fromState(Object state) {
        return (V) state;
    }

    @Override
    Object accept(String name, JsonElement wish) {
        return name.equals(attribute) ? toState(wished(wish)) : super.accept(name, wish);
    }

    @Override
    void changed(Set<String> names, Consumer<Runnable> runner) {
        if (names.contains(attribute)) {
            V value = value();
            handlers.forEach(handler -> runner.accept(() -> handler.accept(value)));
        }
    }

    @Override
    public String toString() {
        String name = description().isEmpty() ? "" : " " + description();
        return getClass().getSimpleName() + name + " = " + value();
    }
}
