// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import org.junit.jupiter.api.Test;

class OneOperatorTest {

    private final Samples train = YinYang.draw(Split.TRAIN, 400, 0);
    private final Samples validation = YinYang.draw(Split.VALIDATION, 300, 0);
    private final KnownMotion motion = new KnownMotion(6, 0.4, 0.9);

    @Test
    void aLinearSystemIsRecoveredFromItsTrajectory() {
        try (NDManager manager = NDManager.newBaseManager();
                var one = OneOperator.fit(motion.trajectory(manager, train), Observables.states(), 0);
                NDArray step = one.journey(1)) {
            double[][] found = LinearAlgebra.toJava(step);
            for (int row = 0; row < 2; row++) {
                assertArrayEquals(motion.operator()[row], Arrays.copyOf(found[row], 2), 1e-6);
            }
            assertArrayEquals(new double[] {0, 0, 1}, found[2], 1e-6); // the constant stays and moves nothing
            assertEquals(0.9, Spectrum.of(step).magnitudes()[1], 1e-6);
        }
    }

    @Test
    void itsPowersForecastEveryLayerOfOtherSamples() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> others = motion.trajectory(manager, validation);
            try (var one = OneOperator.chosen(motion.trajectory(manager, train), others, Observables.states())) {
                for (int layer = 0; layer < 6; layer++) {
                    try (NDArray power = one.journey(layer); NDArray moved = one.encode(others.get(0)).matMul(power);
                            NDArray found = one.decode(moved)) {
                        assertEquals(0, PathBesideLayers.fvu(found, others.get(layer)), 1e-12);
                    }
                }
                assertEquals(5, one.steps());
                assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, one.stops(50));
            }
        }
    }

    /** As many observables as rows fit the noise too, without a ridge; what that leaves open grows with each power. */
    @Test
    void theChosenRidgeKeepsThePowersFromExploding() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> layers = noisy(manager, train.first(30), 0); // five pairs of them, 150 rows
            List<NDArray> test = noisy(manager, YinYang.draw(Split.TEST, 300, 0), 2);
            Observables lifted = Observables.randomFeatures(147, 0);
            try (var careless = OneOperator.fit(layers, lifted, 0);
                    var careful = OneOperator.chosen(layers, noisy(manager, validation, 1), lifted)) {
                assertTrue(unexplained(careless, test) > 100, "without a ridge " + unexplained(careless, test));
                assertTrue(unexplained(careful, test) < 0.1, careful + " " + unexplained(careful, test));
                assertTrue(careful.ridge() > 0);
            }
        }
    }

    private List<NDArray> noisy(NDManager manager, Samples samples, long seed) {
        var random = new SplittableRandom(seed);
        return motion.trajectory(manager, samples).stream().map(states -> {
            double[] noise = random.doubles(states.size(), -0.01, 0.01).toArray();
            return states.add(manager.create(noise, states.getShape()));
        }).toList();
    }

    private static double unexplained(OneOperator one, List<NDArray> layers) {
        int last = layers.size() - 1;
        try (NDArray moved = one.advance(one.encode(layers.get(0))); NDArray found = one.decode(moved)) {
            return PathBesideLayers.fvu(found, layers.get(last));
        }
    }

    @Test
    void asASurrogateItHasAStepForEachLayer() {
        try (Surrogates ground = Surrogates.of(motion, train, 2)) {
            List<StateScaler> scalers = StateScaler.fit(ground.train().layers(), 2, 1);
            try (var one = OneOperator.fit(PreparedLayers.scaled(ground.train(), scalers), Observables.states(), 0);
                    var surrogate = Surrogate.of(motion, scalers.get(0), scalers.get(5), one, one)) {
                var fidelity = PathFidelity.at(surrogate, ground, validation, IntStream.range(0, 6).toArray());
                assertArrayEquals(new double[6], fidelity.surrogate(), 1e-6);
                assertEquals(1, surrogate.agreement(validation));
            }
        }
    }

    @Test
    void aLayerAloneLeadsNowhere() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> alone = motion.trajectory(manager, train).subList(0, 1);
            var refused = assertThrows(IllegalArgumentException.class, () -> OneOperator.fit(alone, Observables.states(), 0));
            assertEquals("layers (1) must be at least 2: an operator leads on from one", refused.getMessage());
        }
    }
}
