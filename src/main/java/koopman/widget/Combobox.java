// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import java.util.List;

/** A field for a line of text that offers some. */
public final class Combobox extends TextControl<Combobox> {

    private Combobox(String description, List<String> options) {
        super("Combobox", "TextStyle", description, "");
        editable();
        define("ensure_option", false);
        define("options", List.copyOf(options));
    }

    /** Returns one with a description beside it that offers these texts, empty at first. */
    public static Combobox of(String description, String... options) {
        return of(description, List.of(options));
    }

    /** Returns one with a description beside it that offers these texts, empty at first. */
    public static Combobox of(String description, List<String> options) {
        return new Combobox(description, options);
    }

    /** Returns the texts that it offers. */
    @SuppressWarnings("unchecked")
    public List<String> options() {
        return (List<String>) get("options");
    }

    /** Takes only what it offers, or any text. */
    public Combobox onlyOptions(boolean only) {
        return assign("ensure_option", only);
    }

    @Override
    String checked(String value) {
        if ((Boolean) get("ensure_option") && !"".equals(value)) {
            Checks.oneOf("value", value, options());
        }
        return super.checked(value);
    }

    @Override
    String wished(JsonElement wish) {
        return checked(super.wished(wish));
    }
}
