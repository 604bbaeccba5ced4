// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.SplittableRandom;

/**
 * A way to make a new input of one at hand, for {@link Samples#varied}. A surrogate learns what its network does, and
 * asks for no labels: all inputs that the network can answer are good for it, and new ones keep it from learning the old by heart.
 */
@FunctionalInterface
public interface Variation {

    /**
     * Returns a new input.
     *
     * @param input what it is made of, which may be changed
     * @param samples whose input that is, or was
     */
    float[] of(float[] input, Samples samples, SplittableRandom random);

    /** Returns this variation followed by another of what it gave. */
    default Variation then(Variation next) {
        return (input, samples, random) -> next.of(of(input, samples, random), samples, random);
    }

    /**
     * Returns mixtures with the input of another row, whose share is drawn anew each time.
     *
     * @param most the greatest share, above 0 and at most 1
     */
    static Variation mixed(double most) {
        if (!(most > 0 && most <= 1)) {
            throw new IllegalArgumentException("most (" + most + ") must be above 0 and at most 1");
        }
        return (input, samples, random) -> {
            float[] other = samples.input(random.nextInt(samples.size()));
            float share = (float) (most * random.nextDouble());
            for (int i = 0; i < input.length; i++) {
                input[i] += share * (other[i] - input[i]);
            }
            return input;
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
        return (input, samples, random) -> {
            double deviation = most * random.nextDouble();
            for (int i = 0; i < input.length; i++) {
                input[i] += (float) (deviation * random.nextGaussian());
            }
            return input;
        };
    }

    /**
     * Returns square images that are turned, made larger or smaller, slanted and moved, each by an amount that is drawn anew. What
     * lies between pixels is interpolated, what comes in from outside is as the pixel at the edge.
     *
     * @param degrees by how much they are turned at most, to either side, from 0 to 180
     * @param stretch by what share of the side they grow, shrink or are slanted at most, from 0 and below 1
     * @param pixels by how much they are moved at most, in each direction, from 0
     */
    static Variation affine(double degrees, double stretch, double pixels) {
        if (!(degrees >= 0 && degrees <= 180 && stretch >= 0 && stretch < 1 && pixels >= 0 && pixels < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees (" + degrees + "), stretch (" + stretch + ") and pixels (" + pixels
                    + ") must be from 0 to 180, from 0 and below 1, and from 0");
        }
        return (input, samples, random) -> {
            double angle = Math.toRadians(between(-degrees, degrees, random));
            double size = 1 + between(-stretch, stretch, random);
            double slant = between(-stretch, stretch, random);
            double right = between(-pixels, pixels, random);
            double down = between(-pixels, pixels, random);
            return SquareImage.of(input).drawn(Math.cos(angle) / size, Math.sin(angle) / size, slant, right, down);
        };
    }

    private static double between(double least, double most, SplittableRandom random) {
        return least + (most - least) * random.nextDouble();
    }
}
