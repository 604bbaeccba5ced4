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
 */
public record PersistentHomology(int maxDimension, double threshold) {

    private static final DoubleConsumer NOBODY = fraction -> { };

    /** Checks the options. */
    public PersistentHomology {
        if (maxDimension < 0 || maxDimension > 1) {
            throw new IllegalArgumentException("maxDimension (" + maxDimension + ") must be 0 or 1");
        }
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("threshold (" + threshold + ") must be at least 0");
        }
    }

    /** Returns the computation of dimensions 0 to {@code maxDimension} at all scales. */
    public static PersistentHomology upTo(int maxDimension) {
        return new PersistentHomology(maxDimension, Double.POSITIVE_INFINITY);
    }

    /** Returns the same computation at scales up to a threshold only. */
    public PersistentHomology within(double threshold) {
        return new PersistentHomology(maxDimension, threshold);
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

    private static double[] widened(float[] row) {
        double[] wide = new double[row.length];
        Arrays.setAll(wide, k -> row[k]);
        return wide;
    }

    private Barcode compute(Distances distances, DoubleConsumer progress) {
        List<Interval> intervals = new ArrayList<>();
        if (maxDimension == 0) {
            addComponents(distances, progress, intervals);
        } else {
            addComponentsAndLoops(distances, progress, intervals);
        }
        return new Barcode(distances.size(), maxDimension, threshold, intervals);
    }

    private void addComponents(Distances distances, DoubleConsumer progress, List<Interval> intervals) {
        float[] lengths = new SpanningTree(distances, new Progress(SpanningTree.work(distances.size()), progress))
                .lengths();
        int joined = 0;
        while (joined < lengths.length && lengths[joined] <= (float) threshold) {
            addUnlessEmpty(intervals, 0, 0, lengths[joined++]);
        }
        addUnended(intervals, distances.size() - joined);
    }

    private void addComponentsAndLoops(Distances distances, DoubleConsumer progress, List<Interval> intervals) {
        int size = distances.size();
        if (size > EdgeKey.MOST_POINTS) {
            throw new IllegalArgumentException("points (" + size + ") must be at most " + EdgeKey.MOST_POINTS
                    + " for loops: take a sample of them, or dimension 0 only");
        }
        long[] edges = new EdgeFiltration(distances, (float) threshold).keys();
        RipsEvents events = RipsEvents.of(size, edges, new Progress(edges.length, progress));
        LoopReduction loops = new LoopReduction(distances, edges, events.apexes());
        addUnended(intervals, size - joinOrBegin(size, events.lonely(), loops, intervals));
        for (int i = 0; i < events.bridged().size(); i++) {
            long edge = events.bridged().get(i);
            long bridge = events.bridges().get(i);
            long begun = loops.end(edge, (int) (bridge >>> 32), (int) bridge);
            if (begun != EdgeChain.ZERO) {
                addUnlessEmpty(intervals, 1, EdgeKey.length(begun), EdgeKey.length(edge));
            }
        }
        loops.open().forEach(edge -> addUnlessEmpty(intervals, 1, EdgeKey.length(edge), Float.POSITIVE_INFINITY));
    }

    /** Returns how many of the lonely edges join components; all others begin a loop. */
    private static int joinOrBegin(int size, LongList lonely, LoopReduction loops, List<Interval> intervals) {
        Components components = new Components(size);
        int joined = 0;
        for (long edge : lonely.toArray()) {
            if (components.join(EdgeKey.larger(edge), EdgeKey.smaller(edge))) {
                loops.join(edge);
                addUnlessEmpty(intervals, 0, 0, EdgeKey.length(edge));
                joined++;
            } else {
                loops.begin(edge);
            }
        }
        return joined;
    }

    private static void addUnended(List<Interval> intervals, int components) {
        for (int i = 0; i < components; i++) {
            intervals.add(new Interval(0, 0, Float.POSITIVE_INFINITY));
        }
    }

    private static void addUnlessEmpty(List<Interval> intervals, int dimension, float birth, float death) {
        if (birth < death) {
            intervals.add(new Interval(dimension, birth, death));
        }
    }
}
