// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.function.Supplier;
import koopman.jupyter.Interrupts.CellInterrupted;

/**
 * Calls what a value of the user's says of itself. Whatever it throws becomes a text that names it: to show a value is
 * no reason for a cell to fail. Only an interrupt and a full memory go through.
 */
final class Guarded {

    private Guarded() {}

    /** Returns the value's own text, or what became of asking for it. */
    static String text(Object value) {
        String text = call(value, "toString", value::toString);
        return text == null ? name(value) + " whose toString returned null" : text;
    }

    /** Returns what a call says, or what it threw. */
    static String call(Object value, String what, Supplier<String> call) {
        try {
            return call.get();
        } catch (CellInterrupted | OutOfMemoryError notOfTheValue) {
            throw notOfTheValue;
        } catch (Throwable thrown) {
            return name(value) + " whose " + what + " threw " + thrown(thrown);
        }
    }

    private static String thrown(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (RuntimeException | StackOverflowError mute) {
            message = null;
        }
        return name(thrown) + (message == null ? "" : ": " + PlainText.clean(PlainText.cut(message)));
    }

    private static String name(Object value) {
        String name = value.getClass().getSimpleName();
        return name.isEmpty() ? PlainText.clean(value.getClass().getName()) : name;
    }
}
