// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/**
 * A loop of a set of points: its life, and a closed curve of edges around it that exists from its birth on and is filled
 * at its death.
 *
 * <p>Of the many such curves it is the shortest that runs over the edge with which the loop was born, if that one is
 * filled at the loop's death and not only later; else it is what the reduction of the boundary matrix leaves, which
 * may take detours, or consist of several closed curves.
 *
 * @param interval from birth to death, of dimension 1
 * @param edges (E, 2): each edge's two points by their places in the set; each point has an even number of edges
 */
public record Loop(Interval interval, int[][] edges) {

    /** Keeps a copy. */
    public Loop {
        edges = copy(edges);
    }

    private static int[][] copy(int[][] edges) {
        return Arrays.stream(edges).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public int[][] edges() {
        return copy(edges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Loop loop && interval.equals(loop.interval) && Arrays.deepEquals(edges, loop.edges);
    }

    @Override
    public int hashCode() {
        return 31 * interval.hashCode() + Arrays.deepHashCode(edges);
    }

    @Override
    public String toString() {
        return "Loop of " + edges.length + " edges from " + interval.birth() + " to " + interval.death();
    }
}
