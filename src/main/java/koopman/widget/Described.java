// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/**
 * A widget with a description beside it and a style.
 *
 * @param <S> the class itself, which its methods return
 */
public abstract class Described<S extends Described<S>> extends Widget<S> {

    private final Style style;

    Described(String model, String view, String styleName) {
        super(Kind.control(model, view));
        style = Style.of(styleName);
        define("description", "");
        define("style", style);
    }

    /** Returns the text beside it. */
    public String description() {
        return (String) get("description");
    }

    /** Sets the text beside it. */
    public S description(String text) {
        Checks.that(text != null, "description", null, "a text: \"\" is none");
        set("description", text);
        return self();
    }

    /** Makes room for the text beside it, such as {@code "120px"}, or {@code "initial"} for as much as it needs. */
    public S descriptionWidth(String width) {
        return style("description_width", width);
    }

    /**
     * Sets a property of its looks, such as {@code style("handle_color", "orange")} of a slider.
     *
     * @throws IllegalArgumentException if it has no such property
     */
    public S style(String property, String value) {
        style.choose(property.replace('-', '_'), value);
        return self();
    }

    /**
     * Makes it grey and deaf to the user, or not.
     *
     * @throws IllegalArgumentException if users can do nothing with it anyway, as with a label
     */
    public S disabled(boolean disabled) {
        return assign("disabled", disabled);
    }

    /** Sets an attribute that some widgets of the family have. */
    final S assign(String attribute, Object value) {
        Checks.known(attribute, has(attribute), getClass().getSimpleName(), this);
        set(attribute, value);
        return self();
    }

    @Override
    public void close() {
        super.close();
        style.close();
    }
}
