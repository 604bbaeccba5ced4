// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.training.DivergedException;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Few samples of many components, whose journey is half chance: what is fitted to them by heart does not hold for others. */
class FitWatchTest {

    private static final int WIDTH = 5;
    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(32, 10, 4, new OperatorForm.Exponential(), new LossWeights(1, 1, 1, 0));
    private static final TrainingPlan PLAN = TrainingPlan.adamW(200, 12, 1e-2);

    private final Samples train = draw(Split.TRAIN, 48, 1);
    private final Samples others = draw(Split.VALIDATION, 40, 2);
    private final Surrogates surrogates = Surrogates.of(new Chance(), train, WIDTH);

    @AfterEach
    void free() {
        surrogates.close();
    }

    private static Samples draw(Split split, int count, long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[count * 2 * WIDTH];
        IntStream.range(0, inputs.length).forEach(i -> inputs[i] = (float) random.nextGaussian());
        return Samples.of("chance", split, List.of("a", "b"), inputs, new int[count]);
    }

    /** The first half of an input, and then as much of it as of the other half. */
    private static final class Chance implements LayeredNetwork {

        @Override
        public LayerStates states(Samples samples) {
            NDArray inputs = samples.inputs(NDManager.newBaseManager());
            NDArray first = inputs.get(":, :" + WIDTH);
            return new LayerStates(samples, List.of(first, first.add(inputs.get(":, " + WIDTH + ":"))));
        }

        @Override
        public NDArray head(NDArray last) {
            return last.get(":, :2");
        }
    }

    @Test
    void theLastEpochIsWhatTheSurrogateLeavesUnexplained() {
        FitWatch watch = surrogates.watch(others);
        Surrogate surrogate = surrogates.autoencoder(SETTINGS, PLAN.withEpochs(5), 3, watch);
        assertEquals(5, watch.unseen().length);
        assertEquals(surrogate.losses(others).state(), watch.unseen()[4], 1e-6);
        assertEquals(surrogate.losses(train.first(40)).state(), watch.fitted()[4], 1e-6);
    }

    @Test
    void ofMoreOthersThanWereFittedAllAreWatched() {
        Samples many = draw(Split.VALIDATION, 70, 5);
        FitWatch watch = surrogates.watch(many);
        Surrogate surrogate = surrogates.autoencoder(SETTINGS, PLAN.withEpochs(1), 3, watch);
        assertEquals(surrogate.losses(many).state(), watch.unseen()[0], 1e-6);
        assertEquals(surrogate.losses(train).state(), watch.fitted()[0], 1e-6);
    }

    @Test
    void watchingChangesNothing() {
        Surrogate plain = surrogates.autoencoder(SETTINGS, PLAN.withEpochs(4), 3);
        Surrogate watched = surrogates.autoencoder(SETTINGS, PLAN.withEpochs(4), 3, surrogates.watch(others));
        assertArrayEquals(plain.journey().toFloatArray(), watched.journey().toFloatArray());
        assertEquals(plain.losses(others), watched.losses(others));
        assertEquals(plain.provenance(), watched.provenance());
    }

    @Test
    void whatIsLearnedByHeartShowsOnOthers() {
        FitWatch watch = surrogates.watch(others);
        assertEquals("no fit seen yet", watch.toString());
        assertEquals(0, watch.best());
        surrogates.autoencoder(SETTINGS, PLAN, 3, watch);
        double[] fitted = watch.fitted();
        double[] unseen = watch.unseen();
        double least = DoubleStream.of(unseen).min().orElseThrow();
        assertEquals(least, unseen[watch.best() - 1]);
        assertTrue(watch.best() < 150 && unseen[199] > 1.2 * least, watch.toString());
        assertTrue(fitted[199] < 0.5 * fitted[watch.best() - 1] && fitted[199] < 0.2, watch.toString());
        assertEquals(String.format(Locale.ROOT, "unexplained after 200 epochs: %.2f of what was fitted, %.2f of other samples;"
                + " the least of these was %.2f, after %d", fitted[199], unseen[199], least, watch.best()), watch.toString());
        surrogates.autoencoder(SETTINGS, PLAN.withEpochs(2), 4, watch);
        assertEquals(2, watch.unseen().length, "the fit seen last");
    }

    @Test
    void aFitThatDivergesWasSeenUpToThere() {
        FitWatch watch = surrogates.watch(others);
        var diverged = assertThrows(DivergedException.class,
                () -> surrogates.autoencoder(SETTINGS, PLAN.withPeakRate(3), 3, watch));
        assertEquals(diverged.curve().epochs(), watch.fitted().length);
    }

    @Test
    void aWatchOfOtherSurrogatesIsRefused() {
        try (Surrogates fewer = Surrogates.of(new Chance(), train, 3)) {
            FitWatch watch = fewer.watch(others);
            assertEquals("watch (of " + fewer + ") must be one of the surrogates that fit: ask them for it", assertThrows(
                    IllegalArgumentException.class, () -> surrogates.autoencoder(SETTINGS, PLAN, 3, watch)).getMessage());
        }
    }
}
