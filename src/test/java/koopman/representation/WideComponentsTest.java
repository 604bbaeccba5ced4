// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Principal components of more than 800 features, held against the whole decomposition of the covariance. */
class WideComponentsTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(8);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void fewOfManyAreThoseOfTheWholeDecomposition() {
        isTheWholeDecomposition(decaying(1_000, 850), 12);
    }

    @Test
    void fewOfManyWithFewerSamplesAreThoseOfTheWholeDecomposition() {
        isTheWholeDecomposition(decaying(820, 850), 12);
    }

    @Test
    void fewSamplesHaveTheComponentsOfTheWholeDecomposition() {
        isTheWholeDecomposition(decaying(60, 850), 12);
    }

    @Test
    void manyOfManyAreThoseOfTheWholeDecomposition() {
        isTheWholeDecomposition(decaying(1_000, 810), 110);
    }

    private void isTheWholeDecomposition(NDArray rows, int count) {
        var found = PrincipalComponents.fit(rows, count);
        NDArray centred = rows.sub(rows.mean(new int[] {0}, true));
        var whole = LinearAlgebra.symmetric(LinearAlgebra.toJava(
                centred.transpose().matMul(centred).div(rows.size(0) - 1)));
        for (int i = 0; i < count; i++) {
            assertEquals(1, found.variances()[i] / whole.values()[i], 1e-6);
            double along = 0; // the cosine of the angle between the two, with the sign that makes the largest entry positive
            for (int row = 0; row < whole.vectors().length; row++) {
                along += whole.vectors()[row][i] * found.components()[row][i];
            }
            assertEquals(1, along, 1e-5);
        }
        double kept = Arrays.stream(whole.values()).limit(count).sum() / Arrays.stream(whole.values()).sum();
        assertEquals(kept, found.explained(), 1e-7);
        assertOrthonormal(found.components());
        assertArrayEquals(found.variances(), PrincipalComponents.fit(rows, count).variances()); // no hidden seed
    }

    /** Of 4,100 features a covariance would take 134 MB; three known directions with deviations 9, 3 and 1 and some noise. */
    @Test
    void ofVeryWideRowsKnownDirectionsAreFound() {
        int features = 4_100;
        NDArray scores = normal(810, 3).mul(manager.create(new double[] {9, 3, 1}));
        var axes = new double[3 * features];
        Arrays.setAll(axes, i -> i % features % 3 == i / features ? 1 / Math.sqrt(features / 3.0) : 0);
        NDArray rows = scores.matMul(manager.create(axes, new Shape(3, features))).add(normal(810, features).mul(1e-5)).add(4);
        var found = PrincipalComponents.fit(rows, 3);
        NDArray small = scores.sub(scores.mean(new int[] {0}, true));
        double[] variances = LinearAlgebra.symmetric(LinearAlgebra.toJava(small.transpose().matMul(small).div(809))).values();
        for (int i = 0; i < 3; i++) {
            assertEquals(1, found.variances()[i] / variances[i], 1e-3); // the axes' lengths differ from 1 by as much
        }
        assertEquals(1, found.explained(), 1e-6);
        assertOrthonormal(found.components());
    }

    @Test
    void directionsWithoutVarianceCompleteTheOthers() {
        // Rank 2 in 20 samples: eight of ten components have no variance, and are orthonormal all the same.
        NDArray rows = normal(20, 2).matMul(normal(2, 900));
        var found = PrincipalComponents.fit(rows, 10);
        assertOrthonormal(found.components());
        assertTrue(Arrays.stream(found.variances()).skip(2).allMatch(variance -> Math.abs(variance) < 1e-9));
        assertEquals(1, found.explained(), 1e-12);
        StateScaler scaler = StateScaler.fit(List.of(rows), 10, 1).get(0);
        assertArrayEquals(rows.toDoubleArray(), scaler.undo(scaler.apply(rows)).toDoubleArray(), 1e-10);
        assertOrthonormal(PrincipalComponents.fit(rows, 30).components()); // more than there are samples
        assertOrthonormal(PrincipalComponents.fit(normal(810, 2).matMul(normal(2, 900)), 10).components());
    }

    private void assertOrthonormal(double[][] columns) {
        double[][] products = LinearAlgebra.product(LinearAlgebra.transposed(columns), columns);
        for (int i = 0; i < products.length; i++) {
            for (int j = 0; j < products.length; j++) {
                assertEquals(i == j ? 1 : 0, products[i][j], 1e-10);
            }
        }
    }

    /** Deviations that fall by a tenth from direction to direction, turned at random, about a mean that is not zero. */
    private NDArray decaying(int rows, int features) {
        double[] deviations = new double[features];
        Arrays.setAll(deviations, i -> Math.max(Math.pow(0.9, i), 1e-4));
        NDArray turn = normal(features, features).div(Math.sqrt(features));
        return normal(rows, features).mul(manager.create(deviations)).matMul(turn).add(1);
    }

    private NDArray normal(int rows, int columns) {
        var values = new double[rows * columns];
        Arrays.setAll(values, i -> random.nextGaussian());
        return manager.create(values, new Shape(rows, columns));
    }
}
