// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A button that stays down until it is pressed again. */
public final class ToggleButton extends Switch<ToggleButton> {

    private ToggleButton(String description, boolean value) {
        super("ToggleButton", "ToggleButtonStyle", description, value);
        define("button_style", "");
        define("icon", "");
    }

    /** Returns one with this text on it, down or not at first. */
    public static ToggleButton of(String description, boolean value) {
        return new ToggleButton(description, value);
    }

    /** Sets its colour by what it means: {@code "primary"}, "success", "info", "warning", "danger" or none, "". */
    public ToggleButton buttonStyle(String meaning) {
        Checks.oneOf("buttonStyle", meaning, Looks.OF_BUTTONS);
        return assign("button_style", meaning);
    }

    /** Sets the picture on it, by its name in Font Awesome, such as {@code "check"}. */
    public ToggleButton icon(String name) {
        return assign("icon", name);
    }
}
