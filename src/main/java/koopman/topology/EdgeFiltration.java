// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The edges of a Vietoris–Rips complex in the order in which they appear, as {@link EdgeKey}s: by length, ties by
 * their points. Without a threshold none is longer than the enclosing radius, min over u of max over v of d(u, v):
 * from there on the complex is a cone, and nothing happens any more (Bauer 2021, section 4, "Enclosing radius").
 */
final class EdgeFiltration {

    /** A tile of 16 × 512 distances takes 32 KB, about a first-level cache. */
    private static final int ROWS = 16;
    private static final int COLUMNS = 512;
    /** So many shares even out what threads get, and each takes its memory once. */
    private static final int MOST_SHARES = 64;

    private final Distances distances;
    private final float longest;

    /** Takes the distances from a point to some of those before it. */
    private interface Visitor {

        /** Visits the distances from point u to points from..to - 1, which begin at a place in a tile. */
        void visit(int u, int from, int to, float[] tile, int at);
    }

    EdgeFiltration(Distances distances, float threshold) {
        this.distances = distances;
        longest = threshold < Float.POSITIVE_INFINITY ? threshold : Math.min(Float.MAX_VALUE, enclosingRadius());
    }

    private float enclosingRadius() {
        float[] farthest = new float[distances.size()];
        shares().forEach(share -> {
            float[] own = farthest(share);
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

    private float[] farthest(int share) {
        float[] farthest = new float[distances.size()];
        visit(share, Float.POSITIVE_INFINITY, (u, from, to, tile, at) -> {
            for (int v = from; v < to; v++) {
                float distance = tile[at + v - from];
                farthest[v] = Math.max(farthest[v], distance);
                farthest[u] = Math.max(farthest[u], distance);
            }
        });
        return farthest;
    }

    /** Returns the edges in ascending order. */
    long[] keys() {
        List<EdgePile> found = shares().mapToObj(this::edges).toList();
        requireMemory(found.stream().mapToLong(EdgePile::size).sum());
        return EdgeOrder.of(found);
    }

    private EdgePile edges(int share) {
        EdgePile edges = new EdgePile();
        visit(share, longest, (u, from, to, tile, at) -> {
            for (int v = from; v < to; v++) {
                float distance = tile[at + v - from];
                if (distance <= longest) {
                    edges.add(EdgeKey.of(distance, u, v));
                }
            }
        });
        return edges;
    }

    private IntStream shares() {
        return IntStream.range(0, Math.min(MOST_SHARES, (distances.size() + ROWS - 1) / ROWS)).parallel();
    }

    /** Visits the pairs of every 64th block of rows; distances over {@code most} may be told as infinite. */
    private void visit(int share, float most, Visitor visitor) {
        float[] tile = new float[ROWS * COLUMNS];
        for (int row = share * ROWS; row < distances.size(); row += MOST_SHARES * ROWS) {
            int end = Math.min(distances.size(), row + ROWS);
            for (int column = 0; column < end; column += COLUMNS) {
                int width = Math.min(COLUMNS, end - column);
                distances.tile(row, end, column, column + width, most, tile);
                for (int u = row; u < end; u++) {
                    visitor.visit(u, column, Math.min(u, column + width), tile, (u - row) * width);
                }
            }
        }
    }

    /** Two words an edge are held, as found and in order; the third is for what follows. */
    private static void requireMemory(long edges) {
        Runtime machine = Runtime.getRuntime();
        long most = Math.min(Integer.MAX_VALUE - 8, machine.maxMemory() / (3 * Long.BYTES));
        if (edges > most) {
            throw new IllegalArgumentException("edges (" + edges + ") must be at most " + most + " with a heap of "
                    + (machine.maxMemory() >> 20) + " MB: take fewer points, a smaller threshold or java -Xmx");
        }
    }
}
