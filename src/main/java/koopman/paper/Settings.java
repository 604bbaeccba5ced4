// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;
import java.util.List;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Split;
import koopman.training.Noise;
import koopman.training.Schedule;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * The settings of an experiment, from the network to the surrogate.
 *
 * @param sampling which samples are used
 * @param width d, the size of the network's states
 * @param blocks B, the number of its residual blocks
 * @param network how the network is trained, as published
 * @param ownNetwork how the same network is trained by our own choice, found on validation points; the published plan where none
 *     is better
 * @param components p, how many principal components of a state the surrogate sees
 * @param autoencoder the published autoencoder
 * @param fit how the published autoencoder is fitted
 * @param ownAutoencoder the autoencoder of our own choice, found on validation points
 * @param ownFit how that one is fitted
 * @param seeds over how many seeds a figure is measured
 * @param studies how far the studies around the autoencoders go
 */
public record Settings(Sampling sampling, int width, int blocks, TrainingPlan network, TrainingPlan ownNetwork,
        int components, AutoencoderSettings autoencoder, TrainingPlan fit, AutoencoderSettings ownAutoencoder,
        TrainingPlan ownFit, int seeds, StudySettings studies) implements Serializable {

    /** The published weights λ₄ of the isometry study (Aswani and Jabari 2025, section 4), greatest first. */
    public static final List<Double> ISOMETRY_WEIGHTS = List.of(1.0, 0.1, 0.01, 0.001, 0.0);

    /** The weights of the path's losses that are tried where a fit takes seconds. */
    private static final List<Double> STRENGTHS = List.of(0.1, 0.3, 1.0, 3.0);

    /** Returns the settings for Yin-Yang; those of the paper are from Aswani and Jabari 2025, section 4. */
    public static Settings yinYang(Size size) {
        var published = new AutoencoderSettings(30, 20, 100, new OperatorForm.Exponential(), LossWeights.isometry(1));
        var own = new AutoencoderSettings(100, 40, 100, new OperatorForm.Exponential(), LossWeights.isometry(1));
        TrainingPlan plain = TrainingPlan.adamW(400, 256, 4e-2);
        return switch (size) {
            case QUICK -> new Settings(new Sampling(10_000, false), 10, 5, TrainingPlan.momentum(200, 512, 1e-2),
                    TrainingPlan.adamW(400, 5_000, 4e-2), 10, published, TrainingPlan.adamW(150, 1024, 1e-1), own,
                    TrainingPlan.adamW(150, 256, 4e-2), 3, new StudySettings(List.of(30, 100, 300), 300, STRENGTHS,
                            ISOMETRY_WEIGHTS, 5, Split.TEST, 500, 2_000, List.of(250, 500, 1_000), plain,
                            new NearestSettings(10, own.plus(LossTerm.answers(1)), TrainingPlan.adamW(400, 256, 2e-2))));
            case PAPER -> new Settings(new Sampling(100_000, false), 10, 5, TrainingPlan.momentum(2_000, 512, 1e-2),
                    TrainingPlan.adamW(1_000, 5_000, 5e-2), 10, published, TrainingPlan.adamW(1_000, 1024, 1e-1), own,
                    TrainingPlan.adamW(400, 256, 2e-2), 5, new StudySettings(List.of(30, 100, 300, 600), 300, STRENGTHS,
                            ISOMETRY_WEIGHTS, 5, Split.TEST, 2_000, 10_000, List.of(375, 750, 1_500), plain,
                            new NearestSettings(10, own.plus(LossTerm.answers(1)), TrainingPlan.adamW(1_200, 256, 2e-2))));
        };
    }

    /**
     * Returns the settings for MNIST and images like it; those of the paper are from Aswani and Jabari 2025, section 4. The
     * published fit has its rate by epoch here without being asked: changed by step, older forms of it blew up.
     */
    public static Settings mnist(Size size) {
        var published = new AutoencoderSettings(1_000, 800, 10, new OperatorForm.Exponential(), LossWeights.isometry(1e-3));
        var own = new AutoencoderSettings(512, 300, 10, new OperatorForm.Exponential(), LossWeights.isometry(1e-3));
        var small = new AutoencoderSettings(1_024, 320, 10, new OperatorForm.Exponential(), LossWeights.isometry(1e-3));
        var sampling = new Sampling(10_000, false);
        TrainingPlan brief = TrainingPlan.adamW(15, 256, 1e-2);
        TrainingPlan shorter = TrainingPlan.momentum(6, 128, 1e-1);
        TrainingPlan whole = TrainingPlan.momentum(30, 128, 1e-1);
        TrainingPlan few = TrainingPlan.adamW(5, 256, 3e-3).withWeightDecay(0.1).with(new Noise(0.3, 0.1));
        TrainingPlan noisy = TrainingPlan.adamW(50, 512, 4e-3).withWeightDecay(5e-2).with(new Noise(1, 0.3));
        return switch (size) {
            case QUICK -> new Settings(sampling, 784, 4, shorter, few, 200, own, brief, own, brief, 1,
                    new StudySettings(List.of(500, 2_000), 1_000, List.of(1.0), List.of(0.1, 0.001, 0.0), 4,
                            Split.TEST, 1_000, 2_000, List.of(), shorter,
                            new NearestSettings(200, own.with(LossWeights.isometry(1e-2)).plus(LossTerm.answers(0.3)),
                                    brief.withEpochs(8).withWeightDecay(0.1))));
            case PAPER -> new Settings(sampling, 784, 4, whole, noisy, 784, published,
                    TrainingPlan.adamW(100, 512, 5e-3).with(Schedule.BY_EPOCH), published,
                    TrainingPlan.adamW(40, 512, 4e-3), 5,
                    new StudySettings(List.of(500, 1_000, 2_000), 1_000, List.of(1.0), List.of(0.1, 0.01, 0.001, 0.0), 4,
                            Split.TEST, 2_000, 10_000, List.of(), whole, new NearestSettings(256, small.plus(LossTerm.answers(1)),
                                    TrainingPlan.adamW(32, 512, 5e-3).withWeightDecay(0.1))));
        };
    }

    /** Returns these settings with other samples. */
    Settings with(Sampling other) {
        return new Settings(other, width, blocks, network, ownNetwork, components, autoencoder, fit, ownAutoencoder, ownFit, seeds, studies);
    }

    /** Returns these settings with another schedule of the rate in all trainings. */
    Settings with(Schedule schedule) {
        return new Settings(sampling, width, blocks, network.with(schedule), ownNetwork.with(schedule), components, autoencoder, fit.with(schedule),
                ownAutoencoder, ownFit.with(schedule), seeds, studies);
    }

    /** Returns these settings with other studies. */
    Settings with(StudySettings other) {
        return new Settings(sampling, width, blocks, network, ownNetwork, components, autoencoder, fit, ownAutoencoder, ownFit, seeds,
                other);
    }

    /** Returns these settings for a network of so many blocks. */
    Settings withBlocks(int count) {
        return new Settings(sampling, width, count, network, ownNetwork, components, autoencoder, fit, ownAutoencoder, ownFit, seeds,
                studies);
    }

    /** Returns these settings for a network whose states are of this width. */
    Settings withWidth(int other) {
        return new Settings(sampling, other, blocks, network, ownNetwork, components, autoencoder, fit, ownAutoencoder, ownFit, seeds,
                studies);
    }

    /** Returns these settings with the network trained by our own choice. */
    Settings withOwnNetwork() {
        return new Settings(sampling, width, blocks, ownNetwork, ownNetwork, components, autoencoder, fit, ownAutoencoder, ownFit,
                seeds, studies);
    }

    /** Returns these settings for the autoencoders that come nearest to a network of our own choice. */
    Settings nearest() {
        NearestSettings near = studies.nearest();
        return new Settings(new Sampling(sampling.testPoints(), sampling.trainOnAll(), true), width, blocks, ownNetwork, ownNetwork,
                near.components(), autoencoder, fit, near.autoencoder(), near.plan(), seeds, studies);
    }

    /** Returns whether the models of several seeds are best trained side by side, each on one processor. */
    public boolean sideBySide() {
        return Seeds.areBestSideBySide(2L * blocks * width * width);
    }
}
