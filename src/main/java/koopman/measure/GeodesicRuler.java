// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.topology.Barcode;
import koopman.topology.GraphMetric;
import koopman.topology.NeighbourGraph;
import koopman.topology.PersistentHomology;

/**
 * A scale along a graph of nearest neighbours: points are as far apart as the shortest path between them has edges, and the
 * Vietoris–Rips complex at so many hops is counted. The graph is drawn anew in each layer, with the same k.
 *
 * <pre>{@code
 * var ruler = GeodesicRuler.of(new KnownShape(inputs, 1, 1));   // a ring
 * int[] betti = ruler.betti(states);
 * }</pre>
 *
 * <p>Source: Naitzat, Zhitnikov and Lim, "Topology of deep neural networks", JMLR 21 (2020), sections 4 and 5.
 *
 * @param neighbours k, how many of its nearest a point is joined to
 * @param hops ε, the scale, in edges
 * @param fitting how many pairs of the two would have done
 */
public record GeodesicRuler(int neighbours, int hops, int fitting) implements Ruler {

    private static final int LEAST_NEIGHBOURS = 4;
    private static final int MOST_NEIGHBOURS = 40;
    private static final int STEP = 2; // from one k to the next that is tried
    private static final int MOST_HOPS = 8;
    private static final double ABOVE = 0.5; // hops are whole: homology need not look further than this above them
    private static final int TOLD = 3; // how many pairs an error names

    /** One pair that was tried, and what it gave for each shape. */
    private record Tried(int neighbours, int hops, List<int[]> found, int missed) {

        /** How many steps of the grid lie between two pairs. */
        int stepsTo(Tried other) {
            return Math.abs(neighbours - other.neighbours) / STEP + Math.abs(hops - other.hops);
        }

        @Override
        public String toString() {
            return "k " + neighbours + " and " + hops + " hops " + found.stream().map(Arrays::toString).toList();
        }
    }

    public GeodesicRuler {
        if (neighbours < 1 || hops < 1) {
            throw new IllegalArgumentException("neighbours (" + neighbours + ") and hops (" + hops + ") must be at least 1");
        }
    }

    /**
     * Returns the ruler that gives all shapes their Betti numbers: of the pairs of k from 4 to 40, in steps of 2, and 1 to 8 hops
     * that do, the middle one, from which the others are fewest steps of that grid away in all; of several the one with the
     * smallest k, then the fewest hops.
     *
     * @throws IllegalArgumentException if no pair does; the message tells what the nearest ones gave
     */
    public static GeodesicRuler of(KnownShape... shapes) {
        List<Tried> tried = tried(shapes);
        List<Tried> fitting = tried.stream().filter(each -> each.missed == 0).toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("shapes (" + Arrays.toString(shapes) + ") must have these numbers at some k from "
                    + LEAST_NEIGHBOURS + " to " + MOST_NEIGHBOURS + " and 1 to " + MOST_HOPS + " hops; the nearest are "
                    + nearest(tried) + ": take more points");
        }
        Tried middle = fitting.stream().min(Comparator.comparingInt(each ->
                fitting.stream().mapToInt(each::stepsTo).sum())).orElseThrow();
        return new GeodesicRuler(middle.neighbours, middle.hops, fitting.size());
    }

    private static String nearest(List<Tried> tried) {
        return tried.stream().sorted(Comparator.comparingInt(Tried::missed)).limit(TOLD).map(Tried::toString)
                .collect(Collectors.joining(", "));
    }

    private static List<Tried> tried(KnownShape[] shapes) {
        int most = Arrays.stream(shapes).mapToInt(shape -> shape.points().length - 1).min()
                .orElseThrow(() -> new IllegalArgumentException("shapes (none) must be one at least"));
        if (most < LEAST_NEIGHBOURS) {
            throw new IllegalArgumentException("points (" + (most + 1) + ") must be at least " + (LEAST_NEIGHBOURS + 1)
                    + " of each shape");
        }
        return IntStream.rangeClosed(LEAST_NEIGHBOURS, Math.min(MOST_NEIGHBOURS, most))
                .filter(k -> (k - LEAST_NEIGHBOURS) % STEP == 0).boxed().flatMap(k -> tried(k, shapes)).toList();
    }

    private static Stream<Tried> tried(int neighbours, KnownShape[] shapes) {
        List<Barcode> barcodes = Arrays.stream(shapes).map(shape -> barcode(shape.points(), neighbours, MOST_HOPS)).toList();
        return IntStream.rangeClosed(1, MOST_HOPS).mapToObj(hops -> {
            List<int[]> found = barcodes.stream().map(barcode -> betti(barcode, hops)).toList();
            return new Tried(neighbours, hops, found,
                    IntStream.range(0, shapes.length).map(i -> shapes[i].missedBy(found.get(i))).sum());
        });
    }

    private static Barcode barcode(double[][] points, int neighbours, int hops) {
        return PersistentHomology.upTo(1).within(hops + ABOVE).ofGraph(NeighbourGraph.of(points, neighbours), GraphMetric.HOPS);
    }

    private static int[] betti(Barcode barcode, int hops) {
        return new int[] {barcode.betti(0, hops), barcode.betti(1, hops)};
    }

    @Override
    public int[] betti(double[][] points) {
        return betti(barcode(points, neighbours, hops), hops);
    }

    @Override
    public String toString() {
        return hops + (hops == 1 ? " hop" : " hops") + " along the " + neighbours + " nearest";
    }
}
