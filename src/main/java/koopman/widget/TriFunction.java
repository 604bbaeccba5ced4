// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

/**
 * A function of three values.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface TriFunction<A, B, C, R> {

    /** Returns the function's value. */
    R apply(A a, B b, C c);
}
