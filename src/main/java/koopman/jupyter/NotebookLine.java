// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import koopman.display.LiveLine;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A live line of a notebook: one output that is updated, at most ten times a second. */
final class NotebookLine implements LiveLine {

    private static final long PERIOD_NANOS = 100_000_000;

    private String id;
    private String shown = "";
    private long lastNanos;

    @Override
    public synchronized void show(String text) {
        long now = System.nanoTime();
        if (id == null || now - lastNanos >= PERIOD_NANOS) {
            lastNanos = now;
            put(text);
        }
    }

    @Override
    public synchronized void end(String text) {
        put(text);
    }

    private void put(String text) {
        if (id == null) {
            id = Notebook.display(new DisplayData(text));
        } else if (!text.equals(shown)) {
            Notebook.updateDisplay(id, new DisplayData(text));
        }
        shown = text;
    }
}
