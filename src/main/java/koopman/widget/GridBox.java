// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Widgets in a grid, which the layout describes: {@code grid_template_columns} and its kin. */
public final class GridBox extends Container<GridBox> {

    private GridBox(List<Widget<?>> children) {
        super("GridBox", children);
    }

    /** Returns one with these in it. */
    public static GridBox of(Widget<?>... children) {
        return new GridBox(List.of(children));
    }

    /** Returns one with these in it. */
    public static GridBox of(List<? extends Widget<?>> children) {
        return new GridBox(List.copyOf(children));
    }
}
