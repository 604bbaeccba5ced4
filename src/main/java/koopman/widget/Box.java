// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Widgets in a box whose layout says where they go. */
public final class Box extends Container<Box> {

    private Box(List<Widget<?>> children) {
        super("Box", children);
    }

    /** Returns one with these in it. */
    public static Box of(Widget<?>... children) {
        return new Box(List.of(children));
    }

    /** Returns one with these in it. */
    public static Box of(List<? extends Widget<?>> children) {
        return new Box(List.copyOf(children));
    }
}
