// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.Locale;
import koopman.display.LiveLine;

/** A progress bar with the time that remains, rewritten in place. It is closed by the last step. */
public final class Progress {

    private static final int WIDTH = 24;
    private static final long UPDATE_NANOS = 250_000_000L;

    private final String task;
    private final int steps;
    private final LiveLine line;
    private final Progress whole;
    private final long start = System.nanoTime();
    private long shown;
    private int partsDone;
    private int before;

    private Progress(String task, int steps, LiveLine line, Progress whole) {
        this.task = task;
        this.steps = steps;
        this.line = line;
        this.whole = whole;
    }

    /** Returns the progress of a task of so many steps, shown where the caller's output goes. */
    public static Progress of(String task, int steps) {
        return new Progress(task, steps, LiveLine.open(), null);
    }

    /** Returns a progress that shows nothing. */
    public static Progress silent() {
        return new Progress("", 1, null, null);
    }

    /** Returns a part of this task, each step of which is one of this task's; parts may run side by side. */
    public Progress part() {
        return new Progress(task, steps, null, this);
    }

    private synchronized void partDone(String remark) {
        done(++partsDone, remark);
    }

    /** Says that so many steps were done before this task began, so that the time that remains is right. */
    public synchronized void resumed(int count) {
        before = count;
        if (whole != null) {
            whole.partsResumed(count);
        }
        endIfDone();
    }

    private synchronized void partsResumed(int count) {
        before += count;
        partsDone += count;
        endIfDone();
    }

    private void endIfDone() {
        if (line != null && before >= steps) {
            line.end(task + ": done before");
        }
    }

    /** Shows that so many steps are done; the last one ends the line with the time that all took. */
    public synchronized void done(int step, String remark) {
        if (whole != null) {
            whole.partDone(remark);
        }
        if (line == null) {
            return;
        }
        long now = System.nanoTime();
        double elapsed = (now - start) / 1e9;
        if (step >= steps) {
            line.end(task + ": " + remark + ", " + seconds(elapsed));
        } else if (now - shown > UPDATE_NANOS) {
            shown = now;
            line.show(task + " " + bar((double) step / steps) + " " + remark + ", "
                    + seconds(elapsed * (steps - step) / (step - before)) + " left");
        }
    }

    /** Ends the line of a task that stops before its last step. */
    public synchronized void stopped(String reason) {
        if (line != null) {
            line.end(task + ": " + reason);
        }
    }

    private static String bar(double share) {
        int full = (int) (share * WIDTH);
        return "[" + "█".repeat(full) + "·".repeat(WIDTH - full) + "]";
    }

    private static String seconds(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", (int) seconds / 60, (int) seconds % 60);
    }
}
