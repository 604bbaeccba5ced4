// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.training.Computation;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class LayerForecastsTest {

    private static final Samples TRAIN = YinYang.draw(Split.TRAIN, 600, 0);
    private static final Samples VALIDATION = YinYang.draw(Split.VALIDATION, 300, 0);
    private static final Samples TEST = YinYang.draw(Split.TEST, 400, 0);

    private final ResidualMlp network = ResidualMlp.train(TRAIN, 8, 3, TrainingPlan.momentum(40, 100, 3e-2), 0,
            Progress.silent());
    private final Surrogates ground = Surrogates.of(network, TRAIN, 8);
    private final LayerForecasts forecasts = LayerForecasts.of(ground, VALIDATION, TEST, 60, 0);
    private final LayerReadings readings = LayerReadings.of(ground, VALIDATION, TEST);

    @Test
    void theIdentityTakesTheFirstLayerForEveryOther() {
        List<StateScaler> scalers = StateScaler.fit(ground.train().layers(), 8, 1);
        try (LayerStates states = network.states(TEST)) {
            double[][] start = LinearAlgebra.toJava(scalers.get(0).apply(states.first()));
            double[] wanted = IntStream.range(0, 4).mapToDouble(layer ->
                    unexplained(start, LinearAlgebra.toJava(scalers.get(layer).apply(states.layer(layer))))).toArray();
            assertArrayEquals(wanted, forecasts.row("identity").fvu(), 1e-5);
            try (NDArray logits = network.head(scalers.get(3).undo(scalers.get(0).apply(states.first())))) {
                assertEquals(TEST.accuracy(Computation.greatest(logits)), forecasts.row("identity").accuracy());
            }
        }
    }

    /** The mean square error over the mean variance of the layer's columns. */
    private static double unexplained(double[][] found, double[][] layer) {
        double error = 0;
        double variance = 0;
        for (int column = 0; column < layer[0].length; column++) {
            int at = column;
            double mean = Arrays.stream(layer).mapToDouble(row -> row[at]).average().orElseThrow();
            for (int row = 0; row < layer.length; row++) {
                error += Math.pow(found[row][at] - layer[row][at], 2);
                variance += Math.pow(layer[row][at] - mean, 2);
            }
        }
        return error / variance;
    }

    @Test
    void aMapForEachLayerAloneLeavesLessThanOneForAll() {
        for (String lifted : List.of("", ", 60 random features")) {
            double[] one = forecasts.row("one K" + lifted).fvu();
            double[] own = forecasts.row("endpoint map" + lifted).fvu();
            for (int layer = 1; layer < 4; layer++) {
                assertTrue(own[layer] < one[layer], forecasts.toString());
            }
        }
        assertTrue(forecasts.row("endpoint map, 60 random features").fvu()[3] < forecasts.row("endpoint map").fvu()[3]);
    }

    @Test
    void theEndpointMapOfTheLastLayerIsTheSurrogatesLeastSquares() {
        try (var dmd = ground.dmd()) {
            assertEquals(dmd.accuracy(TEST), forecasts.row("endpoint map").accuracy(), 0.011); // but for the chosen ridge
            assertEquals(dmd.losses(TEST).state(), forecasts.row("endpoint map").fvu()[3], 0.01);
            assertEquals(forecasts.row("endpoint map").accuracy(), readings.rows().get(0).shortcut());
            assertEquals(forecasts.row("endpoint map").fvu()[3], readings.rows().get(0).shortcutFvu(), 1e-6);
        }
    }

    @Test
    void theLensReadsTheLastLayerAsTheNetworkDoesAndTheFirstWithoutAMap() {
        LayerReadings.Row last = readings.rows().get(3);
        assertEquals(network.accuracy(TEST), last.lens());
        assertEquals(1, last.lensAgreement());
        assertEquals(1, last.shortcutAgreement());
        assertEquals(0, last.shortcutFvu(), 1e-6);
        try (LayerStates states = network.states(TEST); NDArray logits = network.head(states.first())) {
            assertEquals(TEST.accuracy(Computation.greatest(logits)), readings.rows().get(0).lens());
        }
        assertTrue(readings.rows().get(0).shortcut() > readings.rows().get(0).lens(), readings.toString());
    }

    @Test
    void aNetworkOfOneBlockHasOneStep() {
        var small = ResidualMlp.train(TRAIN, 6, 1, TrainingPlan.momentum(5, 100, 1e-2), 0, Progress.silent());
        try (Surrogates one = Surrogates.of(small, TRAIN, 6)) {
            var found = LayerForecasts.of(one, VALIDATION, TEST, 20, 0);
            assertEquals(2, found.row("one K").fvu().length);
            assertEquals(found.row("endpoint map").fvu()[1], found.row("one K").fvu()[1], 1e-4);
            assertEquals(2, LayerReadings.of(one, VALIDATION, TEST).table().rowCount());
        }
    }

    /** Two points' coordinates, then those and their sum, which the head reads. */
    private record Widening() implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            NDArray first = samples.inputs(NDManager.newBaseManager());
            return new LayerStates(samples, List.of(first, first.concat(first.sum(new int[] {1}, true), 1)));
        }

        @Override
        public NDArray head(NDArray last) {
            return last.matMul(last.getManager().create(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new Shape(3, 3)));
        }
    }

    @Test
    void aLayerOfAnotherWidthHasNoLensButAShortcut() {
        try (Surrogates wider = Surrogates.of(new Widening(), TRAIN, 2)) {
            LayerReadings found = LayerReadings.of(wider, VALIDATION, TEST);
            assertTrue(Double.isNaN(found.rows().get(0).lens()));
            assertEquals(1, found.rows().get(0).shortcutAgreement());
            assertEquals(1, found.table().column(1).countMissing());
            assertEquals(1, LayerForecasts.of(wider, VALIDATION, TEST, 10, 0).row("endpoint map").agreement());
        }
    }

    @Test
    void moreRowsStandBehindAndAMissingOneIsNamed() {
        var settings = new AutoencoderSettings(12, 10, 6, new OperatorForm.Exponential(), LossWeights.isometry(0));
        TrainingPlan plan = TrainingPlan.adamW(3, 100, 1e-2);
        try (var surrogate = ground.autoencoder(settings, plan, 0, Progress.silent());
                var regression = RegressionNetwork.fit(ground, settings, plan, 0, Progress.silent())) {
            LayerForecasts more = forecasts.with("autoencoder", surrogate, ground).with("two layers", regression);
            assertEquals(7, more.table().rowCount());
            assertEquals(surrogate.accuracy(TEST), more.row("autoencoder").accuracy());
            assertArrayEquals(PathFidelity.of(surrogate, ground, TEST).surrogate(), more.row("autoencoder").fvu());
            assertEquals("", more.table().get(6, 1));
            assertEquals("name (two) must be one of [identity, one K, endpoint map, one K, 60 random features, endpoint map, "
                    + "60 random features, autoencoder, two layers]",
                    assertThrows(IllegalArgumentException.class, () -> more.row("two")).getMessage());
        }
    }
}
