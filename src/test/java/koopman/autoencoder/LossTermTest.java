// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each further loss against its definition written out in plain Java, and its gradient against finite differences. */
class LossTermTest {

    private static final int B = 6;
    private static final int P = 3;
    private static final int M = 4;
    private static final int K = 9;
    private static final int CLASSES = 3;
    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(5, M, K, new OperatorForm.Exponential(), new LossWeights(1, 1, 1, 1));
    private static final LossWeights ALL = new LossWeights(2, 3, 5, 7);

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(8);
    private final List<NDArray> states = IntStream.range(0, 4).mapToObj(i -> normal(B, P)).toList();
    private final NDArray head = normal(P, CLASSES);
    private final NDArray answers = normal(B, CLASSES).mul(3).softmax(1);
    private final Trajectory trajectory = Trajectory.of(states).answered(last -> last.matMul(head), answers);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theLossOfTheAnswersIsTheDivergenceOfTheClassesProbabilities() {
        AutoencoderSettings settings = SETTINGS.plus(LossTerm.answers(0.5));
        Map<String, NDArray> parameters = parameters(settings);
        NDArray forecast = Layers.decode(parameters, Layers.encode(parameters, states.get(0)).matMul(
                settings.operator().power(parameters, K, K)));
        double[][] logits = LinearAlgebra.toJava(forecast.matMul(head));
        double[][] p = LinearAlgebra.toJava(answers);
        double sum = 0;
        for (int row = 0; row < B; row++) {
            double all = 0;
            for (double logit : logits[row]) {
                all += Math.exp(logit);
            }
            for (int c = 0; c < CLASSES; c++) {
                sum += p[row][c] * (Math.log(p[row][c]) - Math.log(Math.exp(logits[row][c]) / all));
            }
        }
        double square = trajectory.last().square().mean().getDouble();
        assertEquals(0.5 * square * sum / B, last(settings, parameters, 1)[0], 1e-12);
        assertEquals(List.of("reconstruction", "linear", "state", "isometry", "answers"),
                KoopmanLoss.of(settings, trajectory).names());
    }

    @Test
    void anAnswerOfProbabilityNoughtAddsNothing() {
        NDArray sure = manager.create(new double[] {1, 0, 0, 0, 1, 0}, new Shape(2, 3));
        NDArray two = states.get(0).get(":2");
        Trajectory certain = Trajectory.of(two, two).answered(last -> sure.sub(sure), sure);
        AutoencoderSettings settings = SETTINGS.plus(LossTerm.answers(1));
        NDList losses = KoopmanLoss.of(settings, certain).terms(parameters(settings), certain.arrays());
        assertEquals(Math.log(3) * certain.meanSquare(), losses.get(4).getDouble(), 1e-12);
    }

    @Test
    void theLossesOfThePathAreTheirDefinitions() {
        double[] steps = {0, 2, 4.5, K};
        AutoencoderSettings settings = SETTINGS.plus(LossTerm.path(ALL, LayerTimes.at(steps)));
        Map<String, NDArray> parameters = parameters(settings);
        var expected = new double[4];
        for (int state = 1; state <= 2; state++) {
            NDArray x = states.get(state);
            NDArray encoded = Layers.encode(parameters, x);
            NDArray part = MatrixExponential.of(parameters.get("operator.generator").mul(steps[state] / K)).transpose();
            NDArray advanced = Layers.encode(parameters, states.get(0)).matMul(part);
            expected[0] += ALL.reconstruction() / 2 * square(Layers.decode(parameters, encoded), x);
            expected[1] += ALL.linear() / 2 * square(advanced, encoded);
            expected[2] += ALL.state() / 2 * square(Layers.decode(parameters, advanced), x);
            expected[3] += ALL.isometry() / 2 * square(Distances.between(encoded), Distances.between(x));
        }
        assertArrayEquals(expected, last(settings, parameters, 4), 1e-12);
    }

    @Test
    void aPathShowsTheLossesThatCountAndNoOthers() {
        assertEquals(List.of("path linear", "path state"), LossTerm.path(0.1, LayerTimes.equal()).names());
        assertEquals(List.of("path reconstruction", "path isometry"),
                LossTerm.path(new LossWeights(1, 0, 0, 1), LayerTimes.equal()).names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers 3.0", "path 3.0 0.0 0.0 0.0 equal", "path 0.0 3.0 0.0 0.0 at 0.0 2.5 7.0 9.0",
        "path 0.0 0.0 3.0 0.0 by distance", "path 0.0 0.0 0.0 3.0 equal", "path 1.0 2.0 3.0 0.1 learned"})
    void gradientsAreThoseOfFiniteDifferences(String text) {
        AutoencoderSettings settings = SETTINGS.with(new LossWeights(0, 0, 0, 0)).plus(LossTerm.parse(text));
        Map<String, NDArray> parameters = parameters(settings);
        parameters.values().forEach(array -> array.setRequiresGradient(true));
        try (var recording = Engine.getInstance().newGradientCollector()) {
            recording.backward(loss(settings, parameters));
        }
        parameters.forEach((name, array) -> {
            double[] gradient = array.getGradient().toDoubleArray();
            for (int i = 0; i < gradient.length; i++) {
                double slope = (moved(settings, parameters, name, i, 1e-6) - moved(settings, parameters, name, i, -1e-6)) / 2e-6;
                assertEquals(slope, gradient[i], 2e-6 * Math.max(1, Math.abs(slope)), name + " entry " + i);
            }
        });
    }

    @Test
    void thePathOfAFormOfWholePowersStopsAtWholeSteps() {
        AutoencoderSettings settings = SETTINGS.with(new OperatorForm.Free())
                .plus(LossTerm.path(1, LayerTimes.at(0, 2.4, 6.6, K)));
        KoopmanLoss loss = KoopmanLoss.of(settings, trajectory);
        assertArrayEquals(new double[] {0, 2, 7, K}, loss.times(Map.of(), trajectory));
        AutoencoderSettings learned = SETTINGS.with(new OperatorForm.Free()).plus(LossTerm.path(1, LayerTimes.learned()));
        assertEquals("operator (Free[]) must have powers of any real number of steps for times that are learned: use the"
                + " exponential or the eigen form, or other times", assertThrows(IllegalArgumentException.class,
                        () -> KoopmanLoss.of(learned, trajectory)).getMessage());
    }

    @Test
    void whatIsWeighedByTheStatesMeansTheSameAtAnySize() {
        Trajectory larger = Trajectory.of(states.stream().map(state -> state.mul(3)).toList());
        for (LossTerm term : List.of(LossTerm.entropy(-0.3), LossTerm.contrast(0.3, 0.1))) {
            String[] own = term.settled(trajectory, SETTINGS).findFirst().orElseThrow().toString().split(" ");
            String[] other = term.settled(larger, SETTINGS).findFirst().orElseThrow().toString().split(" ");
            assertEquals(9, Double.parseDouble(other[1]) / Double.parseDouble(own[1]), 1e-12);
        }
        NDArray zeros = states.get(0).zerosLike();
        assertEquals("last states (mean square 0.0) must be finite numbers and not all 0: a loss is weighed by their size",
                assertThrows(IllegalArgumentException.class, Trajectory.of(zeros, zeros)::meanSquare).getMessage());
    }

    @Test
    void termsComeBackFromTheirTexts() {
        for (LossTerm term : List.of(LossTerm.answers(0.1), LossTerm.path(0.3, LayerTimes.learned()),
                LossTerm.path(ALL, LayerTimes.at(0, 0.5, 9)), LossTerm.path(ALL, LayerTimes.byDistance()))) {
            assertEquals(term, LossTerm.parse(term.toString()));
        }
        refused("loss term (surprise 1) must be answers, path, entropy, contrast, sparse or backward: another version"
                + " of this library may know it", "surprise 1");
        refused("loss term (answers) must have its numbers", "answers");
        refused("loss term (answers x) must have its numbers", "answers x");
        refused("weight (-1.0) of answers must be above 0 and finite: leave the term out for none", "answers -1");
        refused("weights (1 2 3 late) must be four numbers", "path 1 2 3 late");
        refused("times (late) must be equal, by distance, learned, or numbers", "path 1 2 3 4 late");
        refused("times ([0.0, 5.0, 3.0]) must be at least 2, ascend from 0 and be finite", "path 1 2 3 4 at 0 5 3");
    }

    private static void refused(String message, String text) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> LossTerm.parse(text)).getMessage());
    }

    @Test
    void settingsSayTheirTermsWhereThereAreAny() {
        assertEquals("AutoencoderSettings[hidden=5, latent=4, steps=9, operator=Exponential[], weights=LossWeights["
                + "reconstruction=1.0, linear=1.0, state=1.0, isometry=1.0]]", SETTINGS.toString());
        AutoencoderSettings more = SETTINGS.plus(LossTerm.answers(0.1)).plus(LossTerm.path(1, LayerTimes.equal()));
        assertEquals(SETTINGS.toString().replaceFirst("]$", ", terms=[answers 0.1, path 0.0 1.0 1.0 0.0 equal]]"),
                more.with(new LossWeights(1, 1, 1, 1)).with(new OperatorForm.Exponential()).toString());
        assertEquals("terms ([answers 0.1, path 0.0 1.0 1.0 0.0 equal, answers 0.2]) must have names of their own: leave one out",
                assertThrows(IllegalArgumentException.class, () -> more.plus(LossTerm.answers(0.2))).getMessage());
    }

    /** Returns the last so many losses of the whole trajectory. */
    private double[] last(AutoencoderSettings settings, Map<String, NDArray> parameters, int count) {
        NDList losses = KoopmanLoss.of(settings, trajectory).terms(parameters, trajectory.arrays());
        assertEquals(4 + count, losses.size());
        return losses.stream().skip(4).mapToDouble(NDArray::getDouble).toArray();
    }

    private double moved(AutoencoderSettings settings, Map<String, NDArray> parameters, String name, int entry, double by) {
        var changed = new LinkedHashMap<>(parameters);
        double[] values = parameters.get(name).toDoubleArray();
        values[entry] += by;
        changed.put(name, manager.create(values, parameters.get(name).getShape()));
        return loss(settings, changed).getDouble();
    }

    private NDArray loss(AutoencoderSettings settings, Map<String, NDArray> parameters) {
        return KoopmanLoss.of(settings, trajectory).terms(parameters, trajectory.arrays()).stream().reduce(NDArray::add)
                .orElseThrow();
    }

    /** Copies of the starting parameters, moved a little so that nothing stands at a special place. */
    private Map<String, NDArray> parameters(AutoencoderSettings settings) {
        var parameters = new LinkedHashMap<String, NDArray>();
        try (var autoencoder = new KoopmanAutoencoder(settings, P, new double[states.size()], 1, DataType.FLOAT64)) {
            autoencoder.parameters().arrays().forEach((name, array) -> parameters.put(name,
                    manager.create(array.toDoubleArray(), array.getShape()).add(normal(array.getShape()).mul(0.1))));
        }
        return parameters;
    }

    private NDArray normal(long rows, long columns) {
        return normal(new Shape(rows, columns));
    }

    private NDArray normal(Shape shape) {
        return manager.create(random.doubles(shape.size()).map(u -> 2 * u - 1).toArray(), shape);
    }

    private static double square(NDArray a, NDArray b) {
        return a.sub(b).square().mean().getDouble();
    }
}
