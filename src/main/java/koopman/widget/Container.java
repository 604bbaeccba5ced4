// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A widget with others in it.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class Container<S extends Container<S>> extends Widget<S> {

    Container(String name, List<? extends Widget<?>> children) {
        super(Kind.control(name, name));
        define("box_style", "");
        define("children", List.copyOf(children));
    }

    /** Returns what is in it. */
    @SuppressWarnings("unchecked")
    public List<Widget<?>> children() {
        return (List<Widget<?>>) get("children");
    }

    /** Puts other widgets in. */
    public S children(Widget<?>... children) {
        set("children", List.of(children));
        return self();
    }

    /** Sets its colour by what it means: {@code "success"}, "info", "warning", "danger" or none, "". */
    public S boxStyle(String meaning) {
        Checks.oneOf("boxStyle", meaning, Looks.MEANINGS);
        set("box_style", meaning);
        return self();
    }

    /** Takes it away from the clients, with all that is in it. */
    @Override
    public void close() {
        super.close();
        children().forEach(Model::close);
    }

    @Override
    JsonObject still() {
        return children().stream().map(Widget::still).filter(each -> each.size() > 0).findFirst().orElseGet(JsonObject::new);
    }

    @Override
    public String toString() {
        return children().stream().map(String::valueOf).collect(Collectors.joining(", ", getClass().getSimpleName() + " [", "]"));
    }
}
