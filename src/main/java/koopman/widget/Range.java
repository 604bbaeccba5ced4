// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/**
 * From one value to another, both included.
 *
 * @param from the first value
 * @param to the last value
 * @param <T> their type
 */
public record Range<T>(T from, T to) {

    /** Checks that both are there. */
    public Range {
        Checks.that(from != null && to != null, "range", from + ", " + to, "two values");
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
