// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/**
 * What all sliders have.
 *
 * @param <S> the class itself, which its methods return
 */
public interface Slider<S> {

    /** Shows the value beside the slider, or not. */
    default S readout(boolean shown) {
        return assigned("readout", shown);
    }

    /** Sets how the value is written beside it, such as {@code ".3f"}; a slider of names has no such format. */
    default S readoutFormat(String format) {
        return assigned("readout_format", format);
    }

    /** Stands it upright. */
    default S vertical() {
        return assigned("orientation", "vertical");
    }

    @SuppressWarnings("unchecked")
    private S assigned(String attribute, Object value) {
        return (S) ((Described<?>) this).assign(attribute, value);
    }
}
