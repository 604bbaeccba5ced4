// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The graph of nearest neighbours of a set of points: two points are joined if one of them is among the k nearest of the
 * other. Distances along it (geodesics) follow the shape that the points were drawn from and leave its surroundings out:
 * across a fold that lies close to itself they are long.
 *
 * <pre>{@code
 * var graph = NeighbourGraph.of(points, 12);
 * Barcode barcode = PersistentHomology.upTo(1).ofGraph(graph, GraphMetric.HOPS);
 * }</pre>
 *
 * <p>Of two points equally far away the one that comes first is the nearer. Points of two components are infinitely far apart;
 * {@link #components} says how many there are.
 *
 * <p>Source of the use: Naitzat, Zhitnikov and Lim, "Topology of deep neural networks", JMLR 21 (2020), sections 4 and 5, where
 * paths are measured in {@link GraphMetric#HOPS}.
 */
public final class NeighbourGraph {

    private final int neighbours;
    private final int[][] ends; // of each point, the points it is joined to, ascending
    private final float[][] lengths;

    private NeighbourGraph(Distances distances, int neighbours) {
        this.neighbours = neighbours;
        int[][] nearest = nearest(distances, neighbours);
        ends = joinedEitherWay(nearest);
        lengths = IntStream.range(0, ends.length).mapToObj(from -> lengths(distances, from, ends[from])).toArray(float[][]::new);
    }

    /**
     * Returns the graph of points under Euclidean distance.
     *
     * @param points (N, d)
     * @param neighbours k, from 1 to N − 1
     * @throws InvalidRow if rows differ in length, or a coordinate is not finite or too large for single precision
     */
    public static NeighbourGraph of(double[][] points, int neighbours) {
        var distances = new PointDistances(points);
        if (neighbours < 1 || neighbours >= distances.size()) {
            throw new IllegalArgumentException("neighbours (" + neighbours + ") must be from 1 to " + (distances.size() - 1)
                    + ", one less than the points");
        }
        return new NeighbourGraph(distances, neighbours);
    }

    private static int[][] nearest(Distances distances, int neighbours) {
        return IntStream.range(0, distances.size()).parallel().mapToObj(from -> nearest(distances, neighbours, from))
                .toArray(int[][]::new);
    }

    /** Twice as many as are wanted are held, of which the farther half makes room: few points are nearer than the rest then. */
    private static int[] nearest(Distances distances, int neighbours, int from) {
        float[] row = new float[distances.size()];
        distances.tile(from, from + 1, 0, row.length, row);
        long[] held = new long[2 * neighbours];
        int count = 0;
        long least = Long.MAX_VALUE; // that is too far
        for (int to = 0; to < row.length; to++) {
            long key = EdgeKey.ordered(row[to]) | to;
            if (key < least && to != from) {
                held[count++] = key;
                if (count == held.length) {
                    Arrays.sort(held);
                    count = neighbours;
                    least = held[count];
                }
            }
        }
        Arrays.sort(held, 0, count);
        return Arrays.stream(held).limit(neighbours).mapToInt(key -> (int) key).toArray();
    }

    private static int[][] joinedEitherWay(int[][] nearest) {
        var joined = new IntStream.Builder[nearest.length];
        Arrays.setAll(joined, point -> IntStream.builder());
        for (int from = 0; from < nearest.length; from++) {
            for (int to : nearest[from]) {
                joined[from].add(to);
                joined[to].add(from);
            }
        }
        return Arrays.stream(joined).map(each -> each.build().sorted().distinct().toArray()).toArray(int[][]::new);
    }

    private static float[] lengths(Distances distances, int from, int[] ends) {
        float[] lengths = new float[ends.length];
        for (int i = 0; i < ends.length; i++) {
            lengths[i] = distances.between(from, ends[i]);
        }
        return lengths;
    }

    /** Returns the number of points, N. */
    public int size() {
        return ends.length;
    }

    /** Returns k, how many of its nearest a point is joined to at least. */
    public int neighbours() {
        return neighbours;
    }

    /** Returns the number of edges. */
    public int edges() {
        return Arrays.stream(ends).mapToInt(each -> each.length).sum() / 2;
    }

    /** Returns the number of components: parts that no path leads between. */
    public int components() {
        var components = new Components(size());
        int count = size();
        for (int from = 0; from < size(); from++) {
            for (int to : ends[from]) {
                count -= components.join(from, to) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the lengths of the shortest paths between all points, (N, N); infinite where there is no path. */
    public float[][] distances(GraphMetric metric) {
        return IntStream.range(0, size()).parallel().mapToObj(from -> metric == GraphMetric.HOPS
                ? hops(from) : ShortestPaths.from(from, ends, lengths).lengths()).toArray(float[][]::new);
    }

    /** Breadth first (Moore 1959). */
    private float[] hops(int source) {
        float[] hops = new float[size()];
        Arrays.fill(hops, Float.POSITIVE_INFINITY);
        hops[source] = 0;
        int[] queue = new int[size()];
        queue[0] = source;
        for (int head = 0, tail = 1; head < tail; head++) {
            int from = queue[head];
            for (int to : ends[from]) {
                if (hops[to] == Float.POSITIVE_INFINITY) {
                    hops[to] = hops[from] + 1;
                    queue[tail++] = to;
                }
            }
        }
        return hops;
    }

    @Override
    public String toString() {
        int components = components();
        return "Graph of " + size() + " points, each joined to its " + neighbours + " nearest: " + edges() + " edges, "
                + components + (components == 1 ? " component" : " components");
    }
}
