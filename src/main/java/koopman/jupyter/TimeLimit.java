// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a cell may take before it is interrupted. */
final class TimeLimit {

    static final TimeLimit NONE = new TimeLimit(Duration.ZERO);

    private static final Pattern TEXT = Pattern.compile("(-?\\d+)\\W*([A-Za-z]+)?");

    private final Duration limit;

    private TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * Returns the limit that a text names, a number of milliseconds or of a unit behind it; none for less than one.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    static TimeLimit of(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        Matcher parts = TEXT.matcher(text.strip());
        try {
            if (parts.matches()) {
                String unit = parts.group(2) == null ? "MILLISECONDS" : parts.group(2).toUpperCase(Locale.ROOT);
                long amount = Math.max(0, Long.parseLong(parts.group(1)));
                return new TimeLimit(Duration.of(amount, TimeUnit.valueOf(unit).toChronoUnit()));
            }
        } catch (IllegalArgumentException | ArithmeticException unknown) {
            return refused(text);
        }
        return refused(text);
    }

    private static TimeLimit refused(String text) {
        throw new IllegalArgumentException("TIMEOUT (" + text + ") must be a number of milliseconds, or one with a unit, "
                + "as in 30 SECONDS");
    }

    Duration duration() {
        return limit;
    }

    /**
     * Returns what the call does in time.
     *
     * @throws CellFailure if the call fails, or is interrupted because it takes too long
     */
    <T> T within(Callable<T> call) throws Exception {
        if (limit.isZero()) {
            return call.call();
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "time limit");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> end = clock.schedule(Interrupts::request, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.call();
        } catch (CellFailure failure) {
            throw end.isDone() && failure.name().equals("Interrupted") ? late() : failure;
        } finally {
            end.cancel(false);
            clock.shutdown();
        }
    }

    private CellFailure late() {
        String text = "The cell took longer than the " + limit.toMillis() + " ms that TIMEOUT allows.";
        return new CellFailure("Timeout", text, List.of(text));
    }
}
