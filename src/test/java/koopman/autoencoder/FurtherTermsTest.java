// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.representation.EffectiveDimension;
import koopman.representation.LinearAlgebra;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entropy, contrast, sparse generator and the way back as terms of a fit, each against its formula and finite differences. */
class FurtherTermsTest {

    private static final int B = 6;
    private static final int P = 3;
    private static final int M = 4;
    private static final AutoencoderSettings PLAIN =
            new AutoencoderSettings(5, M, 3, new OperatorForm.Exponential(), new LossWeights(0, 0, 0, 0));

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(8);
    private final Trajectory rows = Trajectory.of(IntStream.range(0, 4).mapToObj(i -> normal(B, P)).toList());

    @AfterEach
    void free() {
        manager.close();
    }

    static List<LossTerm> terms() {
        return List.of(LossTerm.entropy(0.7), LossTerm.entropy(-0.7), LossTerm.contrast(2, 0.3), LossTerm.contrast(2, 0.3, 1),
                LossTerm.sparse(0.1), LossTerm.backward(3));
    }

    @Test
    void theTermsAreTheirDefinitions() {
        Map<String, NDArray> parameters = parameters(PLAIN);
        NDArray x = Layers.encode(parameters, rows.first());
        NDArray y = Layers.encode(parameters, rows.last());
        double square = rows.meanSquare();
        double entropy = EffectiveDimension.entropy(x.concat(y, 0));
        assertEquals(0.7 * square * (Math.log(M) - entropy), value(LossTerm.entropy(0.7), parameters), 1e-8);
        assertEquals(0.7 * square * entropy, value(LossTerm.entropy(-0.7), parameters), 1e-8);
        assertEquals(2 * square * StepContrast.betweenEnds(x, y, 0.3).getDouble(), value(LossTerm.contrast(2, 0.3), parameters),
                1e-12);
        NDArray all = manager.zeros(new Shape(B, 4, M), DataType.FLOAT64);
        IntStream.range(0, 4).forEach(step -> all.set(new NDIndex(":, " + step),
                Layers.encode(parameters, rows.states().get(step))));
        assertEquals(2 * square * StepContrast.alongJourneys(all, 1, 0.3).getDouble(),
                value(LossTerm.contrast(2, 0.3, 1), parameters), 1e-12);
        assertEquals(0.1 * Arrays.stream(parameters.get("operator.generator").toDoubleArray()).map(Math::abs).sum(),
                value(LossTerm.sparse(0.1), parameters), 1e-12);
        NDArray journey = MatrixExponential.of(parameters.get("operator.generator")).transpose();
        NDArray back = y.matMul(LinearAlgebra.toNative(manager, inverse(LinearAlgebra.toJava(journey)), DataType.FLOAT64));
        assertEquals(3 * back.sub(x).square().mean().getDouble(), value(LossTerm.backward(3), parameters), 1e-10);
    }

    @Test
    void aJourneyBackAfterTheJourneyThereLosesNothing() {
        Map<String, NDArray> parameters = parameters(PLAIN.with(new OperatorForm.Eigen()));
        NDArray x = Layers.encode(parameters, rows.first());
        NDArray y = new OperatorForm.Eigen().advance(parameters, x, 3, 3);
        var journey = new Journey(parameters, PLAIN.with(new OperatorForm.Eigen()), rows, x, y, y, x, x, x);
        assertEquals(0, LossTerm.backward(1).losses(journey).head().getDouble(), 1e-25);
    }

    @ParameterizedTest
    @MethodSource("terms")
    void gradientsAreThoseOfFiniteDifferences(LossTerm term) {
        gradientsAreThoseOfFiniteDifferences(term, PLAIN);
    }

    @Test
    void soAreThoseOfTheWayBackOfTheEigenForm() {
        gradientsAreThoseOfFiniteDifferences(LossTerm.backward(3), PLAIN.with(new OperatorForm.Eigen()));
    }

    private void gradientsAreThoseOfFiniteDifferences(LossTerm term, AutoencoderSettings settings) {
        Map<String, NDArray> parameters = parameters(settings);
        parameters.values().forEach(array -> array.setRequiresGradient(true));
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(sum(settings.plus(term), parameters));
        }
        parameters.forEach((name, array) -> {
            double[] gradient = array.getGradient().toDoubleArray();
            for (int i = 0; i < gradient.length; i++) {
                double slope = term instanceof SparseGenerator ? 0 // by the proximal step alone
                        : (moved(settings.plus(term), parameters, name, i, 1e-6)
                                - moved(settings.plus(term), parameters, name, i, -1e-6)) / 2e-6;
                assertEquals(slope, gradient[i], 2e-7 * Math.max(1, Math.abs(slope)), name + " entry " + i);
            }
        });
    }

    @Test
    void aProximalStepDrawsEachEntryTowardsZeroAndStopsThere() {
        try (var autoencoder = new KoopmanAutoencoder(PLAIN, P, 1, DataType.FLOAT64)) {
            autoencoder.parameters().arrays().get("operator.generator").set(new NDIndex(":"),
                    manager.create(new double[] {1, -1, 0.04, -0.04, 0.06, 0, -0.06, 2, 3, 4, 5, 6, 7, 8, 9, 0},
                            new Shape(M, M)));
            assertEquals(14, autoencoder.operatorNonZeros());
            double[] others = autoencoder.parameters().arrays().get("encoder.first.weight").toDoubleArray();
            LossTerm.sparse(0.5).afterStep(autoencoder.parameters(), 0.1);
            assertArrayEquals(new double[] {0.95, -0.95, 0, 0, 0.01, 0, -0.01, 1.95, 2.95, 3.95, 4.95, 5.95, 6.95, 7.95, 8.95, 0},
                    autoencoder.parameters().arrays().get("operator.generator").toDoubleArray(), 1e-12);
            assertEquals(12, autoencoder.operatorNonZeros());
            assertArrayEquals(others, autoencoder.parameters().arrays().get("encoder.first.weight").toDoubleArray());
        }
    }

    @Test
    void aFitMakesTheGeneratorSparseAndTheEntropyLargeOrSmall() {
        assertEquals(M * M, fitted(List.of()).operatorNonZeros());
        KoopmanAutoencoder sparse = fitted(List.of(LossTerm.sparse(1)));
        assertTrue(sparse.operatorNonZeros() < M * M / 2, "non-zeros: " + sparse.operatorNonZeros());
        double large = EffectiveDimension.of(fitted(List.of(LossTerm.entropy(1))).encode(rows.first().concat(rows.last(), 0)));
        double small = EffectiveDimension.of(fitted(List.of(LossTerm.entropy(-1))).encode(rows.first().concat(rows.last(), 0)));
        assertTrue(large > small + 1, large + " against " + small);
    }

    private KoopmanAutoencoder fitted(List<LossTerm> terms) {
        var settings = new AutoencoderSettings(5, M, 3, new OperatorForm.Exponential(), LossWeights.isometry(0), terms);
        return KoopmanAutoencoder.fit(rows, settings, TrainingPlan.adamW(100, B, 3e-2), 1, Progress.silent(), Checkpoint.none());
    }

    @ParameterizedTest
    @MethodSource("terms")
    void aTextStandsForATerm(LossTerm term) {
        assertEquals(term, LossTerm.parse(term.toString()));
    }

    @Test
    void whatATermCannotDoIsRefused() {
        assertRefused("operator (Free[]) must be exponential or eigen for the way back: others need not have an inverse",
                LossTerm.backward(1), new OperatorForm.Free());
        assertRefused("operator (Eigen[most=1.0]) must be exponential for a sparse generator: others learn none, or one of"
                + " blocks", LossTerm.sparse(1), new OperatorForm.Eigen(1));
        assertRefused("neighbours (2) must be at most 1, so that 4 states hold some before, some after and one beyond",
                LossTerm.contrast(1, 1, 2), new OperatorForm.Exponential());
    }

    private void assertRefused(String message, LossTerm term, OperatorForm form) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> KoopmanLoss.of(PLAIN.with(form).plus(term), rows)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy 0", "entropy NaN", "contrast 0 1 0", "contrast 1 0 0", "contrast 1 1 -1", "contrast 1 1",
        "sparse -1", "backward Infinity", "sparse", "sparse x"})
    void numbersOutOfRangeAreRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> LossTerm.parse(text)).getMessage();
        assertTrue(message.contains(" must "), message);
    }

    private double value(LossTerm term, Map<String, NDArray> parameters) {
        return sum(PLAIN.plus(term), parameters).getDouble();
    }

    private NDArray sum(AutoencoderSettings settings, Map<String, NDArray> parameters) {
        NDList terms = KoopmanLoss.of(settings, rows).terms(parameters, rows.arrays());
        return terms.stream().reduce(NDArray::add).orElseThrow();
    }

    private double moved(AutoencoderSettings settings, Map<String, NDArray> parameters, String name, int entry, double by) {
        var changed = new LinkedHashMap<>(parameters);
        double[] values = parameters.get(name).toDoubleArray();
        values[entry] += by;
        changed.put(name, manager.create(values, parameters.get(name).getShape()));
        return sum(settings, changed).getDouble();
    }

    /** Copies of the starting parameters, moved a little so that nothing stands at a special place. */
    private Map<String, NDArray> parameters(AutoencoderSettings settings) {
        var moved = new LinkedHashMap<String, NDArray>();
        try (var autoencoder = new KoopmanAutoencoder(settings, P, 1, DataType.FLOAT64)) {
            autoencoder.parameters().arrays().forEach((name, array) -> moved.put(name,
                    manager.create(array.toDoubleArray(), array.getShape()).add(uniform(array.getShape()).mul(0.1))));
        }
        return moved;
    }

    /** Returns V S^-1 U^T of a matrix U S V^T. */
    private static double[][] inverse(double[][] matrix) {
        LinearAlgebra.Singular singular = LinearAlgebra.singular(matrix);
        double[][] scaled = Arrays.stream(singular.right()).map(row -> IntStream.range(0, row.length)
                .mapToDouble(i -> row[i] / singular.values()[i]).toArray()).toArray(double[][]::new);
        return LinearAlgebra.product(scaled, LinearAlgebra.transposed(singular.left()));
    }

    private NDArray normal(long count, long width) {
        return uniform(new Shape(count, width));
    }

    private NDArray uniform(Shape shape) {
        return manager.create(random.doubles(shape.size()).map(u -> 2 * u - 1).toArray(), shape);
    }
}
