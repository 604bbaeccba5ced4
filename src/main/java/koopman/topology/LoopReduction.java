// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which loop each bridge ends. The cycle of a bridge runs over the two points that it joins and the two ends
 * of its edge; it is reduced from its last edge downwards: an edge of the spanning forest counts for nothing, an edge
 * with a link is replaced by the other two sides of a triangle in which it is the last (a zero-persistence pair, as
 * the apparent pairs of Bauer 2021, section 3.5), and an edge that began a loop is
 * the loop that ends, unless an earlier bridge has ended it, whose cycle is then added. Over Z/2. This is the
 * boundary matrix of the distilled Vietoris–Rips complex (Koyama, Robins and Turner 2024), reduced column by column.
 */
final class LoopReduction {

    private static final Ending STILL_OPEN = new Ending(Long.MAX_VALUE, new long[0]);

    private final Distances distances;
    private final Map<Long, Ending> endings = new HashMap<>(); // by the loop's first edge; none of an edge of the forest
    private final long[] edges;
    private final char[] apexes;
    private final EdgeChain cycle = new EdgeChain();

    /**
     * How a loop ended.
     *
     * @param edge the edge with which it did
     * @param rest the loop but for its first edge, as its points stood when it began
     */
    private record Ending(long edge, long[] rest) {}

    /** Takes the edges in ascending order and for each with a link a point of it. */
    LoopReduction(Distances distances, long[] edges, char[] apexes) {
        this.distances = distances;
        this.edges = edges;
        this.apexes = apexes;
    }

    /** Notes an edge of the spanning forest. */
    void join(long edge) {
        endings.put(edge, null);
    }

    /** Notes an edge that begins a loop. */
    void begin(long edge) {
        endings.put(edge, STILL_OPEN);
    }

    /** Returns the edge that began the loop that a bridge over an edge ends, or {@link EdgeChain#ZERO}. */
    long end(long edge, int from, int to) {
        cycle.clear();
        addSides(edge, from);
        addSides(edge, to);
        for (long last = cycle.removeLast(); last != EdgeChain.ZERO; last = cycle.removeLast()) {
            if (!endings.containsKey(last)) {
                addSides(last, apex(last));
            } else if (endings.get(last) == STILL_OPEN) {
                endings.put(last, new Ending(edge, rest()));
                return last;
            } else if (endings.get(last) != null) {
                addAll(endings.get(last).rest);
            }
        }
        return EdgeChain.ZERO;
    }

    /** Returns the edges of the loop that an edge began and a bridge has ended. */
    long[] loop(long begun) {
        long[] rest = endings.get(begun).rest;
        long[] loop = Arrays.copyOf(rest, rest.length + 1);
        loop[rest.length] = begun;
        return loop;
    }

    /** Returns whether a cycle is filled by triangles as soon as an edge has come, which ended a loop. */
    boolean isFilled(long[] edges, long ended) {
        cycle.clear();
        addAll(edges);
        for (long last = cycle.removeLast(); last != EdgeChain.ZERO; last = cycle.removeLast()) {
            if (!endings.containsKey(last)) {
                addSides(last, apex(last));
            } else if (endings.get(last) == null || endings.get(last).edge > ended) {
                return false;
            } else {
                addAll(endings.get(last).rest);
            }
        }
        return true;
    }

    /** Returns the edges that began loops which no bridge has ended. */
    List<Long> open() {
        List<Long> open = new ArrayList<>();
        endings.forEach((edge, ending) -> {
            if (ending == STILL_OPEN) {
                open.add(edge);
            }
        });
        return open;
    }

    private void addAll(long[] edges) {
        for (long edge : edges) {
            cycle.add(edge);
        }
    }

    private long[] rest() {
        LongList rest = new LongList();
        for (long edge = cycle.removeLast(); edge != EdgeChain.ZERO; edge = cycle.removeLast()) {
            rest.add(edge);
        }
        return rest.toArray();
    }

    private void addSides(long edge, int apex) {
        cycle.add(side(EdgeKey.larger(edge), apex));
        cycle.add(side(EdgeKey.smaller(edge), apex));
    }

    private long side(int end, int apex) {
        return EdgeKey.of(distances.between(end, apex), end, apex);
    }

    private int apex(long edge) {
        return apexes[Arrays.binarySearch(edges, edge)];
    }
}
