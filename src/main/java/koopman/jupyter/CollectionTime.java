// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** How much of the time goes into collecting garbage: nearly all of it when a heap is as good as full. */
final class CollectionTime {

    private static final long WINDOW_NANOS = 4_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NEARLY_ALL = 0.9;

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private long since = System.nanoTime();
    private long before = nanos();

    /** Returns whether nearly all of the last seconds went into collecting, once at the end of each few seconds. */
    boolean tookNearlyAll() {
        long now = System.nanoTime();
        if (now - since < WINDOW_NANOS) {
            return false;
        }
        long spent = nanos();
        boolean nearlyAll = spent - before > NEARLY_ALL * (now - since);
        since = now;
        before = spent;
        return nearlyAll;
    }

    private long nanos() {
        long millis = 0;
        for (GarbageCollectorMXBean each : collectors) {
            millis += Math.max(0, each.getCollectionTime());
        }
        return millis * NANOS_PER_MILLI;
    }
}
