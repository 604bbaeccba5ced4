package koopman.experiment;

import koopman.training.TrainingPlan;

/**
 * The settings of an experiment, from the network to the edit.
 *
 * @param width d, the size of the network's states
 * @param blocks B, the number of its residual blocks
 * @param network how the network is trained
 * @param seeds over how many seeds a figure is measured
 */
public record Settings(int width, int blocks, TrainingPlan network, int seeds) {

    /** Returns the settings for Yin-Yang; those of the paper are from Aswani and Jabari 2025, section 4. */
    public static Settings yinYang(Size size) {
        return switch (size) {
            case QUICK -> new Settings(10, 5, TrainingPlan.momentum(200, 512, 1e-2), 3);
            case PAPER -> new Settings(10, 5, TrainingPlan.momentum(2_000, 512, 1e-2), 5);
        };
    }
}
