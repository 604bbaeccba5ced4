package koopman.display;

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
        return new TerminalLine(System.err, System.console() != null);
    }
}
