// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** Pages of which only the chosen one is there; the first is at first. Jupyter calls it Stack, as Java another thing. */
public final class Stacked extends Pages<Stacked> {

    private Stacked() {
        super("Stack", 0);
    }

    /** Returns one with a page in it; more come by {@link #page}. */
    public static Stacked of(String title, Widget<?> page) {
        return new Stacked().page(title, page);
    }
}
