// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void ofPointsOnALineIsTheLine() {
        NDArray rows = manager.create(new float[] {0, 0, 3, 4, 6, 8}, new Shape(3, 2));
        var components = PrincipalComponents.fit(rows, 1);
        assertArrayEquals(new double[] {0.6}, components.components()[0], 1e-12);
        assertArrayEquals(new double[] {0.8}, components.components()[1], 1e-12);
        assertArrayEquals(new double[] {25}, components.variances(), 1e-12);
        assertEquals(1, components.explained(), 1e-12);
        assertArrayEquals(new float[] {-5, 0, 5}, components.project(rows).toFloatArray(), 1e-5f);
    }

    @Test
    void theLargestEntryOfEachComponentIsPositive() {
        var random = new Random(1);
        NDArray rows = manager.create(random.doubles(200 * 6).toArray(), new Shape(200, 6));
        double[][] v = PrincipalComponents.fit(rows, 6).components();
        for (int column = 0; column < 6; column++) {
            double largest = 0;
            for (double[] row : v) {
                largest = Math.abs(row[column]) > Math.abs(largest) ? row[column] : largest;
            }
            assertTrue(largest > 0);
        }
    }

    @Test
    void aDirectionIsTurnedSoThatItsLargestEntryIsPositiveWhicheverComesFirst() {
        // On the line through (0, 0) along (-1, 3, -2) the component is (-1, 3, -2) / √14, from either end.
        for (double sign : new double[] {1, -1}) {
            NDArray rows = manager.create(new double[] {0, 0, 0, -sign, 3 * sign, -2 * sign, -2 * sign, 6 * sign, -4 * sign},
                    new Shape(3, 3));
            double[][] v = PrincipalComponents.fit(rows, 1).components();
            double length = Math.sqrt(14);
            assertArrayEquals(new double[] {-1 / length}, v[0], 1e-12);
            assertArrayEquals(new double[] {3 / length}, v[1], 1e-12);
            assertArrayEquals(new double[] {-2 / length}, v[2], 1e-12);
        }
    }

    @Test
    void explainedIsTheShareOfTheVarianceThatTheComponentsKeep() {
        // Variances 9, 4 and 1 along the axes (in units of 1/3 of the squares), uncorrelated: two components keep 13 of 14.
        NDArray rows = manager.create(new double[] {3, 0, 0, -3, 0, 0, 0, 2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1}, new Shape(6, 3));
        var two = PrincipalComponents.fit(rows, 2);
        assertEquals(13.0 / 14, two.explained(), 1e-12);
        assertArrayEquals(new double[] {18.0 / 5, 8.0 / 5}, two.variances(), 1e-12);
        assertEquals(2, two.count());
        // Of other rows, which vary by 1 along the first axis and by 2 along the third, about a mean far away.
        NDArray others = manager.create(new double[] {51, 7, 9, 49, 7, 9, 50, 7, 11, 50, 7, 7}, new Shape(4, 3));
        assertEquals(2.0 / 10, two.explained(others), 1e-12);
        assertArrayEquals(new double[3], two.mean(), 1e-12);
    }

    @Test
    void componentsAreOrthonormalAndDecorrelate() {
        var random = new Random(2);
        NDArray rows = manager.create(random.doubles(300 * 4).toArray(), new Shape(300, 4))
                .matMul(manager.create(random.doubles(16).toArray(), new Shape(4, 4)));
        var components = PrincipalComponents.fit(rows, 4);
        NDArray seen = components.project(rows);
        NDArray covariance = seen.transpose().matMul(seen).div(299);
        var expected = new double[16];
        for (int i = 0; i < 4; i++) {
            expected[5 * i] = components.variances()[i];
        }
        assertArrayEquals(expected, covariance.toDoubleArray(), 1e-10);
    }

    @Test
    void badRequestsAreRefused() {
        NDArray rows = manager.ones(new Shape(3, 2));
        refused("count (3) must be from 1 to 2, the number of features", () -> PrincipalComponents.fit(rows, 3));
        refused("rows (1) must be at least 2", () -> PrincipalComponents.fit(manager.ones(new Shape(1, 2)), 1));
        var components = PrincipalComponents.fit(manager.create(new float[] {1, 2, 3, 5}, new Shape(2, 2)), 1);
        refused("rows (3, 4) must have 2 features, as those the components were fitted on",
                () -> components.project(manager.ones(new Shape(3, 4))));
        refused("rows (3) must be (N, d), with one row and one column at least",
                () -> PrincipalComponents.fit(manager.ones(new Shape(3)), 1));
        refused("rows (0, 2) must be (N, d), with one row and one column at least",
                () -> components.project(manager.create(new Shape(0, 2))));
        NDArray broken = manager.create(new float[] {1, 2, 3, Float.NaN}, new Shape(2, 2));
        refused("rows (NaN in row 1, column 1) must be finite numbers", () -> PrincipalComponents.fit(broken, 1));
        refused("rows (NaN in row 1, column 1) must be finite numbers", () -> components.project(broken));
        refused("rows (NaN in row 1, column 1) must be finite numbers", () -> components.explained(broken));
    }

    @Test
    void ofNoVarianceAllIsKept() {
        NDArray rows = manager.ones(new Shape(3, 2));
        assertEquals(1, PrincipalComponents.fit(rows, 1).explained());
        assertEquals(1, PrincipalComponents.fit(rows, 1).explained(rows));
    }

    @Test
    void theRowsStayAsTheyWere() {
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            NDArray rows = manager.create(new float[] {1, 2, 3, 5}, new Shape(2, 2)).toType(type, true);
            PrincipalComponents.fit(rows, 1);
            assertArrayEquals(new double[][] {{1, 2}, {3, 5}}, LinearAlgebra.toJava(rows));
        }
    }

    @Test
    void aProbeFindsWhatStraightCutsCanTell() {
        var samples = Samples.of("corners", Split.TEST, List.of("left", "right"), new float[] {0, 0, 0, 1, 1, 0, 1, 1},
                new int[] {0, 0, 1, 1});
        var crossed = Samples.of("corners", Split.TEST, List.of("same", "different"), new float[] {0, 0, 0, 1, 1, 0, 1, 1},
                new int[] {0, 1, 1, 0});
        NDArray states = samples.inputs(manager);
        assertEquals(1, LinearProbe.fit(states, samples).accuracy(states, samples));
        assertTrue(LinearProbe.fit(states, crossed).accuracy(states, crossed) <= 0.5, "exclusive or is not linear");
        refused("states (3, 2) must have a row for each of the 4 samples",
                () -> LinearProbe.fit(manager.ones(new Shape(3, 2), DataType.FLOAT32), samples));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** Two classes that differ along (1, 1, 0) and scatter most along the third axis, and along the first more than the second. */
    @Test
    void ofClassesTellsApartWhatTheFirstComponentDoesNot() {
        var random = new Random(2);
        int count = 20_000;
        var inputs = new float[3 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            inputs[3 * i] = labels[i] + (float) random.nextGaussian();
            inputs[3 * i + 1] = labels[i] + 0.5f * (float) random.nextGaussian();
            inputs[3 * i + 2] = 20 * (float) random.nextGaussian();
        }
        Samples samples = Samples.of("two", Split.TRAIN, List.of("a", "b"), inputs, labels);
        NDArray rows = samples.inputs(manager);
        assertEquals(1, Math.abs(PrincipalComponents.fit(rows, 1).components()[2][0]), 1e-3);
        var canonical = PrincipalComponents.ofClasses(rows, samples, 1);
        // By Fisher along S^-1 (1, 1, 0), S = diag(1, 1/4, 400) with a hundredth of its mean more on the diagonal.
        double floor = 0.01 * 401.25 / 3;
        double first = 1 / (1 + floor);
        double second = 1 / (0.25 + floor);
        double length = Math.hypot(first, second);
        assertEquals(first / length, canonical.components()[0][0], 0.02);
        assertEquals(second / length, canonical.components()[1][0], 0.02);
        assertEquals(0, canonical.components()[2][0], 0.02);
    }

    @Test
    void ofClassesSeesOrthogonalDirectionsAndTheRowsOwnVariance() {
        Samples samples = YinYang.draw(Split.TRAIN, 900, 0);
        NDArray inputs = samples.inputs(manager);
        NDArray rows = RandomFeatures.of(manager, inputs, 7, 1).apply(inputs);
        var canonical = PrincipalComponents.ofClasses(rows, samples, 2);
        double[][] v = canonical.components();
        double[][] products = LinearAlgebra.product(LinearAlgebra.transposed(v), v);
        assertArrayEquals(new double[] {1, 0}, products[0], 1e-9);
        assertArrayEquals(new double[] {0, 1}, products[1], 1e-9);
        NDArray seen = canonical.project(rows).toType(DataType.FLOAT64, false);
        double[] own = seen.sub(seen.mean(new int[] {0}, true)).square().mean(new int[] {0}).toDoubleArray();
        assertArrayEquals(own, canonical.variances(), 1e-5 * own[0]);
        assertEquals(canonical.explained(rows), canonical.explained(), 1e-5);
    }

    @Test
    void ofClassesRefusesMoreThanTheClassesSpan() {
        Samples samples = YinYang.draw(Split.TRAIN, 30, 0);
        assertEquals("count (3) must be from 1 to 2, the number of classes less one, or of features", assertThrows(
                IllegalArgumentException.class, () -> PrincipalComponents.ofClasses(samples.inputs(manager), samples, 3)).getMessage());
    }
}
