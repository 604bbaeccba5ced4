// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.Locale;
import java.util.function.UnaryOperator;
import koopman.data.Split;
import koopman.training.Schedule;

/**
 * A detail of the published protocol that ours departs from, and that can be had as published.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), and the settings of its published experiments.
 */
public enum Detail {
    /** All training images are trained on; ours keeps the last twelfth for validation. */
    IMAGES(settings -> settings.with(new Sampling(settings.sampling().testPoints(), true))),
    /** The learning rate changes by epoch, the first of which does nothing; ours changes by step. */
    RATE(settings -> settings.with(Schedule.BY_EPOCH)),
    /** The isometry study is of a network of 8 blocks, on training samples; ours is of all else's network, on test samples. */
    ISOMETRY(settings -> settings.with(settings.studies().isometry(8, Split.TRAIN)));

    private final UnaryOperator<Settings> change;

    Detail(UnaryOperator<Settings> change) {
        this.change = change;
    }

    /** Returns the settings with this detail as published. */
    public Settings of(Settings settings) {
        return change.apply(settings);
    }

    /** Returns the name, as it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
