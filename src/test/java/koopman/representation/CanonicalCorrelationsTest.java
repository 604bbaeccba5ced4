// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CanonicalCorrelationsTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(3);
    private final NDArray x = normal(400, 5);
    private final NDArray y = x.matMul(normal(5, 3)).add(normal(400, 3));

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void ofOneColumnEachItIsTheCorrelation() {
        double[] a = x.get(":, 0").toDoubleArray();
        double[] b = y.get(":, 1").toDoubleArray();
        double ma = Arrays.stream(a).average().orElseThrow();
        double mb = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        assertArrayEquals(new double[] {Math.abs(ab) / Math.sqrt(aa * bb)},
                CanonicalCorrelations.of(x.get(":, :1"), y.get(":, 1:2")).values(), 1e-12);
    }

    @Test
    void noChangeOfCoordinatesChangesThem() {
        double[] values = CanonicalCorrelations.of(x, y).values();
        assertEquals(3, values.length);
        assertArrayEquals(values, CanonicalCorrelations.of(x.matMul(normal(5, 5)).add(7), y.matMul(normal(3, 3))).values(), 1e-9);
        assertArrayEquals(values, CanonicalCorrelations.of(y, x).values(), 1e-10);
    }

    @Test
    void aJourneyThatLosesNothingHasAllOnes() {
        double[] values = CanonicalCorrelations.of(x, x.matMul(normal(5, 5))).values();
        assertArrayEquals(new double[] {1, 1, 1, 1, 1}, values, 1e-10);
    }

    @Test
    void directionsWithoutVarianceAreNotCounted() {
        NDArray more = x.concat(x.get(":, :1").mul(2), 1).concat(manager.ones(new Shape(400, 1), DataType.FLOAT64), 1);
        assertArrayEquals(CanonicalCorrelations.of(x, y).values(), CanonicalCorrelations.of(more, y).values(), 1e-9);
    }

    @Test
    void whatSaysNothingIsRefused() {
        refused("last (3, 3) must have 400 samples, as first", () -> CanonicalCorrelations.of(x, normal(3, 3)));
        refused("first (4 samples) must be more than the observables (5): with fewer every correlation is 1",
                () -> CanonicalCorrelations.of(x.get(":4"), y.get(":4")));
        refused("last has no variance: every sample has the same observables",
                () -> CanonicalCorrelations.of(x, manager.ones(new Shape(400, 2), DataType.FLOAT64)));
        refused("power (0) must be at least 1", () -> CanonicalCorrelations.of(x, y).vamp(0));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private NDArray normal(int rows, int columns) {
        var values = new double[rows * columns];
        Arrays.setAll(values, i -> random.nextGaussian());
        return manager.create(values, new Shape(rows, columns));
    }
}
