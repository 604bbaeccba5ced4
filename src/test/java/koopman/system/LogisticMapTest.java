// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import koopman.OracleFiles;
import koopman.data.Split;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;
import org.junit.jupiter.api.Test;

/** The oracle is kooplearn 2.0.2; its files lie beside the tests of the regressions. */
class LogisticMapTest {

    private static final Class<?> BESIDE = RidgeRegression.class;

    private final LogisticMap map = new LogisticMap(20);

    @Test
    void theStepHoldsTheEigenvaluesThatAreKnown() {
        double[][] exact = OracleFiles.matrix(OracleFiles.json(BESIDE, "logistic_map_population.json")
                .getAsJsonArray("exact_eig"));
        double[][] found = eigenvalues(map.step());
        for (int i = 0; i < 10; i++) { // theirs of 1 is off by 10^-11
            assertEquals(0, distance(exact[i], found), 1e-8);
        }
        assertEquals(0, distance(new double[] {1, 0}, found), 1e-12);
    }

    private static double[][] eigenvalues(double[][] step) {
        var eigen = LinearAlgebra.general(step);
        return IntStream.range(0, step.length).mapToObj(i -> new double[] {eigen.real()[i], eigen.imaginary()[i]})
                .toArray(double[][]::new);
    }

    private static double distance(double[] value, double[][] others) {
        return Arrays.stream(others).mapToDouble(other -> Math.hypot(value[0] - other[0], value[1] - other[1])).min()
                .orElseThrow();
    }

    @Test
    void ofThePopulationEightChebyshevPolynomialsAreAsFarAwayAsIsKnown() {
        StatePairs population = map.population(LogisticMapTest::chebyshev, 1_000);
        double[][] exact = eigenvalues(map.step());
        double distance = Arrays.stream(eigenvalues(fit(population))).limit(3)
                .mapToDouble(each -> distance(each, exact)).max().orElseThrow();
        assertEquals(OracleFiles.json(BESIDE, "logistic_map_population.json").get("spectral_distance_cheb8").getAsDouble(),
                distance, 5e-5);
    }

    private static double[] chebyshev(double x) {
        double angle = Math.acos(2 * x - 1);
        return IntStream.range(0, 8).mapToDouble(degree -> Math.cos(degree * angle)).toArray();
    }

    private static double[][] fit(StatePairs pairs) {
        double[][] across = LinearAlgebra.transposed(pairs.from());
        return RidgeRegression.solve(LinearAlgebra.product(across, pairs.from()), LinearAlgebra.product(across, pairs.to()), 0);
    }

    @Test
    void onTheCircleTheObservablesAreCarriedByTheStep() {
        StatePairs population = map.population(map::observables, 1_000);
        double[][] carried = LinearAlgebra.product(population.from(), map.step());
        for (int row = 0; row < carried.length; row += 100) {
            assertArrayEquals(population.to()[row], carried[row], 1e-6);
        }
    }

    @Test
    void aLongTrajectoryHasTheMeansOfThePopulation() {
        double[][] states = map.trajectory(0.5, 40_000, Split.TRAIN, 0);
        assertTrue(Arrays.stream(states).allMatch(state -> state[0] >= 0 && state[0] < 1));
        StatePairs population = map.population(x -> new double[] {1, x, x * x}, 500);
        double[] mean = new double[3];
        for (double[] row : population.from()) {
            IntStream.range(0, 3).forEach(i -> mean[i] += row[0] * row[i]);
        }
        assertEquals(1, mean[0], 1e-12);
        assertEquals(mean[1], Arrays.stream(states).mapToDouble(state -> state[0]).average().orElseThrow(), 0.01);
        assertEquals(mean[2], Arrays.stream(states).mapToDouble(state -> state[0] * state[0]).average().orElseThrow(), 0.01);
    }

    @Test
    void whatIsNoMapIsRefused() {
        assertEquals("order (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> new LogisticMap(0)).getMessage());
        assertEquals("start (2.0) must be from 0 to 1 and steps (5) at least 1",
                assertThrows(IllegalArgumentException.class, () -> map.trajectory(2, 5, Split.TEST, 0)).getMessage());
        assertEquals("cells (1) must be at least 2",
                assertThrows(IllegalArgumentException.class, () -> map.population(map::observables, 1)).getMessage());
    }
}
