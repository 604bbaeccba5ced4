// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import koopman.OracleFiles;
import koopman.representation.EffectiveDimension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entropy and mutual information of observables against another program, their formulas in plain Java and finite differences. */
class InformationTest {

    private static final JsonObject ORACLE = OracleFiles.json(InformationTest.class, "information_terms.json");

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(5);
    private final NDArray latents = manager.create(Arrays.stream(OracleFiles.rows(InformationTest.class,
            "info_latents_3x12x4.csv")).flatMapToDouble(Arrays::stream).toArray(), new Shape(36, 4)); // 3 journeys of 12 steps

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theEntropyIsThatOfTheReleasedCode() {
        double expected = ORACLE.get("von_neumann_entropy_latents").getAsDouble(); // which adds 1e-8 to the diagonal
        assertEquals(expected, LatentEntropy.of(latents).getDouble(), 1e-8);
        assertEquals(expected, LatentEntropy.of(latents.toType(DataType.FLOAT32, true)).toType(DataType.FLOAT64, true)
                .getDouble(), 1e-6);
        assertEquals(Math.exp(expected), EffectiveDimension.of(latents), 1e-7);
    }

    @Test
    void theEntropysGradientIsThatOfFiniteDifferences() {
        gradientIsThatOfFiniteDifferences(LatentEntropy::of, normal(9, 4));
    }

    @Test
    void directionsThatNothingFillsCountNothing() {
        NDArray wide = latents.concat(manager.zeros(new Shape(36, 3), DataType.FLOAT64), 1);
        assertEquals(LatentEntropy.of(latents).getDouble(), LatentEntropy.of(wide).getDouble(), 1e-12);
        assertEquals(EffectiveDimension.of(latents), EffectiveDimension.of(wide), 1e-12);
        wide.setRequiresGradient(true);
        assertTrue(Double.isFinite(gradient(LatentEntropy::of, wide).sum().getDouble()));
        assertTrue(Double.isNaN(LatentEntropy.of(wide.mul(Double.NaN)).getDouble()), "a loss says so by its name");
    }

    @Test
    void alongJourneysTheContrastIsThatOfTheReleasedCode() {
        NDArray journeys = latents.reshape(3, 12, 4);
        assertEquals(ORACLE.get("infonce_latents_k2_tau0.1").getAsDouble(),
                StepContrast.alongJourneys(journeys, 2, 0.1).getDouble(), 1e-8);
        assertEquals(ORACLE.get("infonce_latents_k3_tau0.07").getAsDouble(),
                StepContrast.alongJourneys(journeys, 3, 0.07).getDouble(), 1e-8);
        gradientIsThatOfFiniteDifferences(rows -> StepContrast.alongJourneys(rows.reshape(2, 5, 3), 1, 0.3), normal(10, 3));
    }

    @Test
    void betweenEndsTheContrastIsThatOfTheDiagonal() {
        double[][] x = rows(5, 3);
        double[][] y = rows(5, 3);
        double expected = 0;
        for (int i = 0; i < x.length; i++) {
            double all = 0;
            for (double[] other : y) {
                all += Math.exp(cosine(x[i], other) / 0.2);
            }
            expected -= Math.log(Math.exp(cosine(x[i], y[i]) / 0.2) / all) / x.length;
        }
        assertEquals(expected, StepContrast.betweenEnds(array(x), array(y), 0.2).getDouble(), 1e-12);
        gradientIsThatOfFiniteDifferences(rows -> StepContrast.betweenEnds(rows, array(y), 0.2), array(x));
        gradientIsThatOfFiniteDifferences(rows -> StepContrast.betweenEnds(array(x), rows, 0.2), array(y));
    }

    @Test
    void aSmallTemperatureOverflowsNothing() {
        NDArray single = normal(8, 3).toType(DataType.FLOAT32, true);
        assertTrue(StepContrast.betweenEnds(single, single.mul(2), 1e-3).getFloat() < 1e-3, "each finds its own");
        assertTrue(Float.isFinite(StepContrast.alongJourneys(single.reshape(1, 8, 3), 1, 1e-3).getFloat()));
    }

    @Test
    void moreNeighboursThanTheStepsHoldAreRefused() {
        assertEquals("neighbours (3) must be at most 2, so that 7 states hold some before, some after and one beyond",
                assertThrows(IllegalArgumentException.class,
                        () -> StepContrast.alongJourneys(normal(7, 2).reshape(1, 7, 2), 3, 0.1)).getMessage());
    }

    private void gradientIsThatOfFiniteDifferences(UnaryOperator<NDArray> scalar, NDArray rows) {
        double[] gradient = gradient(scalar, rows).toDoubleArray();
        double[] values = rows.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            double[] up = values.clone();
            double[] down = values.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            double slope = (scalar.apply(manager.create(up, rows.getShape())).getDouble()
                    - scalar.apply(manager.create(down, rows.getShape())).getDouble()) / 2e-6;
            assertEquals(slope, gradient[i], 1e-8 * Math.max(1, Math.abs(slope)), "entry " + i);
        }
    }

    private static NDArray gradient(UnaryOperator<NDArray> scalar, NDArray rows) {
        rows.setRequiresGradient(true);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(scalar.apply(rows));
        }
        return rows.getGradient();
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            square += a[i] * a[i];
            otherSquare += b[i] * b[i];
        }
        return product / Math.sqrt(square * otherSquare);
    }

    private double[][] rows(int count, int width) {
        var rows = new double[count][width];
        Arrays.stream(rows).forEach(row -> Arrays.setAll(row, i -> random.nextGaussian()));
        return rows;
    }

    private NDArray array(double[][] rows) {
        return koopman.representation.LinearAlgebra.toNative(manager, rows, DataType.FLOAT64).duplicate();
    }

    private NDArray normal(int count, int width) {
        return array(rows(count, width));
    }
}
