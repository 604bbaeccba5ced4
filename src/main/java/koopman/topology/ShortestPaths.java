// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * The shortest paths from one point along a graph (Dijkstra, 1959).
 *
 * @param lengths to each point; infinite where there is no path
 * @param before the point before each on its path; the source and points without a path have themselves
 */
record ShortestPaths(float[] lengths, int[] before) {

    private record Reached(int point, double length) {}

    /**
     * Returns the paths from a source.
     *
     * @param ends of each point, the points it is joined to
     * @param edges the lengths of those edges
     */
    static ShortestPaths from(int source, int[][] ends, float[][] edges) {
        double[] lengths = new double[ends.length];
        int[] before = new int[ends.length];
        Arrays.fill(lengths, Double.POSITIVE_INFINITY);
        Arrays.setAll(before, point -> point);
        var queue = new PriorityQueue<Reached>((a, b) -> Double.compare(a.length, b.length));
        lengths[source] = 0;
        queue.add(new Reached(source, 0));
        while (!queue.isEmpty()) {
            Reached next = queue.remove();
            int from = next.point;
            for (int i = 0; next.length == lengths[from] && i < ends[from].length; i++) {
                double length = next.length + edges[from][i];
                int to = ends[from][i];
                if (length < lengths[to]) {
                    lengths[to] = length;
                    before[to] = from;
                    queue.add(new Reached(to, length));
                }
            }
        }
        float[] rounded = new float[lengths.length];
        for (int point = 0; point < rounded.length; point++) {
            rounded[point] = (float) lengths[point];
        }
        return new ShortestPaths(rounded, before);
    }
}
