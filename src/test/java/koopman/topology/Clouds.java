// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** Point clouds and distance matrices for tests. */
final class Clouds {

    private Clouds() {}

    static double[][] uniform(int size, int dimension, long seed) {
        return drawn(size, dimension, new Random(seed)::nextDouble);
    }

    static double[][] gaussian(int size, int dimension, long seed) {
        return drawn(size, dimension, new Random(seed)::nextGaussian);
    }

    /** Points of a small lattice, drawn with repetition: ties everywhere. */
    static double[][] lattice(int size, int dimension, int side, long seed) {
        Random random = new Random(seed);
        return drawn(size, dimension, () -> random.nextInt(side));
    }

    static double[][] ring(int size, int dimension, double noise, long seed) {
        Random random = new Random(seed);
        double[][] points = drawn(size, dimension, () -> noise * random.nextGaussian());
        for (double[] point : points) {
            double angle = 2 * Math.PI * random.nextDouble();
            point[0] += Math.cos(angle);
            point[1] += Math.sin(angle);
        }
        return points;
    }

    static double[][] polygon(int corners) {
        double[][] points = new double[corners][];
        for (int i = 0; i < corners; i++) {
            points[i] = new double[] {Math.cos(2 * Math.PI * i / corners), Math.sin(2 * Math.PI * i / corners)};
        }
        return points;
    }

    /** A symmetric matrix of whole numbers below a bound, which obeys no triangle inequality. */
    static double[][] dissimilarities(int size, int bound, long seed) {
        Random random = new Random(seed);
        double[][] distances = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distances[j][i] = random.nextInt(bound) / 8.0;
            }
        }
        return distances;
    }

    private static double[][] drawn(int size, int dimension, DoubleSupplier numbers) {
        double[][] points = new double[size][dimension];
        for (double[] point : points) {
            for (int k = 0; k < dimension; k++) {
                point[k] = numbers.getAsDouble();
            }
        }
        return points;
    }
}
