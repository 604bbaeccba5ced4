package koopman.topology;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The edges of a Vietoris–Rips complex in the order in which they appear, as {@link EdgeKey}s: by length, ties by
 * their points. None is longer than the threshold, nor than the enclosing radius min over u of max over v of d(u, v):
 * from there on the complex is a cone, and nothing happens any more (Bauer 2021, section 4, "Enclosing radius").
 */
final class EdgeFiltration {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final Distances distances;
    private final float longest;

    EdgeFiltration(Distances distances, float threshold) {
        this.distances = distances;
        longest = Math.min(threshold, enclosingRadius());
    }

    private float enclosingRadius() {
        return (float) rows().mapToDouble(u -> farthest(distances.row(u))).min().orElseThrow();
    }

    private static float farthest(float[] row) {
        float farthest = 0;
        for (float distance : row) {
            farthest = Math.max(farthest, distance);
        }
        return farthest;
    }

    /** Returns the edges in ascending order. */
    long[] keys() {
        int[] ends = rows().map(this::countShorter).toArray();
        Arrays.setAll(ends, u -> u == 0 ? ends[0] : checkedSum(ends[u - 1], ends[u]));
        int edges = ends[ends.length - 1];
        requireMemory(edges);
        long[] keys = new long[edges];
        rows().forEach(u -> writeShorter(u, keys, u == 0 ? 0 : ends[u - 1]));
        return sorted(keys);
    }

    private int countShorter(int u) {
        float[] row = distances.row(u);
        int count = 0;
        for (int v = 0; v < u; v++) {
            count += row[v] <= longest ? 1 : 0;
        }
        return count;
    }

    private void writeShorter(int u, long[] keys, int from) {
        float[] row = distances.row(u);
        int at = from;
        for (int v = 0; v < u; v++) {
            if (row[v] <= longest) {
                keys[at++] = EdgeKey.of(row[v], u, v);
            }
        }
    }

    private static int checkedSum(int sum, int count) {
        if (sum > Integer.MAX_VALUE - 8 - count) {
            throw tooMany("more than 2^31", Long.MAX_VALUE);
        }
        return sum + count;
    }

    private static void requireMemory(int edges) {
        long bytes = 2L * Long.BYTES * edges;
        Runtime machine = Runtime.getRuntime();
        if (bytes > machine.maxMemory() - (machine.totalMemory() - machine.freeMemory())) {
            throw tooMany(Integer.toString(edges), bytes);
        }
    }

    private static IllegalArgumentException tooMany(String edges, long bytes) {
        return new IllegalArgumentException("edges (" + edges + ") must fit in memory, expected at most "
                + Runtime.getRuntime().maxMemory() / 16 + " with this heap: set a smaller threshold, take fewer points"
                + (bytes == Long.MAX_VALUE ? "" : " or a larger heap (java -Xmx)"));
    }

    /** Sorts by length in three stable passes; the keys come in the order of their points, which ties keep. */
    private static long[] sorted(long[] keys) {
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int shift = Float.SIZE; shift < Long.SIZE; shift += DIGIT_BITS) {
            scatter(from, to, shift);
            long[] spare = from;
            from = to;
            to = spare;
        }
        return from;
    }

    private static void scatter(long[] from, long[] to, int shift) {
        int[] starts = new int[DIGITS + 1];
        for (long key : from) {
            starts[digit(key, shift) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        for (long key : from) {
            to[starts[digit(key, shift)]++] = key;
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & DIGITS - 1;
    }

    private IntStream rows() {
        return IntStream.range(0, distances.size()).parallel();
    }
}
