// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import koopman.topology.Barcode;
import koopman.topology.Interval;
import koopman.topology.PersistentHomology;

/**
 * A scale of the Euclidean distance. Inputs and layers are brought to the same size first: a root mean square distance of 1 from
 * their mean. Unlike {@link GeodesicRuler} it takes a stretched part for a torn one, and a part that shrank for a filled one.
 *
 * @param scale ε, as a multiple of the root mean square distance of the points from their mean
 * @param from where the scales begin that would have done
 * @param to where they end
 */
public record EuclideanRuler(double scale, double from, double to) implements Ruler {

    /** At the size of the whole no part is seen any more; without an end, the scales of a disc would never end. */
    private static final double MOST = 1;

    public EuclideanRuler {
        if (!(scale > 0 && from <= scale && scale <= to)) {
            throw new IllegalArgumentException("scale (" + scale + ") must be above 0, and from " + from + " to " + to);
        }
    }

    /**
     * Returns the ruler that gives all shapes their Betti numbers: the middle of the widest stretch of scales up to 1 that do.
     *
     * @throws IllegalArgumentException if no scale does; the message tells what the nearest one gave
     */
    public static EuclideanRuler of(KnownShape... shapes) {
        List<Barcode> barcodes = Arrays.stream(shapes).map(shape -> barcode(shape.points(), MOST)).toList();
        double[] ends = Stream.concat(Stream.of(0.0, MOST), barcodes.stream().flatMap(barcode -> barcode.intervals().stream())
                .flatMap(EuclideanRuler::ends)).filter(end -> end <= MOST).mapToDouble(end -> end).sorted().distinct().toArray();
        int[] missed = missed(shapes, barcodes, ends);
        double from = 0;
        double to = 0;
        for (int first = 0, i = 0; i < ends.length - 1; i++) { // a count is the same from each end up to the next
            first = i > 0 && missed[i - 1] == 0 ? first : i;
            if (missed[i] == 0 && ends[i + 1] - ends[first] > to - from) {
                from = ends[first];
                to = ends[i + 1];
            }
        }
        requireFound(shapes, barcodes, ends, missed, to);
        return new EuclideanRuler((from + to) / 2, from, to);
    }

    private static Stream<Double> ends(Interval interval) {
        return Stream.of((double) interval.birth(), (double) interval.death());
    }

    /** Returns for each scale by how much the counts there miss those of the shapes. */
    private static int[] missed(KnownShape[] shapes, List<Barcode> barcodes, double[] scales) {
        var missed = new int[scales.length];
        for (int shape = 0; shape < shapes.length; shape++) {
            int[] components = barcodes.get(shape).bettiCurve(0, scales).counts();
            int[] loops = barcodes.get(shape).bettiCurve(1, scales).counts();
            KnownShape known = shapes[shape];
            for (int i = 0; i < scales.length; i++) {
                missed[i] += known.missedBy(new int[] {components[i], loops[i]});
            }
        }
        return missed;
    }

    private static void requireFound(KnownShape[] shapes, List<Barcode> barcodes, double[] scales, int[] missed, double to) {
        if (to == 0) {
            int nearest = 0;
            for (int i = 1; i < scales.length; i++) {
                nearest = missed[i] < missed[nearest] ? i : nearest;
            }
            double scale = scales[nearest];
            throw new IllegalArgumentException("shapes (" + Arrays.toString(shapes) + ") must have these numbers at some scale"
                    + " up to " + MOST + "; the nearest is " + (float) scale + " " + barcodes.stream()
                            .map(barcode -> Arrays.toString(betti(barcode, scale))).toList() + ": take more points");
        }
    }

    private static Barcode barcode(double[][] points, double scale) {
        return PersistentHomology.upTo(1).within(scale).ofPoints(sized(points));
    }

    private static int[] betti(Barcode barcode, double scale) {
        return new int[] {barcode.betti(0, scale), barcode.betti(1, scale)};
    }

    /** Returns the points about their mean, at a root mean square distance of 1 from it; points that are all one stay so. */
    private static double[][] sized(double[][] points) {
        double[] mean = new double[points[0].length];
        Arrays.setAll(mean, j -> Arrays.stream(points).mapToDouble(point -> point[j]).average().orElseThrow());
        double[][] centred = Arrays.stream(points).map(point -> minus(point, mean)).toArray(double[][]::new);
        double size = Math.sqrt(Arrays.stream(centred).flatMapToDouble(Arrays::stream).map(x -> x * x).sum() / points.length);
        return Arrays.stream(centred).map(point -> Arrays.stream(point).map(x -> size == 0 ? x : x / size).toArray())
                .toArray(double[][]::new);
    }

    private static double[] minus(double[] point, double[] mean) {
        var difference = new double[mean.length];
        Arrays.setAll(difference, j -> point[j] - mean[j]);
        return difference;
    }

    @Override
    public int[] betti(double[][] points) {
        return betti(barcode(points, scale), scale);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f of the root mean square distance from the mean", scale);
    }
}
