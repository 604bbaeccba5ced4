// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.display.Displayable;
import koopman.jupyter.CellContext;

/**
 * A thing on the page that can be seen: as the value of a cell, by {@code display(widget)}, or within another widget. A
 * client without widgets shows its {@code toString}.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class Widget<S extends Widget<S>> extends Model implements Displayable {

    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    /** What pages without widgets know. */
    private static final List<String> STILL = List.of("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown",
            "text/latex");

    private final Layout layout = new Layout();

    Widget(Kind kind) {
        super(kind);
        define("_dom_classes", List.of());
        define("layout", layout);
        define("tabbable", null);
        define("tooltip", null);
    }

    @SuppressWarnings("unchecked")
    final S self() {
        return (S) this;
    }

    /**
     * Sets a property of its place on the page, such as {@code layout("width", "60%")}; null takes it back.
     *
     * @throws IllegalArgumentException if there is no such property
     */
    public S layout(String property, String value) {
        layout.choose(property, value);
        return self();
    }

    /** Sets what is shown while the mouse rests on it. */
    public S tooltip(String text) {
        set("tooltip", text);
        return self();
    }

    /** Gives it a class for style sheets. */
    public S cssClass(String name) {
        List<Object> classes = new ArrayList<>((List<?>) get("_dom_classes"));
        classes.add(name);
        set("_dom_classes", List.copyOf(classes));
        return self();
    }

    @Override
    public Map<String, String> display() {
        open(CellContext.current(), new HashSet<>());
        Map<String, String> shown = new LinkedHashMap<>();
        if (id() != null) {
            shown.put(VIEW, "{\"model_id\":\"" + id() + "\",\"version_major\":2,\"version_minor\":0}");
        }
        JsonObject still = Kernels.object(still(), "data");
        STILL.stream().filter(still::has).forEach(type -> shown.put(type, Kernels.text(still, type)));
        return shown;
    }

    @Override
    public Map<String, Map<String, Object>> facts() {
        Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
        Kernels.object(still(), "metadata").asMap().forEach((type, told) -> {
            if (told.isJsonObject()) {
                facts.put(type, new LinkedHashMap<>(told.getAsJsonObject().asMap()));
            }
        });
        return facts;
    }

    /** Returns what a page without widgets may show in its place, as a notebook stores it, or an empty object. */
    JsonObject still() {
        return new JsonObject();
    }

    @Override
    public void close() {
        super.close();
        layout.close();
    }
}
