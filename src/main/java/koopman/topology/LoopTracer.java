// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/** Finds a curve for each loop: the shortest over its first edge where that one will do. */
final class LoopTracer {

    private final Distances distances;
    private final long[] edges;
    private final LoopReduction loops;

    /** Takes the points' distances, their edges in ascending order and the reduction that found the loops. */
    LoopTracer(Distances distances, long[] edges, LoopReduction loops) {
        this.distances = distances;
        this.edges = edges;
        this.loops = loops;
    }

    /**
     * Returns the edges (E, 2) of a loop that an edge began, and another ended, or none ({@link Long#MAX_VALUE}). Of a loop
     * without end any curve will do whose last edge is the one that began it: if triangles ever filled it, they would end the loop.
     */
    int[][] trace(long begun, long ended) {
        long[] shortest = shortest(begun);
        boolean fits = ended == Long.MAX_VALUE || loops.isFilled(shortest, ended);
        return Arrays.stream(fits ? shortest : loops.loop(begun))
                .mapToObj(edge -> new int[] {EdgeKey.larger(edge), EdgeKey.smaller(edge)}).toArray(int[][]::new);
    }

    /** Returns the shortest closed curve over an edge and others before it. */
    private long[] shortest(long begun) {
        int before = Arrays.binarySearch(edges, begun);
        int[][] ends = ends(before);
        float[][] lengths = new float[ends.length][];
        Arrays.setAll(lengths, point -> new float[ends[point].length]);
        int[] filled = new int[ends.length];
        for (int i = 0; i < before; i++) {
            put(edges[i], EdgeKey.larger(edges[i]), EdgeKey.smaller(edges[i]), ends, lengths, filled);
            put(edges[i], EdgeKey.smaller(edges[i]), EdgeKey.larger(edges[i]), ends, lengths, filled);
        }
        return closed(begun, ShortestPaths.from(EdgeKey.larger(begun), ends, lengths).before());
    }

    private int[][] ends(int before) {
        int[] counts = new int[distances.size()];
        for (int i = 0; i < before; i++) {
            counts[EdgeKey.larger(edges[i])]++;
            counts[EdgeKey.smaller(edges[i])]++;
        }
        return Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    }

    private static void put(long edge, int from, int to, int[][] ends, float[][] lengths, int[] filled) {
        int at = filled[from]++;
        ends[from][at] = to;
        lengths[from][at] = EdgeKey.length(edge);
    }

    private long[] closed(long begun, int[] before) {
        var curve = new LongList();
        curve.add(begun);
        for (int at = EdgeKey.smaller(begun); at != before[at]; at = before[at]) {
            curve.add(EdgeKey.of(distances.between(at, before[at]), at, before[at]));
        }
        return curve.toArray();
    }
}
