// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koopman.data.Randomness;
import koopman.data.Split;

/**
 * The noisy logistic map on the circle from 0 to 1, x → f(x) + ξ modulo 1 with f(x) = 4 x (1 − x), where ξ has a density
 * proportional to cos(π ξ)^(2 M).
 *
 * <p>That power is a sum of waves, Σ q_k cos(2 π k ξ) for k = 0 .. M. So what is expected of any function a step later is a
 * sum of the observables cos(2 π k f(x)) and sin(2 π k f(x)); the sines drop out from the second step on, since f(x) = f(1 − x).
 * These M + 1 cosines are carried to each other exactly, and {@link #step} holds all eigenvalues that are not 0.
 *
 * <p>Source: Kostic et al., <i>Learning dynamical systems via Koopman operator regression in reproducing kernel Hilbert
 * spaces</i> (2022), its experiments.
 *
 * @param order M, at least 1; the greater, the less noise
 */
public record LogisticMap(int order) {

    private static final int PIECES = 5_000; // of an integral, by three points each
    private static final double AWAY = Math.sqrt(0.6) / 2; // of a piece, from its middle to the outer points of Gauss
    private static final int ROUNDS = 200; // until a density stays: what is left of another falls by 0.39 a step

    public LogisticMap {
        if (order < 1) {
            throw new IllegalArgumentException("order (" + order + ") must be at least 1");
        }
    }

    /** Returns f(x), the map without its noise. */
    public double image(double x) {
        return 4 * x * (1 - x);
    }

    /** Returns a start and where it is after each of so many steps, (steps + 1, 1). */
    public double[][] trajectory(double start, int steps, Split split, long seed) {
        if (!(start >= 0 && start <= 1) || steps < 1) {
            throw new IllegalArgumentException("start (" + start + ") must be from 0 to 1 and steps (" + steps
                    + ") at least 1");
        }
        SplittableRandom random = Randomness.valueOf(split.name()).of(seed);
        var states = new double[steps + 1][1];
        states[0][0] = start;
        for (int step = 0; step < steps; step++) {
            double next = image(states[step][0]) + noise(random);
            states[step + 1][0] = next - Math.floor(next);
        }
        return states;
    }

    private double noise(SplittableRandom random) {
        while (true) {
            double noise = random.nextDouble() - 0.5;
            if (random.nextDouble() < density(noise)) {
                return noise;
            }
        }
    }

    /** Returns cos(π ξ)^(2 M), the noise's density but for a factor. */
    private double density(double noise) {
        return Math.pow(Math.cos(Math.PI * noise), 2 * order);
    }

    /** Returns the observables that are carried exactly, cos(2 π k f(x)) for k = 0 .. M. */
    public double[] observables(double x) {
        return IntStream.rangeClosed(0, order).mapToDouble(k -> Math.cos(2 * Math.PI * k * image(x))).toArray();
    }

    /**
     * Returns the step S of these observables, (M + 1, M + 1): what is expected of the row z a step later is z S, with
     * S_kl = q_k ∫ cos(2 π k y) cos(2 π l f(y)) dy.
     */
    public double[][] step() {
        double[] nodes = IntStream.range(0, 3 * PIECES)
                .mapToDouble(i -> (i / 3 + 0.5 + (i % 3 - 1) * AWAY) / PIECES).toArray();
        double[][] images = Arrays.stream(nodes).mapToObj(this::observables).toArray(double[][]::new);
        var step = new double[order + 1][order + 1];
        double wave = 1; // q_k
        for (int k = 0; k <= order; k++) {
            for (int i = 0; i < nodes.length; i++) {
                double weight = wave * (i % 3 == 1 ? 8 : 5) / 18.0 / PIECES * Math.cos(2 * Math.PI * k * nodes[i]);
                for (int l = 0; l <= order; l++) {
                    step[k][l] += weight * images[i][l];
                }
            }
            wave *= (k == 0 ? 2.0 : 1.0) * (order - k) / (order + k + 1);
        }
        return step;
    }

    /**
     * Returns observables as if of infinitely many samples: those at the middles of so many cells, and what is expected of them
     * a step later, both times the root of how often the map is there. Sums of products over the rows are means over the
     * population, but for the width of a cell.
     *
     * @param observables of a state, m numbers
     * @param cells how many, such as 1,000
     */
    public StatePairs population(DoubleFunction<double[]> observables, int cells) {
        if (cells < 2) {
            throw new IllegalArgumentException("cells (" + cells + ") must be at least 2");
        }
        double[] x = IntStream.range(0, cells).mapToDouble(i -> (i + 0.5) / cells).toArray();
        double[][] odds = Arrays.stream(x).parallel().mapToObj(from -> normed(Arrays.stream(x)
                .map(to -> density(to - image(from))).toArray())).toArray(double[][]::new);
        double[] often = new double[cells];
        Arrays.fill(often, 1.0 / cells);
        for (int i = 0; i < ROUNDS; i++) {
            often = mean(often, odds);
        }
        double[][] values = Arrays.stream(x).mapToObj(observables).toArray(double[][]::new);
        double[] root = Arrays.stream(often).map(Math::sqrt).toArray();
        return new StatePairs(weighted(root, row -> values[row]), weighted(root, row -> mean(odds[row], values)));
    }

    private static double[] normed(double[] values) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(value -> value / sum).toArray();
    }

    /** Returns the sum of rows, each times its weight. */
    private static double[] mean(double[] weights, double[][] rows) {
        var mean = new double[rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weights[row] * rows[row][i];
            }
        }
        return mean;
    }

    private static double[][] weighted(double[] weights, IntFunction<double[]> rows) {
        return IntStream.range(0, weights.length).mapToObj(row -> Arrays.stream(rows.apply(row))
                .map(value -> value * weights[row]).toArray()).toArray(double[][]::new);
    }
}
