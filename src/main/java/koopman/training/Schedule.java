package koopman.training;

/**
 * The learning rate over a training: a triangle that rises from 0 to the peak in the first fifth of the
 * training and falls back to 0 by its end.
 *
 * <p>The published schedule changes by epoch, so that its first epoch has the rate 0; here the rate changes
 * with each step along the same triangle, which matters only where epochs are few.
 */
final class Schedule {

    /** The published share of the training in which the rate rises (Aswani and Jabari 2025, appendix). */
    private static final double RISE = 0.2;

    private Schedule() {}

    /** Returns the share of the peak rate after the given share of the training, both from 0 to 1. */
    static double triangle(double done) {
        return done < RISE ? done / RISE : (1 - done) / (1 - RISE);
    }
}
