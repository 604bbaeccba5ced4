// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectiveDimensionTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void directionsThatVaryAlikeAreCounted() {
        // The corners of a square, of a rectangle, and of a line, far from the origin.
        assertEquals(2, EffectiveDimension.of(rows(9, 9, 9, 11, 11, 9, 11, 11)), 1e-12);
        assertEquals(1, EffectiveDimension.of(rows(9, 9, 10, 10, 11, 11, 12, 12)), 1e-12);
        double minor = 1 / 17.0; // variances 1 and 16
        double entropy = -minor * Math.log(minor) - (1 - minor) * Math.log(1 - minor);
        assertEquals(Math.exp(entropy), EffectiveDimension.of(rows(0, 0, 2, 0, 0, 8, 2, 8)), 1e-12);
        assertEquals(entropy, EffectiveDimension.entropy(rows(0, 0, 2, 0, 0, 8, 2, 8)), 1e-12);
    }

    @Test
    void rotationsAndOneScaleChangeNothing() {
        NDArray rows = manager.randomNormal(new Shape(50, 6)).toType(DataType.FLOAT64, false)
                .mul(manager.create(new double[] {1, 2, 3, 4, 5, 6}));
        double[][] axes = LinearAlgebra.orthonormal(LinearAlgebra.toJava(manager.randomNormal(new Shape(6, 6))));
        NDArray turned = rows.matMul(LinearAlgebra.toNative(manager, axes, DataType.FLOAT64)).mul(1e-3).add(5);
        assertEquals(EffectiveDimension.of(rows), EffectiveDimension.of(turned), 1e-9);
        assertEquals(EffectiveDimension.of(rows), EffectiveDimension.of(rows.toType(DataType.FLOAT32, true)), 1e-5);
    }

    @Test
    void rowsWithoutVarianceOrNumbersAreRefused() {
        assertEquals("rows have no variance: every one is the same", assertThrows(IllegalArgumentException.class,
                () -> EffectiveDimension.of(rows(1, 2, 1, 2))).getMessage());
        assertEquals("rows (NaN in row 1, column 0) must be finite numbers", assertThrows(IllegalArgumentException.class,
                () -> EffectiveDimension.of(rows(1, 2, Double.NaN, 2))).getMessage());
    }

    private NDArray rows(double... values) {
        return manager.create(values, new Shape(values.length / 2, 2));
    }
}
