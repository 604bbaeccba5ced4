// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;
import java.util.Map;

/**
 * A list of buttons of which one is down.
 *
 * @param <T> the type of the values
 */
public final class RadioButtons<T> extends OneOf<T, RadioButtons<T>> {

    private RadioButtons(String description, Options<T> options) {
        super("RadioButtons", "DescriptionStyle", description, options);
        define("orientation", "vertical");
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    @SafeVarargs
    public static <T> RadioButtons<T> of(String description, T... values) {
        return of(description, List.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values; the first is chosen at first. */
    public static <T> RadioButtons<T> of(String description, List<T> values) {
        return new RadioButtons<>(description, Options.of(values));
    }

    /** Returns one with a description beside it, for choosing one of these values, which are shown by their names. */
    public static <T> RadioButtons<T> of(String description, Map<String, T> named) {
        return new RadioButtons<>(description, Options.of(named));
    }

    /** Puts the buttons beside each other. */
    public RadioButtons<T> horizontal() {
        return assign("orientation", "horizontal");
    }
}
