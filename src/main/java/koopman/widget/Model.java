// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import koopman.jupyter.CellContext;

/**
 * One model of Jupyter's widget protocol 2.1: a set of named attributes that the kernel and all clients hold in
 * common. Without a kernel it only holds them. A model becomes known to the clients when it is first shown, together
 * with all that it refers to.
 */
public abstract class Model {

    private final Map<String, Object> state = new LinkedHashMap<>();
    private final List<Model> companions = new CopyOnWriteArrayList<>();
    private final List<Runnable> settlers = new CopyOnWriteArrayList<>();
    private volatile WidgetComm comm;
    private volatile CellContext home = CellContext.current();

    Model(Kind kind) {
        kind.describe(state);
    }

    final Object get(String name) {
        synchronized (state) {
            return state.get(name);
        }
    }

    final boolean has(String name) {
        synchronized (state) {
            return state.containsKey(name);
        }
    }

    /** Returns the names of the attributes that are not the protocol's own. */
    final List<String> names() {
        synchronized (state) {
            return state.keySet().stream().filter(name -> !name.startsWith("_")).toList();
        }
    }

    /** Gives an attribute its first value. */
    final void define(String name, Object value) {
        synchronized (state) {
            state.put(name, value);
        }
    }

    /** Gives an attribute another value, and tells clients and handlers if it is another one. */
    final void set(String name, Object value) {
        set(Collections.singletonMap(name, value));
    }

    /** Gives attributes other values at once. */
    final void set(Map<String, Object> values) {
        Set<String> others = new LinkedHashSet<>();
        values.forEach((name, value) -> {
            if (keep(name, value)) {
                others.add(name);
            }
        });
        if (others.isEmpty()) {
            return;
        }
        if (comm != null) {
            others.forEach(name -> references(values.get(name)).forEach(each -> each.open(home, new HashSet<>())));
            send(others);
        }
        changed(others, Runnable::run);
        settle();
    }

    private boolean keep(String name, Object value) {
        synchronized (state) {
            return !Objects.deepEquals(state.put(name, value), value);
        }
    }

    /**
     * Returns what an attribute is to be after a client's wish, in the form of the state.
     *
     * @throws RuntimeException if a client may not set it, or not to this
     */
    Object accept(String name, JsonElement wish) {
        throw new IllegalArgumentException(name + " is not a client's to set");
    }

    /** Is told which attributes have other values now; the code of the user's it calls goes through the runner. */
    void changed(Set<String> names, Consumer<Runnable> runner) {}

    /** Is told of a message that only its class understands. */
    void custom(JsonObject content, Consumer<Runnable> runner) {}

    /** Has something done after each change, and after each message of a client, once the handlers are through. */
    final void afterChanges(Runnable settler) {
        settlers.add(settler);
    }

    private void settle() {
        settlers.forEach(Runnable::run);
    }

    /** Has another model shown whenever this one is. */
    final void accompany(Model companion) {
        companions.add(companion);
    }

    /** Takes a client's wishes: tells all clients of them, then what came of them where that is something else. */
    final void receive(JsonObject wishes) {
        JsonObject known = new JsonObject();
        wishes.entrySet().stream().filter(each -> has(each.getKey())).forEach(each -> known.add(each.getKey(), each.getValue()));
        comm.send("echo_update", Packed.of(known));
        Set<String> names = known.keySet();
        var changed = new LinkedHashSet<String>();
        names.stream().filter(name -> take(name, known.get(name))).forEach(changed::add);
        send(names.stream().filter(name -> !Packed.same(known.get(name), get(name))).toList());
        changed(changed, home::run);
        settle();
    }

    private boolean take(String name, JsonElement wish) {
        try {
            return keep(name, accept(name, wish));
        } catch (RuntimeException refused) {
            return false;
        }
    }

    final void receiveCustom(JsonObject content) {
        custom(content, home::run);
    }

    /** Tells all clients the whole state. */
    final void sendAll() {
        synchronized (state) {
            send(state.keySet());
        }
    }

    private void send(Collection<String> names) {
        WidgetComm open = comm;
        if (open != null && !names.isEmpty()) {
            open.send("update", packed(names));
        }
    }

    private Packed packed(Collection<String> names) {
        Map<String, Object> part = new LinkedHashMap<>();
        synchronized (state) {
            names.forEach(name -> part.put(name, state.get(name)));
        }
        return Packed.of(part);
    }

    final Packed packed() {
        synchronized (state) {
            return packed(List.copyOf(state.keySet()));
        }
    }

    /** Makes the model known to the clients, after what it refers to and before what accompanies it. */
    final void open(CellContext cell, Set<Model> seen) {
        if (!seen.add(this)) {
            return;
        }
        home = cell;
        List<Object> values;
        synchronized (state) {
            values = new ArrayList<>(state.values());
        }
        values.forEach(value -> references(value).forEach(each -> each.open(cell, seen)));
        if (comm == null) {
            comm = WidgetComm.open(this);
            opened();
        }
        companions.forEach(each -> each.open(cell, seen));
    }

    /** Is told when the clients know of it, or would if there were any. */
    void opened() {}

    private static List<Model> references(Object value) {
        if (value instanceof Model model) {
            return List.of(model);
        }
        return value instanceof List<?> list ? list.stream().flatMap(each -> references(each).stream()).toList() : List.of();
    }

    /** Returns the comm's name, by which other models refer to this one; null before it is known to the clients. */
    final String id() {
        WidgetComm open = comm;
        return open == null ? null : open.getID();
    }

    /** Returns the cell under which it was shown last. */
    final CellContext home() {
        return home;
    }

    /** Takes the model, and what belongs to it alone, away from the clients; its values stay. */
    public void close() {
        WidgetComm open = comm;
        if (open != null) {
            open.close();
        }
    }

    final void closed() {
        comm = null;
    }
}
