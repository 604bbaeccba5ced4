// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.stream.IntStream;

/**
 * The lengths of a shortest spanning tree, which are the deaths of dimension 0 (single linkage: Gower and Ross,
 * 1969). The points are cut into blocks, and each pair of blocks gives the shortest spanning tree of the edges
 * between them, found by {@link TileTree} in parallel. An edge that is longest on some cycle is in no shortest tree,
 * so the tree of all points is among those edges, and Kruskal's pass over them finds it. Each distance is computed
 * once, and beside the points only a few tiles and O(N) edges are held.
 */
final class SpanningTree {

    /** A tile of 512 × 512 distances takes 1 MB, about a second-level cache. */
    private static final int BLOCK = 512;

    private final Distances distances;
    private final Progress progress;
    private EdgeList forest = new EdgeList();

    SpanningTree(Distances distances, Progress progress) {
        this.distances = distances;
        this.progress = progress;
    }

    /** Returns the number of steps that a computation reports. */
    static double work(int size) {
        double blocks = Math.ceil((double) size / BLOCK);
        return blocks * (blocks + 1) / 2;
    }

    /** Returns the lengths in ascending order, size − 1 of them. */
    float[] lengths() {
        int blocks = (int) Math.ceil((double) distances.size() / BLOCK);
        for (int last = 0; last < blocks; last++) {
            int to = last;
            IntStream.rangeClosed(0, to).parallel().mapToObj(from -> between(from, to)).forEachOrdered(forest::addAll);
            forest = forest.spanning(distances.size());
        }
        return forest.lengths();
    }

    private EdgeList between(int rowBlock, int columnBlock) {
        EdgeList tree = new TileTree(distances, rowBlock * BLOCK, end(rowBlock), columnBlock * BLOCK, end(columnBlock))
                .edges();
        progress.add(1);
        return tree;
    }

    private int end(int block) {
        return Math.min(distances.size(), (block + 1) * BLOCK);
    }
}
