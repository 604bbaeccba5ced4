// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Size and place of a widget on the page, by the names that CSS has for them. */
final class Layout extends Model {

    private static final List<String> SIDES = List.of("border_top", "border_right", "border_bottom", "border_left");
    private static final List<String> NAMES = List.of("align_content", "align_items", "align_self", "border_bottom",
            "border_left", "border_right", "border_top", "bottom", "display", "flex", "flex_flow", "grid_area",
            "grid_auto_columns", "grid_auto_flow", "grid_auto_rows", "grid_column", "grid_gap", "grid_row",
            "grid_template_areas", "grid_template_columns", "grid_template_rows", "height", "justify_content",
            "justify_items", "left", "margin", "max_height", "max_width", "min_height", "min_width", "object_fit",
            "object_position", "order", "overflow", "padding", "right", "top", "visibility", "width");

    Layout() {
        super(Kind.layout());
        NAMES.forEach(name -> define(name, null));
    }

    void choose(String property, String value) {
        String name = property.replace('-', '_');
        if (name.equals("border")) {
            SIDES.forEach(side -> set(side, value));
            return;
        }
        Checks.known(property, NAMES.contains(name), "Layout", this);
        set(name, value);
    }
}
