// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What random numbers are drawn for. Each purpose has a stream of its own for every seed, so that with the same seed, or with
 * neighbouring ones, the points of a data set, a model's starting values and the order of its batches have nothing in common.
 */
public enum Randomness {
    /** Training samples. */
    TRAIN,
    /** Validation samples. */
    VALIDATION,
    /** Test samples. */
    TEST,
    /** The starting values of networks. */
    NETWORK,
    /** The starting values of autoencoders. */
    AUTOENCODER,
    /** The order of the rows in a training. */
    ORDER,
    /** The noise of a training. */
    NOISE,
    /** Random features. */
    FEATURES,
    /** Which of a reader's own samples go to which set. */
    SPLITS,
    /** Pairs of rows whose distances are compared. */
    PAIRS,
    /** Directions from which the principal components of wide rows are searched. */
    DIRECTIONS,
    /** Which rows are drawn again, and how often, to see how far a figure depends on them. */
    RESAMPLES,
    /** How samples are changed. */
    VARIATIONS,
    /** The samples of each epoch, where they are drawn anew. */
    EPOCHS,
    /** Which rows an attacker may learn from. */
    ATTACK,
    /** Which labelled rows a class is learned again from. */
    RELEARNING;

    /** Returns the numbers from 0 in an order that is drawn from a stream (Fisher and Yates). */
    public static int[] permutation(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Returns the stream of a seed, from its start. */
    public SplittableRandom of(long seed) {
        return new SplittableRandom(new SplittableRandom(name().hashCode()).nextLong() + seed);
    }

    /** Returns the stream of a seed's epoch, from its start. */
    SplittableRandom of(long seed, int epoch) {
        return new SplittableRandom(of(seed).nextLong() + epoch);
    }
}
