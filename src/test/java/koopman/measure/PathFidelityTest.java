// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class PathFidelityTest {

    private final Samples train = YinYang.draw(Split.TRAIN, 300, 0);
    private final Samples test = YinYang.draw(Split.TEST, 200, 0);
    private final Splits splits = new Splits(train, YinYang.draw(Split.VALIDATION, 50, 0), test);
    private final Surrogates surrogates = Surrogates.of(ResidualMlp.train(train, 6, 2, TrainingPlan.momentum(5, 100, 1e-2), 0,
            Progress.silent()), train, 6);
    private final AutoencoderSettings settings = new AutoencoderSettings(20, 8, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(0));

    @Test
    void bothPathsBeginAndEndAtTheLayersTheyWereMadeFor() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(200, 100, 5e-2), 0, Progress.silent())) {
            var fidelity = PathFidelity.of(surrogate, surrogates, test);
            assertEquals(0, fidelity.straight()[0], 1e-9);
            assertEquals(0, fidelity.straight()[2], 1e-9);
            assertTrue(fidelity.straight()[1] > 1e-3, "the layer between lies beside the line");
            assertEquals(fidelity.reconstruction()[0], fidelity.surrogate()[0], 1e-6);
            assertTrue(fidelity.surrogate()[2] < 0.5, fidelity.toString());
        }
    }

    @Test
    void theStopsAreInOrderAndWhatStandsThereIsTheirStep() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 5e-2), 0, Progress.silent())) {
            var fidelity = PathFidelity.of(surrogate, surrogates, test);
            int inner = fidelity.stops()[1];
            assertArrayEquals(new int[] {0, inner, 10}, fidelity.stops());
            assertArrayEquals(fidelity.surrogate(), at(surrogate, 0, inner, 10).surrogate());
        }
    }

    @Test
    void theStopsAreThoseThatLeaveLeastOfTheTrainingSamples() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 5e-2), 0, Progress.silent())) {
            int[] stops = PathFidelity.of(surrogate, surrogates, test).stops();
            assertArrayEquals(stops, PathFidelity.of(surrogate, surrogates, test.first(3)).stops());
            var known = PathFidelity.of(surrogate, surrogates, train);
            for (int stop = 0; stop <= 10; stop++) {
                var other = PathFidelity.at(surrogate, surrogates, train, 0, stop, 10);
                assertTrue(known.surrogate()[1] <= other.surrogate()[1], other.toString());
            }
        }
    }

    @Test
    void atGivenStopsTheFiguresAreThoseOfTheirSteps() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 5e-2), 0, Progress.silent());
                var states = surrogates.network().states(test)) {
            var fidelity = at(surrogate, 0, 4, 10);
            var scalers = StateScaler.fit(surrogates.train().layers(), 6, 1);
            double[][] layer = LinearAlgebra.toJava(scalers.get(1).apply(states.layer(1)));
            double[][] start = LinearAlgebra.toJava(scalers.get(0).apply(states.first()));
            double[][] end = LinearAlgebra.toJava(scalers.get(2).apply(states.last()));
            double[][] step = LinearAlgebra.toJava(surrogate.last().apply(surrogate.path(states.first(), 4).get(0)));
            assertEquals(unexplained(step, layer), fidelity.surrogate()[1], 1e-5);
            double[][] point = LinearAlgebra.sum(start, -0.4, LinearAlgebra.sum(start, -1, end));
            assertEquals(unexplained(point, layer), fidelity.straight()[1], 1e-5);
            assertEquals(0.4, fidelity.shares()[1]);
        }
    }

    private PathFidelity at(Surrogate surrogate, int... stops) {
        return PathFidelity.at(surrogate, surrogates, test, stops);
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
    void theClassesTogetherMakeTheLayer() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 5e-2), 0, Progress.silent())) {
            var fidelity = PathFidelity.of(surrogate, surrogates, test);
            int[] counts = test.counts();
            for (int layer = 0; layer < 3; layer++) {
                double[] classes = fidelity.byClass()[layer];
                assertEquals(fidelity.surrogate()[layer],
                        IntStream.range(0, 3).mapToDouble(label -> classes[label] * counts[label]).sum() / test.size(), 1e-9);
            }
        }
    }

    @Test
    void aJourneyThatIsWholeHasAStopAtEachEndAlone() {
        try (var dmd = surrogates.dmd()) {
            int[] stops = PathFidelity.of(dmd, surrogates, test).stops();
            assertEquals(0, stops[0]);
            assertTrue(stops[1] == 0 || stops[1] == 1, Arrays.toString(stops));
            assertEquals(1, stops[2]);
        }
    }

    @Test
    void aNetworkOfOneBlockHasNoLayerBetween() {
        var network = ResidualMlp.train(train, 6, 1, TrainingPlan.momentum(3, 100, 1e-2), 0, Progress.silent());
        try (var ground = Surrogates.of(network, train, 6); var dmd = ground.dmd()) {
            var fidelity = PathFidelity.of(dmd, ground, test);
            assertArrayEquals(new int[] {0, 1}, fidelity.stops());
            assertArrayEquals(new double[2], fidelity.straight(), 1e-9);
            assertEquals(2, fidelity.table().rowCount());
        }
    }

    @Test
    void stopsThatGoBackAreRefused() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(1, 100, 5e-2), 0, Progress.silent())) {
            assertEquals("stops (3 for layer 2) must be from 0 to 10 and not before the stop of an earlier layer",
                    refusal(surrogate, 0, 4, 3));
            assertEquals("stops (11 for layer 2) must be from 0 to 10 and not before the stop of an earlier layer",
                    refusal(surrogate, 0, 4, 11));
            assertEquals("stops (2) must be one for each of the 3 layers", refusal(surrogate, 0, 10));
        }
    }

    private String refusal(Surrogate surrogate, int... stops) {
        return assertThrows(IllegalArgumentException.class, () -> at(surrogate, stops)).getMessage();
    }

    @Test
    void whereTheStraightLineBeginsAndEndsItsComponentsAreTheLayers() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(200, 100, 5e-2), 0, Progress.silent())) {
            var fidelity = PathFidelity.of(surrogate, surrogates, test);
            var topology = PathTopology.of(surrogate, surrogates, test, fidelity);
            assertEquals(0, topology.straight()[0], 1e-3);
            assertEquals(0, topology.straight()[2], 1e-3);
            assertTrue(topology.straight()[1] > 0.01, Arrays.toString(topology.straight()));
            assertEquals(topology.reconstruction()[0], topology.surrogate()[0], 1e-3);
        }
    }

    @Test
    void allEigenfunctionsHoldWhatTheObservablesHold() {
        try (var surrogate = surrogates.autoencoder(settings, TrainingPlan.adamW(20, 100, 2e-2), 0, Progress.silent())) {
            double plain = EigenProbes.principal(surrogate, splits, 8)[0];
            assertEquals(plain, EigenProbes.growing(surrogate, splits, 8)[0], 0.02);
            assertEquals(plain, EigenProbes.dying(surrogate, splits, 8)[0], 0.02);
        }
    }
}
