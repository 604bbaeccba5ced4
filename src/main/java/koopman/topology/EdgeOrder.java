package koopman.topology;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Puts edges in ascending order: first into buckets of similar length, then each bucket by itself. */
final class EdgeOrder {

    private static final int BUCKET_BITS = 12;

    private final List<EdgePile> piles;
    private int least = Integer.MAX_VALUE; // bits of the shortest length
    private int most;
    private int shift;

    private EdgeOrder(List<EdgePile> piles) {
        this.piles = piles;
        piles.forEach(pile -> pile.forEach(this::widen));
        shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(most - least) - BUCKET_BITS);
    }

    /** Returns all edges of the piles, which must fit an array. */
    static long[] of(List<EdgePile> piles) {
        return new EdgeOrder(piles).sorted();
    }

    private void widen(long edge) {
        int length = (int) (edge >>> 32);
        least = Math.min(least, length);
        most = Math.max(most, length);
    }

    private long[] sorted() {
        int[] ends = new int[(1 << BUCKET_BITS) + 1];
        piles.forEach(pile -> pile.forEach(edge -> ends[bucket(edge) + 1]++));
        Arrays.parallelPrefix(ends, Integer::sum);
        long[] edges = new long[ends[ends.length - 1]];
        piles.forEach(pile -> pile.forEach(edge -> edges[ends[bucket(edge)]++] = edge));
        IntStream.range(0, 1 << BUCKET_BITS).parallel()
                .forEach(bucket -> Arrays.sort(edges, bucket == 0 ? 0 : ends[bucket - 1], ends[bucket]));
        return edges;
    }

    private int bucket(long edge) {
        return (int) (edge >>> 32) - least >>> shift;
    }
}
