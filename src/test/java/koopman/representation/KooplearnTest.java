// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koopman.OracleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds the regressions against kooplearn 2.0.2 on the same trajectories; its ridge is 1e-6 where none is named. */
class KooplearnTest {

    private static final double RIDGE = 1e-6;
    private static final JsonObject ESTIMATORS = OracleFiles.json(KooplearnTest.class, "kooplearn_estimators.json");

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** A trajectory's observables, each row with the next one as its end; as kooplearn does, products are means. */
    private record Pairs(double[][] from, double[][] to) {

        static Pairs of(double[][] trajectory) {
            return new Pairs(Arrays.copyOf(trajectory, trajectory.length - 1),
                    Arrays.copyOfRange(trajectory, 1, trajectory.length));
        }

        double[][] gram() {
            return means(from, from);
        }

        double[][] product() {
            return means(from, to);
        }

        RankedRegression reducedRank(double ridge) {
            return RankedRegression.reducedRank(gram(), product(), ridge);
        }

        RankedRegression principalComponents(double ridge) {
            return RankedRegression.principalComponents(gram(), product(), ridge);
        }
    }

    private static double[][] means(double[][] a, double[][] b) {
        double[][] sums = LinearAlgebra.product(LinearAlgebra.transposed(a), b);
        return Arrays.stream(sums).map(row -> Arrays.stream(row).map(value -> value / a.length).toArray())
                .toArray(double[][]::new);
    }

    /** The eigenvalues of P_r that are not zero are those of U^T B U. */
    private static double[][] eigenvalues(RankedRegression regression, Pairs pairs, int rank) {
        double[][] u = regression.directions(rank);
        var eigen = LinearAlgebra.general(LinearAlgebra.product(LinearAlgebra.transposed(u),
                LinearAlgebra.product(pairs.product(), u)));
        return OracleFiles.sorted(IntStream.range(0, u[0].length)
                .mapToObj(i -> new double[] {eigen.real()[i], eigen.imaginary()[i]}).toArray(double[][]::new));
    }

    private static void assertEigenvalues(JsonObject expected, double[][] found, double tolerance) {
        double[][] sorted = OracleFiles.sorted(OracleFiles.matrix(expected.getAsJsonArray("eig")));
        for (int i = 0; i < sorted.length; i++) {
            assertArrayEquals(sorted[i], found[i], tolerance);
        }
    }

    @Test
    void onALinearSystemBothEqualTheirs() {
        var pairs = Pairs.of(OracleFiles.rows(getClass(), "linear_system.csv"));
        var all = ESTIMATORS.getAsJsonObject("linear_system");
        for (int rank : new int[] {2, 4}) {
            assertSame(all.getAsJsonObject("rrr_rank" + rank), pairs.reducedRank(RIDGE), pairs, rank);
            assertSame(all.getAsJsonObject("pcr_rank" + rank), pairs.principalComponents(RIDGE), pairs, rank);
        }
    }

    private static void assertSame(JsonObject expected, RankedRegression regression, Pairs pairs, int rank) {
        assertEigenvalues(expected, eigenvalues(regression, pairs, rank), 1e-10);
        double[][] estimator = OracleFiles.matrix(expected.getAsJsonArray("estimator"));
        double[][] found = regression.matrix(rank);
        for (int row = 0; row < estimator.length; row++) {
            assertArrayEquals(estimator[row], found[row], 1e-10);
        }
        assertArrayEquals(OracleFiles.vector(expected.getAsJsonArray("predict_first")),
                LinearAlgebra.product(new double[][] {pairs.from()[0]}, found)[0], 1e-10);
    }

    @Test
    void onTheNoisyLogisticMapEightChebyshevPolynomialsEqualTheirs() {
        var pairs = Pairs.of(Arrays.stream(OracleFiles.rows(getClass(), "logistic_map_10000.csv"))
                .map(row -> chebyshev(row[0])).toArray(double[][]::new));
        var all = ESTIMATORS.getAsJsonObject("logistic_map");
        assertEigenvalues(all.getAsJsonObject("chebyshev8_rrr"), eigenvalues(pairs.reducedRank(RIDGE), pairs, 8), 1e-9);
        assertEigenvalues(all.getAsJsonObject("chebyshev8_pcr"), eigenvalues(pairs.principalComponents(RIDGE), pairs, 8), 1e-9);
    }

    private static double[] chebyshev(double x) {
        double angle = Math.acos(Math.max(-1, Math.min(1, 2 * x - 1)));
        return IntStream.range(0, 8).mapToDouble(degree -> Math.cos(degree * angle)).toArray();
    }

    /**
     * With the whole population instead of a trajectory: x' = 4 x (1 − x) + ξ, modulo 1, where ξ has a density proportional to
     * cos(π ξ)^40. The greatest of its three leading eigenvalues' distances to those that the observables give is known.
     */
    @Test
    void theNoisyLogisticMapItselfIsAsFarFromEightChebyshevPolynomialsAsTheyFound() {
        var map = OracleFiles.json(getClass(), "logistic_map_population.json");
        Pairs population = population(2_000);
        double[][] found = eigenvalues(population.reducedRank(0), population, 8);
        double[][] exact = OracleFiles.matrix(map.getAsJsonArray("exact_eig"));
        double distance = Arrays.stream(found).limit(3).mapToDouble(each -> Arrays.stream(exact)
                .mapToDouble(other -> Math.hypot(each[0] - other[0], each[1] - other[1])).min().orElseThrow())
                .max().orElseThrow();
        assertEquals(map.get("spectral_distance_cheb8").getAsDouble(), distance, 1e-5);
    }

    /** The observables at the middles of so many cells, and what is expected of them a step later, weighted by the density. */
    private static Pairs population(int cells) {
        double[] x = IntStream.range(0, cells).mapToDouble(i -> (i + 0.5) / cells).toArray();
        double[][] step = Arrays.stream(x).mapToObj(from -> normed(Arrays.stream(x)
                .map(to -> Math.pow(Math.cos(Math.PI * (to - 4 * from * (1 - from))), 40)).toArray())).toArray(double[][]::new);
        double[][] density = {normed(Arrays.stream(x).map(each -> 1).toArray())};
        for (int i = 0; i < 60; i++) { // the second eigenvalue is 0.39
            density = LinearAlgebra.product(density, step);
        }
        double[][] observables = Arrays.stream(x).mapToObj(KooplearnTest::chebyshev).toArray(double[][]::new);
        double[] root = Arrays.stream(density[0]).map(weight -> Math.sqrt(cells * weight)).toArray();
        return new Pairs(weighted(observables, root), weighted(LinearAlgebra.product(step, observables), root));
    }

    private static double[] normed(double[] values) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(value -> value / sum).toArray();
    }

    private static double[][] weighted(double[][] rows, double[] weights) {
        return IntStream.range(0, rows.length)
                .mapToObj(row -> Arrays.stream(rows[row]).map(value -> value * weights[row]).toArray()).toArray(double[][]::new);
    }

    /** With all states as centres a kernel's features are the kernel: kooplearn works on the kernel matrices themselves. */
    @Test
    void onLorenz63KernelRegressionEqualsTheirs() {
        double[][] states = OracleFiles.rows(getClass(), "lorenz63_400_scaled.csv");
        var pairs = Pairs.of(gaussian(states, Math.sqrt(1.5)).apply(states));
        var all = ESTIMATORS.getAsJsonObject("lorenz63");
        for (int rank : new int[] {5, 10}) {
            assertKernel(all.getAsJsonObject("kernel_rrr_rank" + rank), pairs.reducedRank(RIDGE), pairs, states, rank);
            assertKernel(all.getAsJsonObject("kernel_dmd_rank" + rank), pairs.principalComponents(RIDGE), pairs, states, rank);
        }
        assertEigenvalues(all.getAsJsonObject("kernel_rrr_rank10_alpha0.01"), eigenvalues(pairs.reducedRank(0.01), pairs, 10),
                1e-8);
        assertEigenvalues(all.getAsJsonObject("kernel_rrr_rank10_alpha10"), eigenvalues(pairs.reducedRank(10), pairs, 10), 1e-8);
    }

    private UnaryOperator<double[][]> gaussian(double[][] centres, double lengthScale) {
        var features = KernelFeatures.of(manager, LinearAlgebra.toNative(manager, centres, DataType.FLOAT64), lengthScale);
        return rows -> {
            NDArray states = LinearAlgebra.toNative(manager, rows, DataType.FLOAT64);
            return LinearAlgebra.toJava(features.apply(states));
        };
    }

    /**
     * kooplearn's kernel forecast multiplies by the states at the start where the theory, and its linear forecast, have those at
     * the end. Its figures come out if we do the same; with the states at the end the error is less.
     */
    private static void assertKernel(JsonObject expected, RankedRegression regression, Pairs pairs, double[][] states, int rank) {
        assertEigenvalues(expected, eigenvalues(regression, pairs, rank), 1e-7);
        Pairs trajectory = Pairs.of(states);
        double[][] theirs = forecast(regression, pairs, trajectory.from(), rank);
        assertArrayEquals(OracleFiles.vector(expected.getAsJsonArray("predict_row0")), theirs[0], 1e-6);
        assertArrayEquals(OracleFiles.vector(expected.getAsJsonArray("predict_row100")), theirs[100], 1e-6);
        double error = error(theirs, trajectory.to());
        assertEquals(expected.get("one_step_rmse").getAsDouble(), error, 1e-7);
        assertEquals(-1, Math.signum(error(forecast(regression, pairs, trajectory.to(), rank), trajectory.to()) - error));
    }

    private static double[][] forecast(RankedRegression regression, Pairs pairs, double[][] known, int rank) {
        double[][] numbers = LinearAlgebra.product(pairs.from(), regression.directions(rank));
        return LinearAlgebra.product(numbers, means(numbers, known));
    }

    private static double error(double[][] found, double[][] truth) {
        double sum = 0;
        for (int row = 0; row < found.length; row++) {
            for (int column = 0; column < found[row].length; column++) {
                sum += Math.pow(found[row][column] - truth[row][column], 2);
            }
        }
        return Math.sqrt(sum / found.length / found[0].length);
    }

    /** exp(−12.5 |x − y|²), ridge 1e-6, rank 5. */
    @Test
    void inPrinzPotentialKernelRegressionEqualsTheirs() {
        var prinz = OracleFiles.json(getClass(), "prinz_potential.json");
        double[][] states = OracleFiles.rows(getClass(), "prinz_801.csv");
        var pairs = Pairs.of(gaussian(states, 0.2).apply(states));
        assertLeading(OracleFiles.vector(prinz.getAsJsonArray("rrr_seed0_top4")), pairs.reducedRank(RIDGE), pairs);
        assertLeading(OracleFiles.vector(prinz.getAsJsonArray("kernel_dmd_seed0_top4")), pairs.principalComponents(RIDGE), pairs);
    }

    private static void assertLeading(double[] expected, RankedRegression regression, Pairs pairs) {
        double[][] found = eigenvalues(regression, pairs, 5);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i][0], 1e-7);
        }
    }

    @Test
    void vampScoresEqualTheirs() {
        var losses = OracleFiles.json(getClass(), "kooplearn_losses.json");
        NDArray x = LinearAlgebra.toNative(manager, OracleFiles.rows(getClass(), "losses_x.csv"), DataType.FLOAT64);
        NDArray y = LinearAlgebra.toNative(manager, OracleFiles.rows(getClass(), "losses_y.csv"), DataType.FLOAT64);
        assertEquals(value(losses, "vamp2_centred"), -CanonicalCorrelations.of(x, y).vamp(2), 1e-12);
        assertEquals(value(losses, "vamp1_centred"), -CanonicalCorrelations.of(x, y).vamp(1), 1e-12);
        assertEquals(value(losses, "vamp2"), -CanonicalCorrelations.of(x, y, false).vamp(2), 1e-12);
    }

    private static double value(JsonObject losses, String name) {
        return losses.getAsJsonObject(name).get("value").getAsDouble();
    }
}
