// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** The attributes that all sliders have, as they are at first. */
final class Sliders {

    private Sliders() {}

    static void define(Model slider) {
        slider.define("behavior", "drag-tap");
        slider.define("continuous_update", true);
        slider.define("disabled", false);
        slider.define("orientation", "horizontal");
        slider.define("readout", true);
    }
}
