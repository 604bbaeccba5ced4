// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StateScalerTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(3);
    private final NDArray layer = uniform(300, 5).matMul(uniform(5, 5)).add(2);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theWayThereAndBackIsExactToRounding() {
        for (double alpha : new double[] {1, 0.5, 0}) {
            StateScaler scaler = StateScaler.fit(List.of(layer), 5, alpha).get(0);
            assertArrayEquals(layer.toDoubleArray(), scaler.undo(scaler.apply(layer)).toDoubleArray(), 1e-12);
        }
    }

    @Test
    void theTrainingMatrixHasTheMeanZeroAndTheNormOneHundred() {
        NDArray scaled = StateScaler.fit(List.of(layer), 5, 1).get(0).apply(layer);
        assertArrayEquals(new double[5], scaled.mean(new int[] {0}).toDoubleArray(), 1e-12);
        assertEquals(100, scaled.norm().getDouble(), 1e-9);
    }

    /** As published: a component of deviation s is stretched by α + (1 − α) / s, before all are scaled alike. */
    @Test
    void halfAWhiteningStretchesByTheDeviationsOfTheComponents() {
        NDArray square = manager.create(new double[] {4, 0.5, -4, 0.5, 4, -0.5, -4, -0.5}, new Shape(4, 2)); // deviations 4, 0.5
        double[] scaled = StateScaler.fit(List.of(square), 2, 0.5).get(0).apply(square).toDoubleArray();
        double wide = 4 * (0.5 + 0.5 / 4);
        double narrow = 0.5 * (0.5 + 0.5 / 0.5);
        assertEquals(wide / narrow, Math.abs(scaled[0] / scaled[1]), 1e-9);
    }

    @Test
    void fullWhiteningLeavesAllDirectionsAlike() {
        NDArray white = StateScaler.fit(List.of(layer), 5, 0).get(0).apply(layer);
        var expected = new double[25];
        for (int i = 0; i < 5; i++) {
            expected[6 * i] = 10_000.0 / 5;
        }
        assertArrayEquals(expected, white.transpose().matMul(white).toDoubleArray(), 1e-6);
    }

    @Test
    void distancesKeepTheirRatiosWithoutWhitening() {
        NDArray scaled = StateScaler.fit(List.of(layer), 5, 1).get(0).apply(layer);
        double first = distance(scaled, 3, 8) / distance(layer, 3, 8);
        assertEquals(first, distance(scaled, 20, 100) / distance(layer, 20, 100), 1e-12);
    }

    @Test
    void earlierLayersAreRotatedOntoTheLast() {
        // A layer that is the last one turned and mirrored must lie on it after the rotation.
        double c = Math.cos(1.1);
        double s = Math.sin(1.1);
        NDArray last = uniform(200, 2).mul(manager.create(new double[] {3, 1}));
        NDArray turned = last.matMul(manager.create(new double[] {c, s, s, -c}, new Shape(2, 2)));
        List<StateScaler> scalers = StateScaler.fit(List.of(turned, last), 2, 1);
        assertArrayEquals(scalers.get(1).apply(last).toDoubleArray(), scalers.get(0).apply(turned).toDoubleArray(), 1e-10);
    }

    @Test
    void theLastLayerIsNotRotated() {
        NDArray other = uniform(300, 5);
        StateScaler alone = StateScaler.fit(List.of(layer), 4, 1).get(0);
        StateScaler last = StateScaler.fit(List.of(other, uniform(300, 5), layer), 4, 1).get(2);
        assertArrayEquals(alone.apply(layer).toDoubleArray(), last.apply(layer).toDoubleArray());
        // Along principal components the columns are uncorrelated, which a rotation would not leave so.
        NDArray seen = last.apply(layer);
        NDArray products = seen.transpose().matMul(seen);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(0, products.getDouble(i, j), 1e-8);
            }
        }
    }

    @Test
    void theRotationOfAnEarlierLayerIsTheNearestInTheSquaresOfDistances() {
        // In a plane, orthogonal Procrustes has a closed form: of all turns the angle atan2(b - c, a + d) of A^T B, of all
        // mirrored ones atan2(b + c, a - d); whichever leaves less.
        NDArray early = uniform(200, 2).mul(manager.create(new double[] {2, 1}));
        NDArray late = early.matMul(manager.create(new double[] {0.3, 1, -0.9, 0.8}, new Shape(2, 2))).add(uniform(200, 2));
        NDArray target = StateScaler.fit(List.of(late), 2, 1).get(0).apply(late);
        NDArray own = StateScaler.fit(List.of(early), 2, 1).get(0).apply(early);
        double[] m = own.transpose().matMul(target).toDoubleArray(); // a, b, c, d
        double turn = Math.hypot(m[0] + m[3], m[1] - m[2]); // the trace that is left after the best turn
        double mirror = Math.hypot(m[0] - m[3], m[1] + m[2]);
        double angle = turn > mirror ? Math.atan2(m[1] - m[2], m[0] + m[3]) : Math.atan2(m[1] + m[2], m[0] - m[3]);
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double[] best = turn > mirror ? new double[] {c, s, -s, c} : new double[] {c, s, s, -c};
        StateScaler rotated = StateScaler.fit(List.of(early, late), 2, 1).get(0);
        assertArrayEquals(own.matMul(manager.create(best, new Shape(2, 2))).toDoubleArray(),
                rotated.apply(early).toDoubleArray(), 1e-9);
        assertArrayEquals(early.toDoubleArray(), rotated.undo(rotated.apply(early)).toDoubleArray(), 1e-11);
    }

    @Test
    void fewerComponentsKeepTheMeanAndTheLeadingDirections() {
        // Scaled to the norm of what is kept, not of the whole: 100 with three components too.
        StateScaler three = StateScaler.fit(List.of(layer), 3, 1).get(0);
        assertEquals(100, three.apply(layer).norm().getDouble(), 1e-9);
        NDArray back = three.undo(three.apply(layer));
        var components = PrincipalComponents.fit(layer, 3);
        NDArray kept = components.project(layer).matMul(LinearAlgebra.toNative(manager,
                LinearAlgebra.transposed(components.components()), layer.getDataType()));
        assertArrayEquals(kept.add(manager.create(components.mean())).toDoubleArray(), back.toDoubleArray(), 1e-10);
    }

    @Test
    void whatIsSavedComesBackAsItWas() {
        StateScaler scaler = StateScaler.fit(List.of(uniform(300, 5), layer), 3, 0.5).get(0);
        var saved = scaler.save(manager, "first");
        StateScaler loaded = StateScaler.load(name -> saved.stream().filter(array -> array.getName().equals(name))
                .findFirst().orElseThrow(), "first");
        assertArrayEquals(scaler.apply(layer).toDoubleArray(), loaded.apply(layer).toDoubleArray());
        assertArrayEquals(scaler.undo(scaler.apply(layer)).toDoubleArray(), loaded.undo(loaded.apply(layer)).toDoubleArray());
        assertEquals("StateScaler from 5 features to 3 components", loaded.toString());
    }

    @Test
    void whatIsFittedOnTrainingStatesIsAppliedToOthersUnchanged() {
        StateScaler scaler = StateScaler.fit(List.of(layer), 3, 1).get(0);
        NDArray alone = scaler.apply(layer.get("10:11"));
        assertArrayEquals(scaler.apply(layer).get("10:11").toDoubleArray(), alone.toDoubleArray(), 1e-12);
        assertEquals(3, scaler.components());
    }

    @Test
    void layersMayDifferInWidth() {
        NDArray wide = uniform(300, 9);
        List<StateScaler> scalers = StateScaler.fit(List.of(wide, layer, uniform(300, 7)), 5, 1);
        assertEquals(List.of(9, 5, 7), scalers.stream().map(StateScaler::features).toList());
        assertEquals(100, scalers.get(0).apply(wide).norm().getDouble(), 1e-9);
        assertArrayEquals(layer.toDoubleArray(), scalers.get(1).undo(scalers.get(1).apply(layer)).toDoubleArray(), 1e-12);
        refused("components (6) must be at most 5, the width of layer 1",
                () -> StateScaler.fit(List.of(wide, layer, uniform(300, 7)), 6, 1));
    }

    @Test
    void deadUnitsAreUndoneToWhatTheyWere() {
        // Two of five units vary; the others have always been 0, 7 and the first one again.
        NDArray live = uniform(300, 2);
        NDArray dead = live.concat(manager.zeros(new Shape(300, 1), live.getDataType()), 1)
                .concat(manager.ones(new Shape(300, 1), live.getDataType()).mul(7), 1).concat(live.get(":,:1"), 1);
        List<StateScaler> scalers = StateScaler.fit(List.of(dead, layer), 5, 1);
        NDArray scaled = scalers.get(0).apply(dead);
        assertEquals(100, scaled.norm().getDouble(), 1e-9);
        assertArrayEquals(dead.toDoubleArray(), scalers.get(0).undo(scaled).toDoubleArray(), 1e-12);
        StateScaler onto = StateScaler.fit(List.of(layer, dead), 5, 1).get(0); // the overlap has rank 2
        assertArrayEquals(layer.toDoubleArray(), onto.undo(onto.apply(layer)).toDoubleArray(), 1e-12);
        assertEquals(distance(layer, 3, 8) / distance(layer, 20, 100),
                distance(onto.apply(layer), 3, 8) / distance(onto.apply(layer), 20, 100), 1e-12);
    }

    @Test
    void layersWithoutVarianceAreRefusedByName() {
        NDArray same = manager.ones(new Shape(300, 5), DataType.FLOAT64).mul(0.3);
        flat("layer 0 has no variance: every sample has the same state", same, layer);
        flat("layer 1 has no variance: every sample has the same state", layer, same);
        flat("layer 1 has no variance: every sample has the same state", layer, manager.zeros(new Shape(300, 5)));
        // A constant token's states, which single precision adds up in several orders, differ in their last places.
        NDArray rounded = uniform(1, 64).mul(30).add(uniform(300, 64).mul(2e-6)).toType(DataType.FLOAT32, false);
        flat("layer 0 has no variance: every sample has the same state", rounded, layer);
        NDArray small = uniform(1, 64).mul(30).add(uniform(300, 64).mul(2e-3)).toType(DataType.FLOAT32, false);
        assertEquals(2, StateScaler.fit(List.of(small, layer), 3, 1).size());
    }

    private static void flat(String message, NDArray... layers) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refused(message, () -> StateScaler.fit(List.of(layers), 3, 1)));
    }

    @Test
    void layersOfOtherThanFiniteNumbersAreRefusedByName() {
        double[] values = layer.toDoubleArray();
        values[5 * 7 + 3] = Double.NaN;
        NDArray broken = manager.create(values, layer.getShape());
        refused("layer 2 (NaN in row 7, column 3) must be finite numbers",
                () -> StateScaler.fit(List.of(layer, layer, broken), 3, 1));
        values[5 * 7 + 3] = Double.NEGATIVE_INFINITY;
        NDArray endless = manager.create(values, layer.getShape());
        refused("layer 0 (-Infinity in row 7, column 3) must be finite numbers",
                () -> StateScaler.fit(List.of(endless, layer), 3, 1));
        StateScaler scaler = StateScaler.fit(List.of(layer), 5, 1).get(0);
        refused("states (NaN in row 7, column 3) must be finite numbers", () -> scaler.apply(broken));
        refused("preprocessed states (NaN in row 7, column 3) must be finite numbers", () -> scaler.undo(broken));
        NDArray large = layer.toType(DataType.FLOAT32, true).mul(1e36).add(2e37); // whose sum single precision cannot hold
        assertTrue(Float.isInfinite(large.sum().getFloat()));
        assertEquals(1, StateScaler.fit(List.of(large), 3, 1).size());
    }

    @Test
    void badRequestsAreRefused() {
        refused("components (0) must be at least 1", () -> StateScaler.fit(List.of(layer), 0, 1));
        refused("states (1 samples) must be more than the components (1)", () -> StateScaler.fit(List.of(uniform(1, 4)), 1, 1));
        refused("layer 1 (200 samples) must have 300, as layer 0", () -> StateScaler.fit(List.of(layer, uniform(200, 5)), 2, 1));
        refused("layer 0 (300) must be (N, d), with one row and one column at least",
                () -> StateScaler.fit(List.of(layer.get(":,0")), 2, 1));
        refused("layer 1 (0, 5) must be (N, d), with one row and one column at least",
                () -> StateScaler.fit(List.of(layer, manager.create(new Shape(0, 5))), 2, 1));
        refused("alpha (1.5) must be from 0 to 1", () -> StateScaler.fit(List.of(layer), 2, 1.5));
        refused("states (2 samples) must be more than the components (3)",
                () -> StateScaler.fit(List.of(uniform(2, 4)), 3, 1));
        refused("states (3 samples) must be more than the components (3)",
                () -> StateScaler.fit(List.of(uniform(3, 4)), 3, 1));
        refused("layers (none) must be one at least", () -> StateScaler.fit(List.of(), 3, 1));
        NDArray flat = uniform(50, 1).matMul(uniform(1, 3));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> StateScaler.fit(List.of(flat), 3, 0)).getMessage()
                .startsWith("alpha (0.0) must be 1 where a component has no variance"));
        StateScaler scaler = StateScaler.fit(List.of(layer), 3, 1).get(0);
        refused("states (2, 4) must be (N, 5)", () -> scaler.apply(uniform(2, 4)));
        refused("preprocessed states (2, 4) must be (N, 3)", () -> scaler.undo(uniform(2, 4)));
    }

    private static double distance(NDArray rows, int i, int j) {
        return rows.get(i).sub(rows.get(j)).norm().getDouble();
    }

    private NDArray uniform(int rows, int columns) {
        return manager.create(random.doubles(rows * columns).map(u -> 2 * u - 1).toArray(), new Shape(rows, columns));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
