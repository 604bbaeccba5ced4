// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The edges at which a Vietoris–Rips complex may change in dimensions 0 and 1, in ascending order.
 *
 * @param apexes  for each edge with a link a point of it, by the edge's rank
 * @param lonely  edges without a link: each joins two components or begins a loop
 * @param bridged edges whose link is not connected, once for each component after the first
 * @param bridges for each of those, a point of the first component and, 32 bits lower, one of the other
 */
record RipsEvents(char[] apexes, LongList lonely, LongList bridged, LongList bridges) {

    /** Fewer edges than this are scanned before a second thread has started. */
    private static final int LEAST_SHARE = 20_000;
    /** With fewer neighbours than half a set's words, lists are looked through sooner than sets of bits (measured). */
    private static final double WORDS_A_NEIGHBOUR = 2;
    private static final int REPORT = 1 << 14;

    /** Scans the edges in as many stretches as there are processors, each after joining all edges before its own. */
    static RipsEvents of(int size, long[] edges, Progress progress) {
        long neighbourhoods = isSparse(size, edges) ? size : (long) size * size / Byte.SIZE; // bytes that a scan takes
        long fit = Runtime.getRuntime().maxMemory() / 4 / Math.max(1, neighbourhoods);
        long useful = Math.min(ForkJoinPool.getCommonPoolParallelism() + 1, edges.length / LEAST_SHARE);
        return of(size, edges, (int) Math.max(1, Math.min(fit, useful)), progress);
    }

    static RipsEvents of(int size, long[] edges, int shares, Progress progress) {
        if (!isSparse(size, edges)) {
            return of(() -> new DenseLinks(size), edges, shares, progress);
        }
        Neighbours neighbours = Neighbours.of(size, edges);
        return of(() -> new SparseLinks(size, neighbours), edges, shares, progress);
    }

    /** Whether points have so few neighbours on average that lists serve better than sets of bits. */
    static boolean isSparse(int size, long[] edges) {
        return WORDS_A_NEIGHBOUR * 2 * edges.length < (double) size * size / Long.SIZE;
    }

    static RipsEvents of(Supplier<LinkScan> scanner, long[] edges, int shares, Progress progress) {
        char[] apexes = new char[edges.length];
        List<LinkScan> scans = IntStream.range(0, shares).parallel().mapToObj(i -> scan(scanner.get(), edges,
                bound(i, shares, edges), bound(i + 1, shares, edges), apexes, progress)).toList();
        RipsEvents events = new RipsEvents(apexes, new LongList(), new LongList(), new LongList());
        for (LinkScan scan : scans) {
            events.lonely.addAll(scan.lonely());
            events.bridged.addAll(scan.bridged());
            events.bridges.addAll(scan.bridges());
        }
        return events;
    }

    private static int bound(int share, int shares, long[] edges) {
        return (int) ((long) edges.length * share / shares);
    }

    private static LinkScan scan(LinkScan scan, long[] edges, int from, int to, char[] apexes, Progress progress) {
        for (int i = 0; i < from; i++) {
            scan.join(edges[i]);
        }
        for (int i = from; i < to; i++) {
            apexes[i] = (char) scan.add(edges[i]);
            if ((i + 1 - from) % REPORT == 0) {
                progress.add(REPORT);
            }
        }
        return scan;
    }
}
