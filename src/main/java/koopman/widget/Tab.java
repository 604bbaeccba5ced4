// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/** Pages behind tabs. */
public final class Tab extends Pages<Tab> {

    private Tab() {
        super("Tab", 0);
    }

    /** Returns one with a page in it; more come by {@link #page}. */
    public static Tab of(String title, Widget<?> page) {
        return new Tab().page(title, page);
    }
}
