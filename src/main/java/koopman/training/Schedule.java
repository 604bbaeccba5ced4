// SPDX-License-Identifier: Apache-2.0
package koopman.training;

/**
 * How the learning rate goes over a training: a triangle that rises from 0 to the peak in the first fifth of the training and
 * falls back to 0 by its end.
 */
public enum Schedule {
    /** The rate changes with every step. */
    BY_STEP,
    /** The rate changes with every epoch, so that it is 0 in the first one; published. */
    BY_EPOCH;

    /** The published share of the training in which the rate rises (Aswani and Jabari 2025, appendix). */
    private static final double RISE = 0.2;

    /**
     * Returns the share of the peak rate, from 0 to 1.
     *
     * @param epoch the epoch, from 0
     * @param within how much of it is done, from 0 to 1
     */
    double share(int epoch, double within, int epochs) {
        return triangle((epoch + (this == BY_STEP ? within : 0)) / epochs);
    }

    /** Returns the share of the peak rate after the given share of the training, both from 0 to 1. */
    static double triangle(double done) {
        return done < RISE ? done / RISE : (1 - done) / (1 - RISE);
    }
}
