// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Widgets beside each other. */
public final class HBox extends Container<HBox> {

    private HBox(List<Widget<?>> children) {
        super("HBox", children);
    }

    /** Returns one with these in it. */
    public static HBox of(Widget<?>... children) {
        return new HBox(List.of(children));
    }

    /** Returns one with these in it. */
    public static HBox of(List<? extends Widget<?>> children) {
        return new HBox(List.copyOf(children));
    }
}
