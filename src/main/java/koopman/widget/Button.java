// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A button that does something when it is pressed. */
public final class Button extends Described<Button> {

    private final List<Runnable> handlers = new CopyOnWriteArrayList<>();

    private Button(String text) {
        super("Button", "Button", "ButtonStyle");
        define("button_style", "");
        define("disabled", false);
        define("icon", "");
        define("description", text);
    }

    /** Returns one with this text on it. */
    public static Button of(String text) {
        return new Button(text);
    }

    /**
     * Has something done at each click. When a cell runs at that time, it is done after the cell; what it prints and how
     * it fails is shown under the cell that shows the button.
     */
    public Button onClick(Runnable handler) {
        Checks.that(handler != null, "handler", null, "something to run");
        handlers.add(handler);
        return this;
    }

    /** Does what a click does. */
    public void click() {
        handlers.forEach(Runnable::run);
    }

    /** Sets its colour by what it means: {@code "primary"}, "success", "info", "warning", "danger" or none, "". */
    public Button buttonStyle(String meaning) {
        Checks.oneOf("buttonStyle", meaning, Looks.OF_BUTTONS);
        return assign("button_style", meaning);
    }

    /** Sets its colour, such as {@code "lightgreen"} or {@code "#aaccff"}. */
    public Button colour(String colour) {
        return style("button_color", colour);
    }

    /** Sets the picture on it, by its name in Font Awesome, such as {@code "check"}. */
    public Button icon(String name) {
        return assign("icon", name);
    }

    @Override
    void custom(JsonObject content, Consumer<Runnable> runner) {
        if (Kernels.text(content, "event").equals("click")) {
            handlers.forEach(runner);
        }
    }

    @Override
    public String toString() {
        return "Button " + description();
    }
}
