// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Widgets below each other. */
public final class VBox extends Container<VBox> {

    private VBox(List<Widget<?>> children) {
        super("VBox", children);
    }

    /** Returns one with these in it. */
    public static VBox of(Widget<?>... children) {
        return new VBox(List.of(children));
    }

    /** Returns one with these in it. */
    public static VBox of(List<? extends Widget<?>> children) {
        return new VBox(List.copyOf(children));
    }
}
