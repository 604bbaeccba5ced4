// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CenteredKernelAlignmentTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(3);
    private final NDArray x = normal(60, 5);
    private final NDArray y = x.matMul(normal(5, 3)).add(normal(60, 3)).add(4);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void itIsTheQuotientOfCovariancesOfKernels() {
        double direct = independence(x, y) / Math.sqrt(independence(x, x) * independence(y, y));
        assertTrue(direct > 0.2 && direct < 0.9, "a case between the ends: " + direct);
        assertEquals(direct, CenteredKernelAlignment.of(x, y), 1e-12);
    }

    /** tr(K H L H) / (N − 1)² with the kernels K = X X^T, L = Y Y^T and H = I − 1/N, as it is defined. */
    private double independence(NDArray a, NDArray b) {
        double[][] k = kernel(a);
        double[][] l = kernel(b);
        int n = k.length;
        var h = new double[n][n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(h[i], -1.0 / n);
            h[i][i] += 1;
        }
        double[][] product = LinearAlgebra.product(LinearAlgebra.product(k, h), LinearAlgebra.product(l, h));
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += product[i][i];
        }
        return trace / ((n - 1.0) * (n - 1));
    }

    private static double[][] kernel(NDArray rows) {
        double[][] a = LinearAlgebra.toJava(rows);
        return LinearAlgebra.product(a, LinearAlgebra.transposed(a));
    }

    @Test
    void rotationShiftAndOneScaleChangeNothing() {
        double alike = CenteredKernelAlignment.of(x, y);
        NDArray rotation = LinearAlgebra.toNative(manager,
                LinearAlgebra.nearestRotation(LinearAlgebra.toJava(normal(5, 5))), DataType.FLOAT64);
        assertEquals(alike, CenteredKernelAlignment.of(x.matMul(rotation).mul(-7).add(3), y), 1e-12);
        assertEquals(alike, CenteredKernelAlignment.of(y.mul(1e-90), x.mul(1e90)), 1e-12);
        NDArray stretched = x.mul(manager.create(new double[] {9, 1, 1, 1, 1}));
        assertTrue(Math.abs(alike - CenteredKernelAlignment.of(stretched, y)) > 0.01, "a stretch of one axis shows");
    }

    @Test
    void withItselfItIsOneAndWithSomethingElseNearZero() {
        assertEquals(1, CenteredKernelAlignment.of(x, x), 1e-12);
        NDArray many = normal(20_000, 5);
        double chance = CenteredKernelAlignment.of(many, normal(20_000, 3));
        assertTrue(chance < 0.002, "independent clouds: " + chance);
    }

    @Test
    void singlePrecisionIsEnough() {
        assertEquals(CenteredKernelAlignment.of(x, y), CenteredKernelAlignment.of(x.toType(DataType.FLOAT32, true), y), 1e-6);
    }

    @Test
    void whatSaysNothingIsRefused() {
        refused("second (3, 3) must have 60 samples, as first", x, normal(3, 3));
        refused("second has no variance: every sample has the same representation", x,
                manager.ones(new Shape(60, 2), DataType.FLOAT64));
        refused("first (60) must be (N, d), with one row and one column at least", x.get(":, 0"), y);
        refused("second (NaN in row 0, column 1) must be finite numbers", x.get(":2"),
                manager.create(new double[] {0, Double.NaN, 1, 1}, new Shape(2, 2)));
        refused("first has no variance: every sample has the same representation", x.get(":1"), y.get(":1"));
    }

    private static void refused(String message, NDArray first, NDArray second) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> CenteredKernelAlignment.of(first, second)).getMessage());
    }

    private NDArray normal(int rows, int columns) {
        var values = new double[rows * columns];
        Arrays.setAll(values, i -> random.nextGaussian());
        return manager.create(values, new Shape(rows, columns));
    }
}
