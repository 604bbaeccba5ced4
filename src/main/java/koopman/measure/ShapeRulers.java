// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koopman.data.Samples;

/**
 * The two rulers for clouds of so many points, each chosen once for all classes, and for these together, on inputs of which the
 * shapes are known.
 *
 * @param points how many points of each class are counted, and how many of all classes together
 * @param geodesic by hops along the nearest neighbours
 * @param euclidean by distance
 */
public record ShapeRulers(int points, GeodesicRuler geodesic, EuclideanRuler euclidean) {

    /**
     * Returns the rulers that find the known shapes in the inputs of the first samples of each class, and of all classes.
     *
     * @param inputs samples that nothing is reported on
     * @param betti β₀ and β₁ of each class, by label, then of all classes together
     * @throws IllegalArgumentException if there are less points of a class, or no ruler finds the shapes
     */
    public static ShapeRulers of(Samples inputs, int points, int[]... betti) {
        if (betti.length != inputs.classes().size() + 1) {
            throw new IllegalArgumentException("betti (" + betti.length + " pairs) must be one for each of the "
                    + inputs.classes().size() + " classes and one for all together");
        }
        List<double[][]> clouds = clouds(inputs, inputs(inputs), points);
        KnownShape[] shapes = IntStream.range(0, betti.length)
                .mapToObj(i -> new KnownShape(clouds.get(i), betti[i][0], betti[i][1])).toArray(KnownShape[]::new);
        return new ShapeRulers(points, GeodesicRuler.of(shapes), EuclideanRuler.of(shapes));
    }

    /** Returns the inputs themselves, (N, d). */
    static double[][] inputs(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(row -> {
            float[] input = samples.input(row);
            return IntStream.range(0, input.length).mapToDouble(j -> input[j]).toArray();
        }).toArray(double[][]::new);
    }

    /** Returns of the rows (N, d) the first ones of each class, then the first ones of all. */
    static List<double[][]> clouds(Samples samples, double[][] rows, int points) {
        var clouds = new ArrayList<double[][]>();
        for (int label = 0; label < samples.classes().size(); label++) {
            int own = label;
            double[][] cloud = IntStream.range(0, rows.length).filter(row -> samples.label(row) == own).limit(points)
                    .mapToObj(row -> rows[row]).toArray(double[][]::new);
            if (cloud.length < points) {
                throw new IllegalArgumentException("points (" + points + ") must be at most " + cloud.length
                        + ", the samples of class " + samples.classes().get(label));
            }
            clouds.add(cloud);
        }
        clouds.add(Arrays.copyOf(rows, points));
        return clouds;
    }

    @Override
    public String toString() {
        return points + " points: " + geodesic + ", " + euclidean;
    }
}
