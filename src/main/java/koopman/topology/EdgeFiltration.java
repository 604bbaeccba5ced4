package koopman.topology;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The edges of a Vietoris–Rips complex in the order in which they appear, as {@link EdgeKey}s: by length, ties by
 * their points. Without a threshold none is longer than the enclosing radius, min over u of max over v of d(u, v):
 * from there on the complex is a cone, and nothing happens any more (Bauer 2021, section 4, "Enclosing radius").
 */
final class EdgeFiltration {

    /** Rows computed together, in memory of 4 × 16 × N bytes a thread. */
    private static final int BLOCK = 16;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final Distances distances;
    private final float longest;

    EdgeFiltration(Distances distances, float threshold) {
        this.distances = distances;
        longest = threshold < Float.POSITIVE_INFINITY ? threshold : Math.min(Float.MAX_VALUE, enclosingRadius());
    }

    private float enclosingRadius() {
        float[] farthest = new float[distances.size()];
        blocks().forEach(block -> {
            float[] own = farthest(block);
            synchronized (farthest) {
                for (int i = 0; i < own.length; i++) {
                    farthest[i] = Math.max(farthest[i], own[i]);
                }
            }
        });
        float radius = farthest[0];
        for (float far : farthest) {
            radius = Math.min(radius, far);
        }
        return radius;
    }

    private float[] farthest(int block) {
        float[] tile = tile(block);
        int width = end(block);
        float[] farthest = new float[width];
        for (int u = block * BLOCK; u < width; u++) {
            int row = (u - block * BLOCK) * width;
            for (int v = 0; v < u; v++) {
                farthest[v] = Math.max(farthest[v], tile[row + v]);
                farthest[u] = Math.max(farthest[u], tile[row + v]);
            }
        }
        return farthest;
    }

    /** Returns the edges in ascending order. */
    long[] keys() {
        List<LongList> found = blocks().mapToObj(this::edges).toList();
        long size = found.stream().mapToLong(LongList::size).sum();
        requireMemory(size);
        long[] keys = new long[(int) size];
        int at = 0;
        for (LongList edges : found) {
            at = edges.copyTo(keys, at);
        }
        return sorted(keys);
    }

    private LongList edges(int block) {
        float[] tile = tile(block);
        LongList edges = new LongList();
        for (int u = block * BLOCK; u < end(block); u++) {
            int row = (u - block * BLOCK) * end(block);
            for (int v = 0; v < u; v++) {
                if (tile[row + v] <= longest) {
                    edges.add(EdgeKey.of(tile[row + v], u, v));
                }
            }
        }
        return edges;
    }

    /** Returns the distances from a block's points to all up to its last. */
    private float[] tile(int block) {
        float[] tile = new float[(end(block) - block * BLOCK) * end(block)];
        distances.tile(block * BLOCK, end(block), 0, end(block), tile);
        return tile;
    }

    private int end(int block) {
        return Math.min(distances.size(), (block + 1) * BLOCK);
    }

    private IntStream blocks() {
        return IntStream.range(0, (distances.size() + BLOCK - 1) / BLOCK).parallel();
    }

    /** Three words an edge are held at most: as found, in order, and while sorting. */
    private static void requireMemory(long edges) {
        Runtime machine = Runtime.getRuntime();
        long most = Math.min(Integer.MAX_VALUE - 8, machine.maxMemory() / (3 * Long.BYTES));
        if (edges > most) {
            throw new IllegalArgumentException("edges (" + edges + ") must be at most " + most + " with a heap of "
                    + (machine.maxMemory() >> 20) + " MB: take fewer points, a smaller threshold or java -Xmx");
        }
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
        for (int digit = 0; digit < DIGITS; digit++) {
            starts[digit + 1] += starts[digit];
        }
        for (long key : from) {
            to[starts[digit(key, shift)]++] = key;
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & DIGITS - 1;
    }
}
