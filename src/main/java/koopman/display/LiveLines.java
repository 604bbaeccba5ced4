// SPDX-License-Identifier: Apache-2.0
package koopman.display;

import java.io.Console;
import java.util.function.Supplier;

/** Where new live lines come from: a kernel that runs in this JVM, once it has said so, else the terminal. */
public final class LiveLines {

    private static volatile Supplier<LiveLine> source = LiveLines::ofTerminal;

    private LiveLines() {}

    /** Has new lines come from there, or from the terminal again for null. */
    public static void comeFrom(Supplier<LiveLine> other) {
        source = other == null ? LiveLines::ofTerminal : other;
    }

    static LiveLine open() {
        return source.get();
    }

    private static LiveLine ofTerminal() {
        return new TerminalLine(System.err, isWatched());
    }

    /** Returns whether this process has a terminal; Java 22 to 24 have a console without one, too, which can tell. */
    public static boolean isWatched() {
        Console console = System.console();
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
