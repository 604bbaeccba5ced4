// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.Collection;

/** Refusals in the words of the library: name, value, condition, remedy. */
final class Checks {

    private Checks() {}

    static void that(boolean condition, String name, Object value, String wanted) {
        if (!condition) {
            throw new IllegalArgumentException(name + " (" + value + ") must be " + wanted);
        }
    }

    static void known(String attribute, boolean known, String owner, Model model) {
        that(known, "attribute", attribute, "one that " + owner + " has: " + model.names());
    }

    static <T extends Comparable<? super T>> void ordered(T least, T most) {
        that(least.compareTo(most) <= 0, "min", least, "at most max (" + most + "): exchange them");
    }

    static void finite(String name, double value) {
        that(Double.isFinite(value), name, value, "finite");
    }

    static <T extends Comparable<? super T>> void between(String name, T value, T least, T most) {
        that((least == null || value.compareTo(least) >= 0) && (most == null || value.compareTo(most) <= 0), name, value,
                "at least min (" + least + ") and at most max (" + most + ")");
    }

    static void oneOf(String name, Object value, Collection<?> allowed) {
        that(allowed.contains(value), name, value, "one of " + allowed);
    }
}
