// SPDX-License-Identifier: Apache-2.0
package koopman.display;

import java.io.PrintStream;

/** A live line of a terminal: written over by carriage return, or only its end when nobody watches. */
record TerminalLine(PrintStream out, boolean watched) implements LiveLine {

    private static final String BACK_AND_ERASE = "\r\u001b[K";

    @Override
    public void show(String text) {
        if (watched) {
            out.print(BACK_AND_ERASE + text);
            out.flush();
        }
    }

    @Override
    public void end(String text) {
        out.println(watched ? BACK_AND_ERASE + text : text);
    }
}
