// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** A mark that tells whether something is right. */
public final class Valid extends Switch<Valid> {

    private Valid(String description, boolean value) {
        super("Valid", "DescriptionStyle", description, value);
        define("readout", "Invalid");
    }

    /** Returns one with a description beside it. */
    public static Valid of(String description, boolean value) {
        return new Valid(description, value);
    }

    /** Sets what stands beside the mark while something is wrong. */
    public Valid readout(String text) {
        return assign("readout", text);
    }
}
