// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.regex.Pattern;

/** A field for a colour, by its name or as {@code "#aaccff"}, and a button that opens the browser's own choice of them. */
public final class ColorPicker extends Control<String, ColorPicker> {

    private static final Pattern COLOUR =
            Pattern.compile("[a-zA-Z]+|#[0-9a-fA-F]{3,4}|#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|(rgb|hsl)a?\\([-0-9.,%/ a-z]+\\)");

    private ColorPicker(String description, String value) {
        super("ColorPicker", "ColorPicker", "DescriptionStyle", "value");
        define("concise", false);
        define("disabled", false);
        define("description", description);
        define("value", checked(value));
    }

    /** Returns one with a description beside it and this colour at first. */
    public static ColorPicker of(String description, String colour) {
        return new ColorPicker(description, colour);
    }

    /** Shows the button only. */
    public ColorPicker concise() {
        return assign("concise", true);
    }

    @Override
    String checked(String value) {
        Checks.that(value != null && COLOUR.matcher(value).matches(), "value", value, "a colour, as \"black\" or \"#aaccff\"");
        return value;
    }

    @Override
    String wished(JsonElement wish) {
        return checked(wish.getAsString());
    }
}
