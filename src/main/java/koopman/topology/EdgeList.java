// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/** Edges as pairs of points with a length. */
final class EdgeList {

    private int[] from = new int[16];
    private int[] to = new int[16];
    private float[] lengths = new float[16];
    private int size;

    void add(int a, int b, float length) {
        if (size == lengths.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        from[size] = a;
        to[size] = b;
        lengths[size++] = length;
    }

    void addAll(EdgeList other) {
        for (int i = 0; i < other.size; i++) {
            add(other.from[i], other.to[i], other.lengths[i]);
        }
    }

    /** Returns the shortest forest that connects what these edges connect, in ascending order (Kruskal, 1956). */
    EdgeList spanning(int points) {
        EdgeList forest = new EdgeList();
        Components components = new Components(points);
        for (long ranked : byLength()) {
            int edge = (int) ranked;
            if (components.join(from[edge], to[edge])) {
                forest.add(from[edge], to[edge], lengths[edge]);
            }
        }
        return forest;
    }

    private long[] byLength() {
        long[] ranked = new long[size];
        for (int i = 0; i < size; i++) {
            ranked[i] = EdgeKey.ordered(lengths[i]) | i;
        }
        Arrays.sort(ranked);
        return ranked;
    }

    float[] lengths() {
        return Arrays.copyOf(lengths, size);
    }
}
