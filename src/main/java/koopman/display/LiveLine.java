// SPDX-License-Identifier: Apache-2.0
package koopman.display;

/**
 * One line of output that is rewritten in place, such as a progress bar: in a notebook a display that is
 * updated, in a terminal a line that is written over, and elsewhere (a log, a pipe) only its last state.
 */
public interface LiveLine {

    /** Replaces the text of the line; calls that come too fast for a reader may be left out. */
    void show(String text);

    /** Replaces the text of the line for good. */
    void end(String text);

    /** Returns a new line at the place where the caller's output goes. */
    static LiveLine open() {
        return LiveLines.open();
    }
}
