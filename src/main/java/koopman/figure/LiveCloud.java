// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.topology.PersistentHomology;

/** Points of the plane under the reader's hand, with their complex at a scale and their barcode. */
final class LiveCloud {

    private static final int MOST = 60; // as many as a page can follow while one is dragged
    private static final double REACH = 1.6;
    private static final double LAST = 2; // scale
    private static final int[] STILLS = {10, 20, MOST}; // points
    private static final int SIDE = 253;

    private LiveCloud() {}

    static LiveFigure of(double[][] points, double scale, long seed) {
        if (points.length > MOST || Arrays.stream(points).anyMatch(row -> row.length != 2)
                || Arrays.stream(points).flatMapToDouble(Arrays::stream).anyMatch(x -> !(Math.abs(x) <= REACH))) {
            throw new IllegalArgumentException("points (" + points.length + ") must be at most " + MOST
                    + ", each of two coordinates from " + -REACH + " to " + REACH + ": scale them first");
        }
        if (!(scale >= 0 && scale <= LAST)) {
            throw new IllegalArgumentException("scale (" + scale + ") must be from 0 to " + LAST);
        }
        var random = new SplittableRandom(seed);
        double[][] ring = Stream.generate(() -> onRing(random)).limit(MOST).toArray(double[][]::new);
        double[][] clusters = Stream.generate(() -> inCluster(random)).limit(MOST).toArray(double[][]::new);
        return LiveFigure.of("cloud", "Points of the plane to draw, with their complex at a scale and their barcode", Map.of(
                "points", points, "scale", scale, "most", MOST, "reach", REACH, "last", LAST, "shapes", List.of(
                        Map.of("name", "a ring", "points", LiveFigure.rounded(ring, 3)),
                        Map.of("name", "two clusters", "points", LiveFigure.rounded(clusters, 3)))), still(ring, scale));
    }

    private static double[] onRing(SplittableRandom random) {
        double angle = 2 * Math.PI * random.nextDouble();
        double radius = 1 + 0.2 * (random.nextDouble() - 0.5);
        return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }

    private static double[] inCluster(SplittableRandom random) {
        double angle = 2 * Math.PI * random.nextDouble();
        double radius = 0.6 * Math.sqrt(random.nextDouble());
        return new double[] {(random.nextBoolean() ? 0.9 : -0.9) + radius * Math.cos(angle), radius * Math.sin(angle)};
    }

    private static Figure still(double[][] ring, double scale) {
        List<double[][]> clouds = IntStream.of(STILLS).mapToObj(size -> Arrays.copyOf(ring, size)).toList();
        List<String> titles = clouds.stream().map(cloud -> cloud.length + " points: "
                + TopologyFigures.counts(PersistentHomology.upTo(1).ofPoints(cloud), scale)).toList();
        return new Figure(SIDE * STILLS.length, GrowingComplex.TITLE + SIDE, "More and more points of a ring with discs, edges and "
                + "triangles at ε = " + scale + ": " + String.join("; ", titles), graphics -> {
            for (int i = 0; i < STILLS.length; i++) {
                new GrowingComplex(clouds.get(i), scale).paint(graphics, i, titles.get(i), scale, SIDE);
            }
        });
    }
}
