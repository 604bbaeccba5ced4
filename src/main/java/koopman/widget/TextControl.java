// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/**
 * A control whose value is a text.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class TextControl<S extends TextControl<S>> extends Control<String, S> {

    /** What Jupyter takes for no placeholder: a space without width. */
    private static final String NONE = "\u200b";

    TextControl(String name, String style, String description, String value) {
        super(name, name, style, "value");
        Checks.that(value != null, "value", null, "a text: \"\" is an empty one");
        define("placeholder", NONE);
        define("description", description);
        define("value", value);
    }

    /** Makes it one that the user writes in. */
    final void editable() {
        define("continuous_update", true);
        define("disabled", false);
    }

    /** Sets what is shown in its place while it is empty. */
    public S placeholder(String text) {
        return assign("placeholder", text);
    }

    @Override
    String checked(String value) {
        Checks.that(value != null, "value", null, "a text: \"\" is an empty one");
        return value;
    }

    @Override
    String wished(JsonElement wish) {
        Checks.that(wish.isJsonPrimitive() && wish.getAsJsonPrimitive().isString(), "value", wish, "a text");
        return wish.getAsString();
    }
}
