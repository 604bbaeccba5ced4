// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.IntStream;
import koopman.OracleFiles;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;

/**
 * A system on which residual dynamic mode decomposition was computed elsewhere, in the Gram form of its authors: there the
 * square of a residual is known to about 10^-14.
 *
 * @param x observables at the start, (N, m)
 * @param y observables of the same samples a step later
 * @param weights of the samples
 * @param pairs eigenvalues with their residuals: real part, imaginary part, residual
 * @param points complex numbers with theirs
 */
record ResidualOracle(double[][] x, double[][] y, double[] weights, double[][] pairs, double[][] points) {

    /** What a square of the oracle's residuals is known to. */
    static final double SQUARE = 2e-14;

    /** Returns 40 Legendre polynomials at 100 points of Gauss's quadrature on [−1, 0], moved by the Gauss map. */
    static ResidualOracle gaussMap() {
        double[] nodes = IntStream.rangeClosed(1, 100).mapToDouble(ResidualOracle::root).toArray();
        double[] weights = Arrays.stream(nodes).map(t -> 1 / ((1 - t * t) * Math.pow(slope(t), 2))).toArray();
        double[][] x = Arrays.stream(nodes).mapToObj(ResidualOracle::legendre).toArray(double[][]::new);
        double[][] y = Arrays.stream(nodes).map(t -> (t - 1) / 2).map(s -> Math.exp(-2 * s * s) - 1 - Math.exp(-2))
                .mapToObj(s -> legendre(2 * s + 1)).toArray(double[][]::new);
        return read(OracleFiles.json(ResidualOracle.class, "resdmd_gauss_map.json"), x, y, weights);
    }

    /** Returns 25 radial functions of the unforced Duffing oscillator at 1,000 points. */
    static ResidualOracle duffing() {
        double[][] pairs = OracleFiles.rows(ResidualOracle.class, "resdmd_duffing_pairs.csv");
        double[][] centres = OracleFiles.rows(ResidualOracle.class, "resdmd_duffing_centres.csv");
        double[] ones = new double[pairs.length];
        Arrays.fill(ones, 1);
        JsonObject oracle = OracleFiles.json(ResidualOracle.class, "resdmd_duffing.json");
        double width = oracle.get("d").getAsDouble();
        return read(oracle, radial(pairs, 0, centres, width), radial(pairs, 2, centres, width), ones);
    }

    private static double[][] radial(double[][] rows, int from, double[][] centres, double width) {
        return Arrays.stream(rows).map(row -> Arrays.stream(centres).mapToDouble(centre ->
                Math.exp(-Math.hypot(row[from] - centre[0], row[from + 1] - centre[1]) / width)).toArray())
                .toArray(double[][]::new);
    }

    /** Returns the least-squares step from x to y. */
    NDArray step(NDManager manager) {
        double[][] turned = LinearAlgebra.transposed(weighted(x));
        return LinearAlgebra.toNative(manager, RidgeRegression.solve(LinearAlgebra.product(turned, weighted(x)),
                LinearAlgebra.product(turned, weighted(y)), 0), DataType.FLOAT64);
    }

    /** Returns rows that are as long as their weights say. */
    double[][] weighted(double[][] rows) {
        return IntStream.range(0, rows.length).mapToObj(row -> Arrays.stream(rows[row])
                .map(value -> Math.sqrt(weights[row]) * value).toArray()).toArray(double[][]::new);
    }

    /** Returns sqrt(2k + 1) P_k(t) for k from 0 to 39. */
    private static double[] legendre(double t) {
        double[] values = polynomials(t, 39);
        return IntStream.range(0, 40).mapToDouble(k -> Math.sqrt(2 * k + 1) * values[k]).toArray();
    }

    private static double[] polynomials(double t, int degree) {
        double[] values = new double[degree + 1];
        values[0] = 1;
        values[1] = t;
        for (int k = 1; k < degree; k++) {
            values[k + 1] = ((2 * k + 1) * t * values[k] - k * values[k - 1]) / (k + 1);
        }
        return values;
    }

    private static double slope(double t) {
        double[] values = polynomials(t, 100);
        return 100 * (t * values[100] - values[99]) / (t * t - 1);
    }

    private static double root(int index) {
        double t = -Math.cos(Math.PI * (index - 0.25) / 100.5);
        for (int i = 0; i < 20; i++) {
            t -= polynomials(t, 100)[100] / slope(t);
        }
        return t;
    }

    private static ResidualOracle read(JsonObject oracle, double[][] x, double[][] y, double[] weights) {
        return new ResidualOracle(x, y, weights, OracleFiles.matrix(oracle.getAsJsonArray("eig_and_residual")),
                OracleFiles.matrix(oracle.getAsJsonArray("pseudospectrum")));
    }
}
