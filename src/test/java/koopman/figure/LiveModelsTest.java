// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.autoencoder.MatrixExponential;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.paper.Settings;
import koopman.paper.Size;
import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;
import koopman.unlearning.EditRule;
import koopman.unlearning.OperatorEdit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leaves pages whose scripts run a network and its surrogates, with Java's answers on 1,000 points for check_live.py. */
class LiveModelsTest {

    private static final int ASKED = 1_000;
    private static final double RIDGE = 1e-8;
    private static final Splits POINTS = YinYang.splits(0, ASKED);
    private static final Samples TEST = POINTS.test();

    private static ResidualMlp network;
    private static Surrogates fit;
    private static LayerStates states;

    @BeforeAll
    static void train() {
        var settings = Settings.yinYang(Size.QUICK);
        network = ResidualMlp.train(POINTS.train(), settings.width(), settings.blocks(), settings.network().withEpochs(15), 0);
        fit = Surrogates.of(network, POINTS.train().first(1_500), settings.components());
        states = network.states(TEST);
    }

    @AfterAll
    static void close() {
        states.close();
        fit.close();
        network.close();
    }

    private static double[] asked(int row, double... further) {
        return DoubleStream.concat(DoubleStream.of(TEST.input(row)[0], TEST.input(row)[1]), DoubleStream.of(further)).toArray();
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Returns relu(x + share f(x)) of a block, by the affine maps. */
    private static double[][] block(double[][] x, int block, double share) {
        List<double[][]> maps = network.affineMaps();
        double[][] f = FilmPlayer.affine(relu(FilmPlayer.affine(x, maps.get(1 + 2 * block))), maps.get(2 + 2 * block));
        return relu(LinearAlgebra.sum(x, share, f));
    }

    /** Returns a layer's states in double precision. */
    private static double[][] layer(Samples samples, int layer) {
        return layer == 0 ? relu(FilmPlayer.affine(Figures.plane(samples), network.affineMaps().get(0)))
                : block(layer(samples, layer - 1), layer - 1, 1);
    }

    private static double[][] head(double[][] states) {
        return FilmPlayer.affine(states, network.affineMaps().get(network.affineMaps().size() - 1));
    }

    private static double[][] relu(double[][] rows) {
        return Arrays.stream(rows).map(row -> Arrays.stream(row).map(value -> Math.max(value, 0)).toArray()).toArray(double[][]::new);
    }

    @Test
    void theAffineMapsAreTheNetwork() {
        for (int layer = 0; layer < network.architecture().blocks(); layer++) {
            double[][] next = block(LinearAlgebra.toJava(states.layer(layer)), layer, 1);
            double[][] expected = LinearAlgebra.toJava(states.layer(layer + 1));
            for (int row = 0; row < ASKED; row++) {
                for (int i = 0; i < next[row].length; i++) {
                    assertEquals(expected[row][i], next[row][i], 1e-5 * Math.max(1, expected[row][i]));
                }
            }
        }
    }

    @Test
    void theFilmShowsTheLayersStatesAndBlocksInPart() {
        LiveFigure film = Figures.play(network, TEST);
        double[] moments = {0, 1.25, 2, 3.5, network.architecture().blocks()};
        double[][] camera;
        try (LayerStates shown = network.states(TEST.first(800))) {
            camera = FilmPlayer.camera(shown.last());
        }
        List<double[][]> at = Arrays.stream(moments).mapToObj(moment -> moment == Math.rint(moment) ? layer(TEST, (int) moment)
                : block(layer(TEST, (int) moment), (int) moment, moment - (int) moment)).toList();
        double[][] logits = head(layer(TEST, network.architecture().blocks()));
        List<double[][]> seen = at.stream().map(rows -> FilmPlayer.affine(rows, camera)).toList();
        LiveAnswers.write("film", film, IntStream.range(0, ASKED).mapToObj(row -> asked(row, moments[row % 5])).toArray(double[][]::new),
                IntStream.range(0, ASKED).mapToObj(row -> joined(at.get(row % 5)[row], seen.get(row % 5)[row], logits[row]))
                        .toArray(double[][]::new));
        assertTrue(film.display().get("text/html").length() - film.display().get("image/png").length() < 60_000);
    }

    private static double[][] beside(double[][] one, double[][] other) {
        return IntStream.range(0, one.length).mapToObj(row -> joined(one[row], other[row])).toArray(double[][]::new);
    }

    /** Returns the answers in double precision, of numbers as the page has them, after seeing that the surrogate's are these. */
    private static double[][] answers(Surrogate surrogate, double[][] journey, NDArray forecast) {
        double[][] z = twoLayers(layer(TEST, 0), Machine.encoder(surrogate));
        double[][] state = twoLayers(LinearAlgebra.product(z, journey), Machine.decoder(surrogate));
        double[][] expected = LinearAlgebra.toJava(forecast);
        for (int row = 0; row < ASKED; row++) {
            for (int i = 0; i < state[row].length; i++) {
                assertEquals(expected[row][i], state[row][i], 1e-4 * Math.max(1, Math.abs(expected[row][i])));
            }
        }
        return beside(state, head(state));
    }

    private static double[][] twoLayers(double[][] rows, List<double[][]> maps) {
        double[][] hidden = FilmPlayer.affine(rows, single(maps.get(0)));
        return FilmPlayer.affine(Arrays.stream(hidden).map(row -> Arrays.stream(row).map(value -> value > 0 ? value : 0.01 * value)
                .toArray()).toArray(double[][]::new), single(maps.get(1)));
    }

    /** Returns exp(t A)^T in double precision. */
    private static double[][] part(Surrogate surrogate, double t) {
        try (var manager = NDManager.newBaseManager();
                NDArray generator = LinearAlgebra.toNative(manager, surrogate.autoencoder().weights().get("operator.generator"),
                        DataType.FLOAT64); NDArray share = generator.mul(t); NDArray part = MatrixExponential.of(share)) {
            return LinearAlgebra.transposed(LinearAlgebra.toJava(part));
        }
    }

    @Test
    void theMachineMakesTheJourneyInPartAndWithAnEdit() {
        var settings = Settings.yinYang(Size.QUICK);
        Surrogate surrogate = fit.autoencoder(settings.autoencoder(), settings.fit().withEpochs(30), 0);
        double[] times = {0, 0.25, 0.5, 0.73, 1};
        List<double[][]> byTime = Arrays.stream(times).mapToObj(t -> {
            try (NDArray z = surrogate.observables(states.first()); NDArray share = surrogate.operator()
                    .journey(t * surrogate.operator().steps()); NDArray moved = z.matMul(share);
                    NDArray decoded = surrogate.lifting().decode(moved); NDArray state = surrogate.last().undo(decoded)) {
                return answers(surrogate, part(surrogate, t), state);
            }
        }).toList();
        LiveAnswers.write("machine", Figures.machine(surrogate, TEST),
                IntStream.range(0, ASKED).mapToObj(row -> asked(row, times[row % 5])).toArray(double[][]::new),
                IntStream.range(0, ASKED).mapToObj(row -> byTime.get(row % 5)[row]).toArray(double[][]::new));
        var edits = new LinkedHashMap<String, OperatorEdit>();
        edits.put("without dots", OperatorEdit.forget(surrogate, fit.train(), EditRule.neighbours(5, 3, 1e-3), 2));
        edits.put("without yin", OperatorEdit.forget(surrogate, fit.train(), EditRule.neighbours(5, 3, 1e-3), 0));
        double[] doses = {0, 0.5, 1, 1.25};
        var byDose = Arrays.stream(doses).mapToObj(dose -> edits.values().stream().map(edit -> {
            try (Surrogate edited = edit.edited(dose); NDArray forecast = edited.forecast(states.first())) {
                return answers(surrogate, LinearAlgebra.sum(part(surrogate, 1), dose, edit.change()), forecast);
            }
        }).toList()).toList();
        LiveAnswers.write("machine-edits", Figures.machine(surrogate, TEST, edits),
                IntStream.range(0, ASKED).mapToObj(row -> asked(row, doses[row % 4], row / 4 % 2)).toArray(double[][]::new),
                IntStream.range(0, ASKED).mapToObj(row -> byDose.get(row % 4).get(row / 4 % 2)[row]).toArray(double[][]::new));
        assertEquals("edits ([]) must be some, each of this surrogate", assertThrows(IllegalArgumentException.class,
                () -> Figures.machine(surrogate, TEST, Map.of())).getMessage());
        Surrogate squares = fit.dmd();
        assertThrows(IllegalStateException.class, () -> Figures.machine(squares, TEST));
    }

    @Test
    void theCreasesAreLeastSquaresOnTheFirstOfThem() {
        int most = 300;
        LiveFigure creases = Figures.creases(fit, most, RIDGE, 0);
        double[][] train = lifted(fit.train().samples(), most);
        double[][] asked = lifted(TEST, most);
        double[][] targets = FilmPlayer.affine(layer(fit.train().samples(), network.architecture().blocks()), single(Machine.forward(fit.last())));
        int[] counts = {0, 10, 30, 100, most};
        List<double[][]> byCount = Arrays.stream(counts).mapToObj(count -> answers(train, targets, asked, count)).toList();
        LiveAnswers.write("creases", creases,
                IntStream.range(0, ASKED).mapToObj(row -> asked(row, counts[row % 5])).toArray(double[][]::new),
                IntStream.range(0, ASKED).mapToObj(row -> byCount.get(row % 5)[row]).toArray(double[][]::new));
        int[] library = fit.edmd(most, RIDGE, 0).classify(TEST);
        long same = IntStream.range(0, ASKED).filter(row -> library[row] == greatest(byCount.get(4)[row])).count();
        assertTrue(same >= 0.99 * ASKED, same + " answered as by the library in single precision");
    }

    private static int greatest(double[] answer) {
        int states = network.architecture().width();
        return IntStream.range(0, 3).boxed().max((a, b) -> Double.compare(answer[states + a], answer[states + b])).orElseThrow();
    }

    private static double[][] single(double[][] matrix) {
        return Arrays.stream(matrix).map(row -> Arrays.stream(row).map(value -> (float) value).toArray()).toArray(double[][]::new);
    }

    /** Returns the observables in double precision, of numbers as the page has them. */
    private static double[][] lifted(Samples samples, int most) {
        double[][] states = FilmPlayer.affine(layer(samples, 0), single(Machine.forward(fit.first())));
        double[][] features = relu(FilmPlayer.affine(states, Creases.features(fit, most, 0)));
        return IntStream.range(0, states.length).mapToObj(row -> joined(states[row], new double[] {1}, features[row]))
                .toArray(double[][]::new);
    }

    private static double[][] answers(double[][] train, double[][] targets, double[][] asked, int count) {
        double[][] known = columns(train, targets[0].length + 1 + count);
        double[][] transposed = LinearAlgebra.transposed(known);
        double[][] gram = LinearAlgebra.product(transposed, known);
        double[][] weights = RidgeRegression.solve(gram, LinearAlgebra.product(transposed, targets),
                RIDGE * RidgeRegression.meanSquare(gram));
        double[][] forecast = FilmPlayer.affine(LinearAlgebra.product(columns(asked, known[0].length), weights),
                single(Machine.backward(fit.last())));
        return beside(forecast, head(forecast));
    }

    private static double[][] columns(double[][] rows, int count) {
        return Arrays.stream(rows).map(row -> Arrays.copyOf(row, count)).toArray(double[][]::new);
    }
}
