// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/**
 * A row of buttons of which one is down.
 *
 * @param <T> the type of the values
 */
public final class ToggleButtons<T> extends OneOf<T, ToggleButtons<T>> {

    private ToggleButtons(String description, Options<T> options) {
        super("ToggleButtons", "ToggleButtonsStyle", description, options);
        define("button_style", "");
        define("icons", List.of());
        define("tooltips", List.of());
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    @SafeVarargs
    public static <T> ToggleButtons<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    public static <T> ToggleButtons<T> of(String description, List<T> values) {
        return new ToggleButtons<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values, which are shown by their names. */
    public static <T> ToggleButtons<T> of(String description, Map<String, T> named) {
        return new ToggleButtons<>(description, Options.of(named));
    }

    /** Sets its colour by what it means: {@code "primary"}, "success", "info", "warning", "danger" or none, "". */
    public ToggleButtons<T> buttonStyle(String meaning) {
        Checks.oneOf("buttonStyle", meaning, Looks.OF_BUTTONS);
        return assign("button_style", meaning);
    }

    /** Sets the pictures on the buttons, by their names in Font Awesome. */
    public ToggleButtons<T> icons(String... names) {
        return assign("icons", List.of(names));
    }

    /** Sets what is shown while the mouse rests on each button. */
    public ToggleButtons<T> tooltips(String... texts) {
        return assign("tooltips", List.of(texts));
    }
}
