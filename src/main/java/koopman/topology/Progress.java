// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/** Counts finished work of several threads and tells the listener the fraction, one call at a time. */
final class Progress {

    private final double total;
    private final DoubleConsumer listener;
    private final AtomicLong done = new AtomicLong();

    Progress(double total, DoubleConsumer listener) {
        this.total = total;
        this.listener = listener;
    }

    void add(long work) {
        done.addAndGet(work);
        synchronized (listener) {
            listener.accept(Math.min(1, done.get() / total));
        }
    }
}
