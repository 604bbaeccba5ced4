// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A box with a tick in it, or without. */
public final class Checkbox extends Switch<Checkbox> {

    private Checkbox(String description, boolean value) {
        super("Checkbox", "CheckboxStyle", description, value);
        define("indent", true);
    }

    /** Returns one with a description behind it, ticked or not at first. */
    public static Checkbox of(String description, boolean value) {
        return new Checkbox(description, value);
    }

    /** Puts it below the values of other controls, or at the margin. */
    public Checkbox indent(boolean indented) {
        return assign("indent", indented);
    }
}
