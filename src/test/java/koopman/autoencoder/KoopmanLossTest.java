// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each loss against its definition written out in plain Java, and its gradient against finite differences. */
class KoopmanLossTest {

    private static final int B = 6;
    private static final int P = 3;
    private static final int M = 4;
    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(5, M, 3, new OperatorForm.Exponential(), new LossWeights(1, 1, 1, 1));

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(8);
    private final NDArray x = normal(B, P);
    private final NDArray y = normal(B, P);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theTermsAreTheirDefinitions() {
        Map<String, NDArray> parameters = parameters(SETTINGS);
        double[][] ex = rows(Layers.encode(parameters, x));
        double[][] ey = rows(Layers.encode(parameters, y));
        NDArray journey = MatrixExponential.of(parameters.get("operator.generator")).transpose();
        double[][] advanced = rows(Layers.encode(parameters, x).matMul(journey));
        double[][] forecast = rows(Layers.decode(parameters, Layers.encode(parameters, x).matMul(journey)));
        double[] expected = {
            (square(rows(Layers.decode(parameters, Layers.encode(parameters, x))), rows(x))
                    + square(rows(Layers.decode(parameters, Layers.encode(parameters, y))), rows(y))) / 2,
            square(advanced, ey), square(forecast, rows(y)), strain(ex, rows(x)) + strain(ey, rows(y))};
        NDList terms = new KoopmanLoss(SETTINGS).terms(parameters, new NDList(x, y));
        assertArrayEquals(expected, terms.stream().mapToDouble(NDArray::getDouble).toArray(), 1e-12);
    }

    @Test
    void weightsScaleTheTerms() {
        Map<String, NDArray> parameters = parameters(SETTINGS);
        NDList plain = new KoopmanLoss(SETTINGS).terms(parameters, new NDList(x, y));
        NDList weighted = new KoopmanLoss(SETTINGS.with(new LossWeights(2, 0, 0.5, 0)))
                .terms(parameters, new NDList(x, y));
        double[] factors = {2, 0, 0.5, 0};
        for (int i = 0; i < factors.length; i++) {
            assertEquals(factors[i] * plain.get(i).getDouble(), weighted.get(i).getDouble(), 1e-12);
        }
    }

    @Test
    void eachWeightActsOnItsOwnTermAndNoOther() {
        Map<String, NDArray> parameters = parameters(SETTINGS);
        NDList plain = new KoopmanLoss(SETTINGS).terms(parameters, new NDList(x, y));
        assertEquals(List.of("reconstruction", "linear", "state", "isometry"), new KoopmanLoss(SETTINGS).names());
        NDList weighted = new KoopmanLoss(SETTINGS.with(new LossWeights(2, 3, 5, 7))).terms(parameters, new NDList(x, y));
        double[] factors = {2, 3, 5, 7};
        for (int i = 0; i < factors.length; i++) {
            assertEquals(factors[i] * plain.get(i).getDouble(), weighted.get(i).getDouble(), 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theGradientOfEachWeightedTermIsThatOfFiniteDifferences(int term) {
        double[] lambda = new double[4];
        lambda[term] = 3;
        gradientsAreThoseOfFiniteDifferences(
                SETTINGS.with(new LossWeights(lambda[0], lambda[1], lambda[2], lambda[3])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "free", "low rank", "eigen"})
    void gradientsAreThoseOfFiniteDifferences(String form) {
        gradientsAreThoseOfFiniteDifferences(SETTINGS.with(switch (form) {
            case "free" -> new OperatorForm.Free();
            case "low rank" -> new OperatorForm.LowRank(2);
            case "eigen" -> new OperatorForm.Eigen();
            default -> new OperatorForm.Exponential();
        }));
    }

    private void gradientsAreThoseOfFiniteDifferences(AutoencoderSettings settings) {
        Map<String, NDArray> parameters = parameters(settings);
        parameters.values().forEach(array -> array.setRequiresGradient(true));
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(loss(settings, parameters));
        }
        parameters.forEach((name, array) -> {
            double[] values = array.toDoubleArray();
            double[] gradient = array.getGradient().toDoubleArray();
            for (int i = 0; i < values.length; i++) {
                double slope = (moved(settings, parameters, name, i, 1e-6) - moved(settings, parameters, name, i, -1e-6))
                        / 2e-6;
                assertEquals(slope, gradient[i], 2e-6 * Math.max(1, Math.abs(slope)), name + " entry " + i);
            }
        });
    }

    @Test
    void equalRowsDoNotBreakTheIsometry() {
        NDArray same = manager.ones(new Shape(4, P), DataType.FLOAT64);
        NDArray encodings = manager.zeros(new Shape(4, M), DataType.FLOAT64);
        encodings.setRequiresGradient(true);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            NDArray loss = Isometry.loss(List.of(encodings), List.of(same));
            assertEquals(0, loss.getDouble(), 1e-12);
            recording.backward(loss);
        }
        assertArrayEquals(new double[4 * M], encodings.getGradient().toDoubleArray(), 1e-12);
    }

    @Test
    void theIsometryOfManyRowsIsThatOfItsParts() {
        NDArray states = normal(600, P);
        NDArray encodings = normal(600, M);
        double[][] e = rows(encodings);
        double[][] x = rows(states);
        encodings.setRequiresGradient(true);
        try (var recording = Engine.getInstance().newGradientCollector()) {
            NDArray loss = Isometry.loss(List.of(encodings), List.of(states));
            assertEquals(strain(e, x), loss.getDouble(), 1e-9);
            recording.backward(loss);
        }
        double[][] gradient = rows(encodings.getGradient());
        for (int i = 0; i < e.length; i++) {
            var expected = new double[M];
            for (int j = 0; j < e.length; j++) {
                for (int c = 0; c < M && j != i; c++) {
                    double stretch = 1 - distance(x[i], x[j]) / distance(e[i], e[j]);
                    expected[c] += 4 * stretch * (e[i][c] - e[j][c]) / (e.length * e.length);
                }
            }
            assertArrayEquals(expected, gradient[i], 1e-9);
        }
    }

    private double moved(AutoencoderSettings settings, Map<String, NDArray> parameters, String name, int entry,
            double by) {
        var changed = new java.util.LinkedHashMap<>(parameters);
        double[] values = parameters.get(name).toDoubleArray();
        values[entry] += by;
        changed.put(name, manager.create(values, parameters.get(name).getShape()));
        return loss(settings, changed).getDouble();
    }

    private NDArray loss(AutoencoderSettings settings, Map<String, NDArray> parameters) {
        NDList terms = new KoopmanLoss(settings).terms(parameters, new NDList(x, y));
        return terms.get(0).add(terms.get(1)).add(terms.get(2)).add(terms.get(3));
    }

    /** Copies of the starting parameters, moved a little so that nothing stands at a special place. */
    private Map<String, NDArray> parameters(AutoencoderSettings settings) {
        var autoencoder = new KoopmanAutoencoder(settings, P, 1, DataType.FLOAT64);
        return autoencoder.parameters().arrays().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                entry -> manager.create(entry.getValue().toDoubleArray(), entry.getValue().getShape())
                        .add(normal(entry.getValue().getShape()).mul(0.1))));
    }

    private NDArray normal(long rows, long columns) {
        return normal(new Shape(rows, columns));
    }

    private NDArray normal(Shape shape) {
        return manager.create(random.doubles(shape.size()).map(u -> 2 * u - 1).toArray(), shape);
    }

    private static double[][] rows(NDArray array) {
        return koopman.representation.LinearAlgebra.toJava(array);
    }

    private static double square(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                sum += Math.pow(a[i][j] - b[i][j], 2);
            }
        }
        return sum / (a.length * a[0].length);
    }

    private static double strain(double[][] encodings, double[][] states) {
        double sum = 0;
        for (int i = 0; i < states.length; i++) {
            for (int j = 0; j < states.length; j++) {
                sum += Math.pow(distance(encodings[i], encodings[j]) - distance(states[i], states[j]), 2);
            }
        }
        return sum / (states.length * states.length);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }
}
