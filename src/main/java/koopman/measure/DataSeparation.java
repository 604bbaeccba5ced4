// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;

/**
 * How far the classes overlap in each layer: D = tr(S_w S_b⁺), of the covariances S_w within and S_b between the classes of N
 * samples, each over N. The law of data separation says that log D falls by about as much in each layer.
 *
 * <p>D stays the same where states are moved, turned, mirrored or scaled; where S_b can be inverted, which takes more classes
 * than the states have dimensions, under each invertible linear map.
 *
 * <p>Source: He and Su, "A law of data separation in deep learning", PNAS 120 (2023).
 *
 * @param byLayer D of x_0 to x_B; infinite where the classes' means are all one
 */
public record DataSeparation(double[] byLayer) {

    /** Means that differ by less, as a share of the most they differ by, do not: states come in single precision. */
    private static final double LEAST_SHARE = 1e-6;

    public DataSeparation {
        byLayer = byLayer.clone();
    }

    @Override
    public double[] byLayer() {
        return byLayer.clone();
    }

    /** Returns the separation in the layers of a network. */
    public static DataSeparation of(LayeredNetwork network, Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return of(states.layers(), samples.labels());
        }
    }

    /** Returns the separation in layers, (N, d) each, of samples of these classes. */
    public static DataSeparation of(List<NDArray> layers, int[] labels) {
        return new DataSeparation(layers.stream().mapToDouble(layer -> of(LinearAlgebra.toJava(layer), labels)).toArray());
    }

    /**
     * Returns D of one layer.
     *
     * @param rows (N, d)
     * @param labels the class of each row
     * @throws IllegalArgumentException if there are less than two classes, or no more rows than classes
     */
    public static double of(double[][] rows, int[] labels) {
        int[] classes = IntStream.of(labels).distinct().sorted().toArray();
        requireEnough(rows, labels, classes.length);
        int[] classOf = IntStream.of(labels).map(label -> Arrays.binarySearch(classes, label)).toArray();
        double[][] means = new double[classes.length][];
        double[] shares = new double[classes.length];
        for (int c = 0; c < classes.length; c++) {
            int[] own = IntStream.range(0, rows.length).filter(matching(classOf, c)).toArray();
            means[c] = mean(rows, own);
            shares[c] = (double) own.length / rows.length;
        }
        return traced(rows, row -> means[classOf[row]], between(means, shares));
    }

    private static IntPredicate matching(int[] classOf, int c) {
        return row -> classOf[row] == c;
    }

    /** Returns M of S_b = M^T M, about the mean of these very means, so that its rank is no greater by rounding. */
    private static double[][] between(double[][] means, double[] shares) {
        var whole = new double[means[0].length];
        Arrays.setAll(whole, j -> IntStream.range(0, means.length).mapToDouble(c -> shares[c] * means[c][j]).sum());
        return IntStream.range(0, means.length).mapToObj(c -> scaled(minus(means[c], whole), Math.sqrt(shares[c])))
                .toArray(double[][]::new);
    }

    private static void requireEnough(double[][] rows, int[] labels, int classes) {
        if (rows.length != labels.length) {
            throw new IllegalArgumentException("rows (" + rows.length + ") must be as many as labels (" + labels.length + ")");
        }
        if (classes < 2) {
            throw new IllegalArgumentException("classes (" + classes + ") must be at least 2 to be apart");
        }
        if (rows.length <= classes) {
            throw new IllegalArgumentException("samples (" + rows.length + ") must be more than their classes (" + classes
                    + "): alone in its class a sample varies by nothing");
        }
    }

    /** Along each direction in which class means differ: the variance within the classes over that between them. */
    private static double traced(double[][] rows, IntFunction<double[]> meanOf, double[][] between) {
        boolean tall = between.length >= between[0].length;
        LinearAlgebra.Singular parts = LinearAlgebra.singular(tall ? between : LinearAlgebra.transposed(between));
        double[][] directions = LinearAlgebra.transposed(tall ? parts.right() : parts.left());
        int most = Math.min(directions.length, between.length - 1);
        double least = LEAST_SHARE * parts.values()[0];
        double sum = parts.values()[0] > 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < most && parts.values()[i] > least; i++) {
            double[] direction = directions[i];
            double square = parts.values()[i] * parts.values()[i];
            sum += IntStream.range(0, rows.length).mapToDouble(row -> dot(minus(rows[row], meanOf.apply(row)), direction))
                    .map(x -> x * x).sum() / rows.length / square;
        }
        return sum;
    }

    private static double[] mean(double[][] rows, int[] own) {
        var mean = new double[rows[0].length];
        for (int row : own) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += rows[row][j] / own.length;
            }
        }
        return mean;
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] - b[j]).toArray();
    }

    private static double[] scaled(double[] a, double factor) {
        return Arrays.stream(a).map(x -> factor * x).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Returns by how much log10 D changes from layer to layer, by least squares; below 0 where the classes part. */
    public double slope() {
        return covariance(true) / covariance(false);
    }

    /** Returns the correlation of log10 D with the layer's number; −1 where it falls by the same in each layer. */
    public double correlation() {
        double[] logs = logs();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        return covariance(true) / Math.sqrt(covariance(false) * squares);
    }

    /** Returns the sum of products of the layers' numbers, about their mean, with the logarithms, or with themselves. */
    private double covariance(boolean withLogs) {
        double[] logs = logs();
        double mean = (logs.length - 1) / 2.0;
        return IntStream.range(0, logs.length).mapToDouble(i -> (i - mean) * (withLogs ? logs[i] : i - mean)).sum();
    }

    private double[] logs() {
        return Arrays.stream(byLayer).map(Math::log10).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataSeparation same && Arrays.equals(byLayer, same.byLayer);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byLayer);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "D by layer %s; log10 D changes by %.3f a layer, correlation %.3f",
                Arrays.stream(byLayer).mapToObj(d -> String.format(Locale.ROOT, "%.3g", d)).toList(), slope(), correlation());
    }
}
