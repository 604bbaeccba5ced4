// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** Pages that fold out below their titles; all are folded at first. */
public final class Accordion extends Pages<Accordion> {

    private Accordion() {
        super("Accordion", null);
    }

    /** Returns one with a page in it; more come by {@link #page}. */
    public static Accordion of(String title, Widget<?> page) {
        return new Accordion().page(title, page);
    }
}
