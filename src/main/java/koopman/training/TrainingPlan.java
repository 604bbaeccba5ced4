// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.Serializable;

/**
 * How to train: everything but the model, the data and the seed.
 *
 * @param epochs how often each sample is seen
 * @param batchSize how many samples make one step
 * @param peakRate the highest learning rate, reached after a fifth of the epochs
 * @param schedule how the rate goes up to the peak and down again
 * @param weightDecay λ, the decay of weights (not of biases or batch norms) a step
 * @param clipNorm the largest Euclidean norm a gradient may have; longer ones are scaled down to it
 * @param optimiser how a gradient moves the parameters
 * @param noise what is added to inputs and layers; only a {@code ResidualMlp} can be trained with any
 */
public record TrainingPlan(int epochs, int batchSize, double peakRate, Schedule schedule, double weightDecay, double clipNorm,
        Optimiser optimiser, Noise noise) implements Serializable {

    /** The published decay and clipping (Aswani and Jabari 2025, appendix). */
    private static final double PUBLISHED_DECAY = 5e-4;
    private static final double PUBLISHED_CLIP = 1;

    public TrainingPlan {
        requireAtLeastOne("epochs", epochs);
        requireAtLeastOne("batchSize", batchSize);
        requirePositive("peakRate", peakRate);
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("weightDecay (" + weightDecay + ") must be at least 0");
        }
        requirePositive("clipNorm", clipNorm);
    }

    /** Makes a plan without noise. */
    public TrainingPlan(int epochs, int batchSize, double peakRate, Schedule schedule, double weightDecay, double clipNorm,
            Optimiser optimiser) {
        this(epochs, batchSize, peakRate, schedule, weightDecay, clipNorm, optimiser, Noise.NONE);
    }

    /** Returns a plan with momentum, as published for the networks. */
    public static TrainingPlan momentum(int epochs, int batchSize, double peakRate) {
        return new TrainingPlan(epochs, batchSize, peakRate, Schedule.BY_STEP, PUBLISHED_DECAY, PUBLISHED_CLIP,
                Optimiser.Momentum.PUBLISHED);
    }

    /** Returns a plan with AdamW and without clipping, as published for the autoencoders. */
    public static TrainingPlan adamW(int epochs, int batchSize, double peakRate) {
        return new TrainingPlan(epochs, batchSize, peakRate, Schedule.BY_STEP, PUBLISHED_DECAY, Double.POSITIVE_INFINITY,
                Optimiser.AdamW.USUAL);
    }

    /** Returns this plan with another number of epochs. */
    public TrainingPlan withEpochs(int count) {
        return new TrainingPlan(count, batchSize, peakRate, schedule, weightDecay, clipNorm, optimiser, noise);
    }

    /** Returns this plan with another peak rate. */
    public TrainingPlan withPeakRate(double rate) {
        return new TrainingPlan(epochs, batchSize, rate, schedule, weightDecay, clipNorm, optimiser, noise);
    }

    /** Returns this plan with another decay of weights. */
    public TrainingPlan withWeightDecay(double decay) {
        return new TrainingPlan(epochs, batchSize, peakRate, schedule, decay, clipNorm, optimiser, noise);
    }

    /** Returns this plan with gradients scaled down to this Euclidean norm where they are longer. */
    public TrainingPlan withClipNorm(double norm) {
        return new TrainingPlan(epochs, batchSize, peakRate, schedule, weightDecay, norm, optimiser, noise);
    }

    /** Returns this plan with another schedule of the rate. */
    public TrainingPlan with(Schedule other) {
        return new TrainingPlan(epochs, batchSize, peakRate, other, weightDecay, clipNorm, optimiser, noise);
    }

    /** Returns this plan with noise. */
    public TrainingPlan with(Noise other) {
        return new TrainingPlan(epochs, batchSize, peakRate, schedule, weightDecay, clipNorm, optimiser, other);
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least 0 and below 1");
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least 1");
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be greater than 0");
        }
    }
}
