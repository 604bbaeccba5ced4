// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Points of the plane drawn from shapes whose Betti numbers are plain to see. */
final class Clouds {

    private Clouds() {}

    /** Returns points of a ring about (x, 0), a fifth of its radius thick. */
    static double[][] ring(double x, double radius, int points, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, points).mapToObj(i -> {
            double own = radius * (0.9 + 0.2 * random.nextDouble());
            double angle = 2 * Math.PI * random.nextDouble();
            return new double[] {x + own * Math.cos(angle), own * Math.sin(angle)};
        }).toArray(double[][]::new);
    }

    static double[][] both(double[][] some, double[][] others) {
        return Stream.of(some, others).flatMap(Stream::of).toArray(double[][]::new);
    }

    static double[][] moved(double[][] points, UnaryOperator<double[]> layer) {
        return Stream.of(points).map(layer).toArray(double[][]::new);
    }
}
