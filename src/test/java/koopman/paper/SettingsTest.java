// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Split;
import koopman.training.Optimiser;
import koopman.training.Noise;
import koopman.training.Schedule;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

/** Pins what the published experiments were run with, written out a second time (Aswani and Jabari 2025, section 4). */
class SettingsTest {

    private static final double NO_CLIPPING = Double.POSITIVE_INFINITY;

    private static TrainingPlan network(int epochs, int batch, double rate, Schedule schedule) {
        return new TrainingPlan(epochs, batch, rate, schedule, 5e-4, 1, new Optimiser.Momentum(0.9));
    }

    private static TrainingPlan autoencoder(int epochs, int batch, double rate, Schedule schedule) {
        return new TrainingPlan(epochs, batch, rate, schedule, 5e-4, NO_CLIPPING, new Optimiser.AdamW(0.9, 0.999));
    }

    private static AutoencoderSettings shape(int hidden, int latent, int steps, double isometry) {
        return new AutoencoderSettings(hidden, latent, steps, new OperatorForm.Exponential(),
                new LossWeights(1, 1, 1, isometry));
    }

    @Test
    void yinYangAtPaperSizeIsAsPublished() {
        Settings settings = Settings.yinYang(Size.PAPER);
        assertEquals(10, settings.width());
        assertEquals(5, settings.blocks());
        assertEquals(10, settings.components());
        assertEquals(5, settings.seeds());
        assertEquals(network(2_000, 512, 1e-2, Schedule.BY_STEP), settings.network());
        assertEquals(shape(30, 20, 100, 1), settings.autoencoder());
        assertEquals(autoencoder(1_000, 1_024, 1e-1, Schedule.BY_STEP), settings.fit());
        assertEquals(List.of(1.0, 0.1, 0.01, 0.001, 0.0), settings.studies().isometryWeights());
        assertEquals(2_000, settings.studies().isometryPoints());
    }

    @Test
    void digitsAtPaperSizeAreAsPublished() {
        Settings settings = Settings.mnist(Size.PAPER);
        assertEquals(784, settings.width());
        assertEquals(4, settings.blocks());
        assertEquals(784, settings.components());
        assertEquals(5, settings.seeds());
        assertEquals(network(30, 128, 1e-1, Schedule.BY_STEP), settings.network());
        assertEquals(shape(1_000, 800, 10, 1e-3), settings.autoencoder());
        assertEquals(autoencoder(100, 512, 5e-3, Schedule.BY_EPOCH), settings.fit());
        assertEquals(10_000, settings.studies().bettiPoints());
        assertEquals(Noise.NONE, settings.network().noise());
    }

    @Test
    void eachDetailOfTheProtocolChangesThatAlone() {
        Settings ours = Settings.yinYang(Size.PAPER);
        Settings byEpoch = Detail.RATE.of(ours);
        assertEquals(network(2_000, 512, 1e-2, Schedule.BY_EPOCH), byEpoch.network());
        assertEquals(autoencoder(1_000, 1_024, 1e-1, Schedule.BY_EPOCH), byEpoch.fit());
        assertEquals(Schedule.BY_EPOCH, byEpoch.ownFit().schedule());
        assertEquals(ours.studies(), byEpoch.studies());
        Settings isometry = Detail.ISOMETRY.of(ours);
        assertEquals(8, isometry.studies().isometryBlocks());
        assertEquals(Split.TRAIN, isometry.studies().isometryOn());
        assertEquals(5, isometry.blocks());
        assertEquals(ours.fit(), isometry.fit());
        assertEquals(5, ours.studies().isometryBlocks());
        assertEquals(Split.TEST, ours.studies().isometryOn());
        Settings digits = Settings.mnist(Size.PAPER);
        assertFalse(digits.sampling().trainOnAll());
        assertTrue(Detail.IMAGES.of(digits).sampling().trainOnAll());
        assertEquals(digits.network(), Detail.IMAGES.of(digits).network());
    }

    @Test
    void theScheduleStaysWhenAPlanIsChangedOtherwise() {
        TrainingPlan plan = TrainingPlan.adamW(100, 512, 5e-3).with(Schedule.BY_EPOCH);
        assertEquals(Schedule.BY_EPOCH, plan.schedule());
        assertEquals(Schedule.BY_EPOCH, plan.withEpochs(3).withPeakRate(1).withClipNorm(2).withWeightDecay(1).schedule());
    }

    @Test
    void publishedFiguresAreThoseOfThePaper() {
        Published yinYang = Published.yinYang();
        assertEquals("99.31", yinYang.network());
        assertEquals("98.75 (0.15)", yinYang.surrogate());
        assertEquals(List.of("85.01", "78.88", "62.52"), List.of(yinYang.after().get(0), yinYang.after().get(1),
                yinYang.after().get(2)));
        Published digits = Published.mnist();
        assertEquals("99.03", digits.network());
        assertEquals("98.53 (0.04)", digits.surrogate());
        assertEquals(0.166, digits.layers().scaleOver(60_000), 1e-12);
        assertEquals(0.1734, digits.layers().scaleOver(55_000), 5e-5);
        assertEquals(List.of("8594", "2487", "123", "10", "11"), digits.layers().counts());
    }
}
