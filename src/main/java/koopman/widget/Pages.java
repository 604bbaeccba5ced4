// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;

/**
 * A widget with others in it of which one is seen at a time.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class Pages<S extends Pages<S>> extends Container<S> {

    Pages(String name, Integer selected) {
        super(name, List.of());
        define("titles", List.of());
        define("selected_index", selected);
    }

    /** Adds a page with a title. */
    public S page(String title, Widget<?> page) {
        List<Object> titles = new ArrayList<>((List<?>) get("titles"));
        titles.add(title);
        List<Widget<?>> pages = new ArrayList<>(children());
        pages.add(page);
        set("titles", List.copyOf(titles));
        set("children", List.copyOf(pages));
        return self();
    }

    /** Returns the number of the page that is seen, from 0, or null if none is. */
    public Integer selected() {
        return (Integer) get("selected_index");
    }

    /** Shows a page by its number, from 0. */
    public S select(int page) {
        Checks.that(page >= 0 && page < children().size(), "page", page, "at least 0 and below " + children().size());
        set("selected_index", page);
        return self();
    }

    @Override
    Object accept(String name, JsonElement wish) {
        if (!name.equals("selected_index")) {
            return super.accept(name, wish);
        } else if (wish.isJsonNull()) {
            return null;
        }
        int page = Numbers.whole(wish);
        Checks.that(page >= 0 && page < children().size(), "page", page, "one of its pages");
        return page;
    }
}
