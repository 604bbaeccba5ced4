// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.SplittableRandom;

/**
 * A way to make a new input of those at hand, for {@link Samples#withCopies}. A surrogate learns what its network does, and
 * asks for no labels: all inputs that the network can answer are good for it, and new ones keep it from learning the old by heart.
 */
@FunctionalInterface
public interface Variation {

    /** Returns a new input made of that row's; the samples stay as they are. */
    float[] of(Samples samples, int row, SplittableRandom random);

    /**
     * Returns mixtures with the input of another row, whose share is drawn anew each time.
     *
     * @param most the greatest share, above 0 and at most 1
     */
    static Variation mixed(double most) {
        if (!(most > 0 && most <= 1)) {
            throw new IllegalArgumentException("most (" + most + ") must be above 0 and at most 1");
        }
        return (samples, row, random) -> {
            float[] own = samples.input(row);
            float[] other = samples.input(random.nextInt(samples.size()));
            float share = (float) (most * random.nextDouble());
            for (int i = 0; i < own.length; i++) {
                own[i] += share * (other[i] - own[i]);
            }
            return own;
        };
    }

    /**
     * Returns inputs with normal noise on each feature, whose standard deviation is drawn anew for each input.
     *
     * @param most the greatest deviation, in the units in which the network sees the inputs
     */
    static Variation noisy(double most) {
        if (!(most > 0 && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("most (" + most + ") must be a number above 0");
        }
        return (samples, row, random) -> {
            float[] own = samples.input(row);
            double deviation = most * random.nextDouble();
            for (int i = 0; i < own.length; i++) {
                own[i] += (float) (deviation * random.nextGaussian());
            }
            return own;
        };
    }

    /**
     * Returns square images that are moved up or down and to a side, by a whole number of pixels each or not at all; what comes
     * in from outside is as the pixel at the edge.
     *
     * @param most the greatest number of pixels, at least 1 and below the side
     */
    static Variation moved(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most (" + most + ") must be at least 1");
        }
        return (samples, row, random) -> {
            int side = side(samples.features(), most);
            float[] own = samples.input(row);
            int right = random.nextInt(-most, most + 1);
            int down = random.nextInt(-most, most + 1);
            float[] moved = new float[own.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = own[side * within(i / side - down, side) + within(i % side - right, side)];
            }
            return moved;
        };
    }

    private static int within(int place, int side) {
        return Math.min(Math.max(place, 0), side - 1);
    }

    private static int side(int features, int most) {
        int side = (int) Math.round(Math.sqrt(features));
        if (side * side != features || most >= side) {
            throw new IllegalArgumentException("features (" + features + ") must be those of a square image with a side above "
                    + most);
        }
        return side;
    }
}
