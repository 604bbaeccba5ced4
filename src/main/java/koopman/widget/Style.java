// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/** Colours, fonts and widths of a widget's parts, by the names that Jupyter has for them. */
final class Style extends Model {

    private static final List<String> FONT = List.of("font_family", "font_size", "font_style", "font_variant", "font_weight",
            "text_color", "text_decoration");
    private static final List<String> TEXT = List.of("background", "font_size", "text_color");
    private static final Map<String, List<String>> MORE = Map.of("ButtonStyle", FONT, "CheckboxStyle", List.of("background"),
            "HTMLStyle", TEXT, "HTMLMathStyle", TEXT, "TextStyle", TEXT, "ToggleButtonStyle", FONT,
            "ProgressStyle", List.of("bar_color"), "SliderStyle", List.of("handle_color"));

    private final String name;

    private Style(String name) {
        super(Kind.style(name));
        this.name = name;
    }

    /** Returns the style that belongs to a widget, in which nothing is chosen yet. */
    static Style of(String name) {
        Style style = new Style(name);
        if (name.equals("ButtonStyle")) {
            style.define("button_color", null);
        } else {
            style.define("description_width", "");
        }
        if (name.equals("ToggleButtonsStyle")) {
            List.of("button_width", "font_weight").forEach(each -> style.define(each, ""));
        } else if (name.equals("LabelStyle")) {
            style.define("background", null);
            FONT.forEach(each -> style.define(each, null));
        }
        MORE.getOrDefault(name, List.of()).forEach(each -> style.define(each, null));
        return style;
    }

    void choose(String attribute, String value) {
        Checks.known(attribute, has(attribute) && !attribute.startsWith("_"), name, this);
        set(attribute, value);
    }
}
