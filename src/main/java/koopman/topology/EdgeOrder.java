// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;
import java.util.List;

/** Puts edges in ascending order: first into buckets of similar length, about one for two edges, then each by itself. */
final class EdgeOrder {

    private static final int MOST_BUCKETS = 1 << 22;
    private static final int FEW = 32; // edges that are put in order one by one: Java's own sort takes long to compile

    private final List<long[]> pieces;
    private int least = Integer.MAX_VALUE; // bits of the shortest length
    private int most;
    private final int shift;
    private final int[] ends; // where each bucket ends, one place on until it is filled

    private EdgeOrder(List<EdgePile> piles) {
        pieces = piles.stream().flatMap(pile -> pile.pieces().stream()).toList();
        pieces.forEach(this::widen);
        int buckets = Math.min(MOST_BUCKETS, Integer.highestOneBit(pieces.size() * (EdgePile.PIECE / 2)));
        shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros((most - least) / buckets));
        ends = new int[buckets + 1];
        pieces.forEach(this::count);
        for (int i = 0; i < buckets; i++) {
            ends[i + 1] += ends[i];
        }
    }

    /** Returns all edges of the piles, which must fit an array. */
    static long[] of(List<EdgePile> piles) {
        return new EdgeOrder(piles).sorted();
    }

    private void widen(long[] piece) {
        for (long edge : piece) {
            int length = (int) (edge >>> 32);
            least = Math.min(least, length);
            most = Math.max(most, length);
        }
    }

    private void count(long[] piece) {
        for (long edge : piece) {
            ends[bucket(edge) + 1]++;
        }
    }

    private long[] sorted() {
        long[] edges = new long[ends[ends.length - 1]];
        pieces.forEach(piece -> fill(edges, piece));
        int from = 0;
        for (int i = 0; i < ends.length - 1; i++) {
            sort(edges, from, ends[i]);
            from = ends[i];
        }
        return edges;
    }

    private static void sort(long[] edges, int from, int to) {
        if (to - from > FEW) {
            Arrays.sort(edges, from, to);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            insert(edges, from, i);
        }
    }

    private static void insert(long[] edges, int from, int at) {
        long edge = edges[at];
        int to = at;
        for (; to > from && edges[to - 1] > edge; to--) {
            edges[to] = edges[to - 1];
        }
        edges[to] = edge;
    }

    private void fill(long[] edges, long[] piece) {
        for (long edge : piece) {
            edges[ends[bucket(edge)]++] = edge;
        }
    }

    private int bucket(long edge) {
        return (int) (edge >>> 32) - least >>> shift;
    }
}
