// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class KernelFeaturesTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final double[][] states = states(60, 3);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theirScalarProductIsTheKernelWhereOneStateIsACentre() {
        var features = KernelFeatures.of(manager, rows(Arrays.copyOf(states, 20)), 1.3);
        double[][] found = LinearAlgebra.toJava(features.apply(rows(states)));
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 20; j++) {
                assertEquals(Math.exp(-square(states[i], states[j]) / (2 * 1.3 * 1.3)), product(found[i], found[j]), 1e-7);
            }
            assertTrue(product(found[i], found[i]) < 1 + 1e-7); // k(x, x) is 1; of a state that is no centre a part is not seen
        }
    }

    /** Ridge regression on features by all samples against the kernel's own form, k(x, X) (K + ρ I)^-1 y. */
    @Test
    void withAllSamplesAsCentresLeastSquaresIsThatOfTheKernel() {
        NDArray all = rows(states);
        double[][] features = LinearAlgebra.toJava(KernelFeatures.of(manager, all, 0.9).apply(all));
        double[][] target = Arrays.stream(states).map(row -> new double[] {Math.sin(row[0]) + row[1]}).toArray(double[][]::new);
        double[][] weights = RidgeRegression.solve(LinearAlgebra.product(LinearAlgebra.transposed(features), features),
                LinearAlgebra.product(LinearAlgebra.transposed(features), target), 1e-3);
        var kernel = new double[60][60];
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                kernel[i][j] = Math.exp(-square(states[i], states[j]) / (2 * 0.9 * 0.9));
            }
        }
        double[][] own = LinearAlgebra.product(kernel, RidgeRegression.solve(kernel, target, 1e-3));
        double[][] found = LinearAlgebra.product(features, weights);
        for (int i = 0; i < 60; i++) {
            assertEquals(own[i][0], found[i][0], 1e-7);
        }
    }

    @Test
    void centresThatComeTwiceAddNothing() {
        double[][] twice = new double[40][];
        Arrays.setAll(twice, i -> states[i % 20]);
        NDArray all = rows(states);
        double[][] once = LinearAlgebra.toJava(KernelFeatures.of(manager, rows(Arrays.copyOf(states, 20)), 1.3).apply(all));
        var features = KernelFeatures.of(manager, rows(twice), 1.3);
        double[][] found = LinearAlgebra.toJava(features.apply(all));
        assertEquals(20, features.size());
        assertEquals(product(once[50], once[55]), product(found[50], found[55]), 1e-7);
    }

    @Test
    void featuresAreOfTheStatesOwnType() {
        var features = KernelFeatures.of(manager, rows(states), 1);
        NDArray single = rows(states).toType(DataType.FLOAT32, false);
        assertEquals(DataType.FLOAT32, features.apply(single).getDataType());
        assertArrayEquals(features.apply(rows(states)).toType(DataType.FLOAT32, false).toFloatArray(),
                features.apply(single).toFloatArray(), 1e-3f);
    }

    @Test
    void whatIsNoKernelIsRefused() {
        NDArray some = rows(states);
        refused("lengthScale (0.0) must be above 0 and finite", () -> KernelFeatures.of(manager, some, 0));
        refused("lengthScale (NaN) must be above 0 and finite", () -> KernelFeatures.of(manager, some, Double.NaN));
        refused("centres (NaN in row 0, column 1) must be finite numbers",
                () -> KernelFeatures.of(manager, rows(new double[][] {{1, Double.NaN}}), 1));
        var features = KernelFeatures.of(manager, some, 1);
        refused("states (2, 2) must be (N, 3)", () -> features.apply(rows(new double[2][2])));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private NDArray rows(double[][] matrix) {
        return LinearAlgebra.toNative(manager, matrix, DataType.FLOAT64);
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] states(int rows, int columns) {
        var random = new Random(8);
        var values = new double[rows][columns];
        Arrays.stream(values).forEach(row -> Arrays.setAll(row, i -> random.nextGaussian()));
        return values;
    }
}
