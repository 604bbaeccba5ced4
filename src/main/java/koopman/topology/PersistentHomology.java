// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Persistent homology of Vietoris–Rips complexes over Z/2 in dimensions 0 and 1: at which scales a set of points has
 * which components and loops. The complex at scale ε holds every set of points at most ε apart.
 *
 * <pre>{@code
 * Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
 * int loops = barcode.betti(1, 0.5);
 * }</pre>
 *
 * <p>Dimension 0 is the shortest spanning tree. For dimension 1, Ripser's way (cohomology with clearing, implicit
 * coboundaries and apparent pairs; U. Bauer, "Ripser: efficient computation of Vietoris–Rips persistence barcodes",
 * J. Appl. Comput. Topology 5, 2021, sections 3 and 4) meets every triangle of the complex, N³ / 6 at worst. Here the
 * triangles are thinned first: one for each component of an edge's link suffices (M. Koyama, F. Mémoli, V. Robins and
 * K. Turner, "Faster computation of degree-1 persistent homology using the reduced Vietoris–Rips filtration", arXiv
 * 2307.16333, section 3), of those the first is paired with its edge at once, and what is left, a few for each loop,
 * is reduced as a boundary matrix over the edges that begin loops (M. Koyama, V. Robins and K. Turner, "The distilled
 * Vietoris–Rips filtration for persistent homology and a new memory-efficient algorithm", arXiv 2412.07805). Links
 * are sets of bits, so an edge costs about N / 64 steps, or lists of neighbours where those are few.
 *
 * <p>Distances are computed in double precision and rounded to single, as all lengths of intervals are. The result
 * does not depend on the number of threads.
 *
 * @param maxDimension the highest dimension to compute: 0 or 1
 * @param threshold    the last scale looked at; what is left then is taken to live for ever. Infinite for none
 * @param mostPoints   of more points than this, so many landmarks are taken
 */
public record PersistentHomology(int maxDimension, double threshold, int mostPoints) {

    private static final DoubleConsumer NOBODY = fraction -> { };

    /** Checks the options. */
    public PersistentHomology {
        if (maxDimension < 0 || maxDimension > 1) {
            throw new IllegalArgumentException("maxDimension (" + maxDimension + ") must be 0 or 1");
        }
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("threshold (" + threshold + ") must be at least 0");
        }
        if (mostPoints < 1) {
            throw new IllegalArgumentException("landmarks (" + mostPoints + ") must be at least 1");
        }
    }

    /** Returns the computation of dimensions 0 to {@code maxDimension} at all scales. */
    public static PersistentHomology upTo(int maxDimension) {
        return new PersistentHomology(maxDimension, Double.POSITIVE_INFINITY, Integer.MAX_VALUE);
    }

    /** Returns the same computation at scales up to a threshold only. */
    public PersistentHomology within(double threshold) {
        return new PersistentHomology(maxDimension, threshold, mostPoints);
    }

    /**
     * Returns the same computation of so many {@link Landmarks} where there are more points: {@link Barcode#coveringRadius()}
     * then bounds by how much it may err, if the distances obey the triangle inequality.
     */
    public PersistentHomology sampled(int points) {
        return new PersistentHomology(maxDimension, threshold, points);
    }

    /**
     * Returns the barcode of points under Euclidean distance.
     *
     * @param points (N, d)
     * @throws InvalidRow if rows differ in length, or a coordinate is not finite or too large for single precision
     */
    public Barcode ofPoints(double[][] points) {
        return ofPoints(points, NOBODY);
    }

    /** Returns the barcode of points (N, d) and tells the fraction of the work done now and then, from any thread. */
    public Barcode ofPoints(double[][] points, DoubleConsumer progress) {
        return compute(new PointDistances(points), progress);
    }

    /** Returns the barcode of points (N, d) under Euclidean distance, as {@link #ofPoints(double[][])}. */
    public Barcode ofPoints(float[][] points) {
        return ofPoints(Arrays.stream(points).map(PersistentHomology::widened).toArray(double[][]::new));
    }

    /**
     * Returns the barcode of points whose distances are given; these need not obey the triangle inequality.
     *
     * @param distances (N, N), symmetric with a zero diagonal, or its lower triangle: row i with i or with i + 1 numbers
     * @throws InvalidRow if the rows are no such matrix, or a distance is negative or not finite
     */
    public Barcode ofDistances(double[][] distances) {
        return ofDistances(distances, NOBODY);
    }

    /** Returns the barcode of a distance matrix and tells the fraction of the work done, from any thread. */
    public Barcode ofDistances(double[][] distances, DoubleConsumer progress) {
        return compute(new MatrixDistances(distances), progress);
    }

    /** Returns the barcode of a graph's points whose distances are those along it. */
    public Barcode ofGraph(NeighbourGraph graph, GraphMetric metric) {
        return compute(new MatrixDistances(graph.distances(metric)), NOBODY);
    }

    /**
     * Returns the loops that live longest, the longest first, with the edges of each.
     *
     * @param points (N, d), as for {@link #ofPoints(double[][])}
     * @param count how many, at least 1; all if there are not more
     * @throws IllegalArgumentException if only components are to be computed, or landmarks of the points
     */
    public List<Loop> loopsOfPoints(double[][] points, int count) {
        return loops(new PointDistances(points), count);
    }

    /** Returns the loops of a graph's points, whose distances are those along it, as {@link #loopsOfPoints}. */
    public List<Loop> loopsOfGraph(NeighbourGraph graph, GraphMetric metric, int count) {
        return loops(new MatrixDistances(graph.distances(metric)), count);
    }

    private List<Loop> loops(Distances distances, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1");
        }
        if (maxDimension < 1 || mostPoints < distances.size()) {
            throw new IllegalArgumentException("computation (" + this + ") must be of loops, of all " + distances.size()
                    + " points: PersistentHomology.upTo(1)");
        }
        return RipsComplex.of(distances, (float) threshold, NOBODY).longestLoops(count);
    }

    private static double[] widened(float[] row) {
        double[] wide = new double[row.length];
        Arrays.setAll(wide, k -> row[k]);
        return wide;
    }

    private Barcode compute(Distances distances, DoubleConsumer progress) {
        Landmarks landmarks = mostPoints < distances.size() ? Landmarks.of(distances, mostPoints) : null;
        Distances used = landmarks == null ? distances : new SomeDistances(distances, landmarks.indices());
        return new Barcode(used.size(), maxDimension, threshold, maxDimension == 0 ? components(used, progress)
                : RipsComplex.of(used, (float) threshold, progress).intervals(),
                landmarks == null ? 0 : landmarks.coveringRadius());
    }

    private List<Interval> components(Distances distances, DoubleConsumer progress) {
        float[] lengths = new SpanningTree(distances, new Progress(SpanningTree.work(distances.size()), progress))
                .lengths();
        List<Interval> intervals = new ArrayList<>();
        for (float length : lengths) {
            Interval.add(intervals, 0, 0, length <= (float) threshold ? length : Float.POSITIVE_INFINITY);
        }
        intervals.add(new Interval(0, 0, Float.POSITIVE_INFINITY));
        return intervals;
    }
}
