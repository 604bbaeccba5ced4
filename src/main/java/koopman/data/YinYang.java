// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Yin-Yang set: points of the plane in the three classes yin, yang and dot.
 *
 * <p>A sample draws its class uniformly, then points uniformly in the unit square until one of that class
 * comes. The three splits come from different streams of random numbers, so that none shares a point.
 *
 * <p>Source: Kriener, Göltz, Petrovici, <i>The Yin-Yang dataset</i> (2022), section 2.
 */
public final class YinYang {

    /** The names of the classes, by label. */
    public static final List<String> CLASSES = List.of("yin", "yang", "dot");

    /** The published number of training points (Aswani and Jabari 2025). */
    public static final int TRAINING_POINTS = 5_000;

    private static final int TEST_POINTS = 10_000;
    private static final double RADIUS = 0.5;
    private static final double DOT_RADIUS = 0.1;
    private static final double CENTRE = 0.5;
    private static final double RIGHT_DOT = 0.75;
    private static final double LEFT_DOT = 0.25;
    private static final int OUTSIDE = -1;
    private static final int ARC_PARTS = 120; // of the big circle, each is within 0.0002 of its chord

    private YinYang() {}

    /** Returns 5,000 training, 5,000 validation and 10,000 test points; other seeds give other points. */
    public static Splits splits(long seed) {
        return splits(seed, TEST_POINTS);
    }

    /** Returns splits as above with so many test points, of which the first are the same however many there are. */
    public static Splits splits(long seed, int testPoints) {
        return new Splits(draw(Split.TRAIN, TRAINING_POINTS, seed), draw(Split.VALIDATION, TRAINING_POINTS, seed),
                draw(Split.TEST, testPoints, seed));
    }

    /** Returns {@code count} points of one split. */
    public static Samples draw(Split split, int count, long seed) {
        requireSome(count);
        return draw(split, count, Randomness.valueOf(split.name()).of(seed));
    }

    /** Returns {@code count} new training points for each epoch; they come from a stream of their own, as the splits do. */
    public static SampleSource source(int count, long seed) {
        requireSome(count);
        return SampleSource.of(count, epoch -> draw(Split.TRAIN, count, Randomness.EPOCHS.of(seed, epoch)));
    }

    private static void requireSome(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count (" + count + ") must be at least 1");
        }
    }

    private static Samples draw(Split split, int count, SplittableRandom random) {
        var inputs = new float[2 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES.size());
            do {
                inputs[2 * i] = random.nextFloat();
                inputs[2 * i + 1] = random.nextFloat();
            } while (classOf(inputs[2 * i], inputs[2 * i + 1]) != labels[i]);
        }
        return Samples.of("Yin-Yang", split, CLASSES, inputs, labels);
    }

    /**
     * Returns where one class meets another or the outside, as lines of points (x, y): the big circle, the curve between yin and
     * yang, and the two dots.
     */
    public static List<double[][]> outlines() {
        double[][] left = arc(LEFT_DOT, RADIUS / 2, Math.PI, 2 * Math.PI);
        double[][] right = arc(RIGHT_DOT, RADIUS / 2, Math.PI, 0);
        return List.of(arc(CENTRE, RADIUS, 0, 2 * Math.PI),
                Stream.concat(Arrays.stream(left), Arrays.stream(right)).toArray(double[][]::new),
                arc(LEFT_DOT, DOT_RADIUS, 0, 2 * Math.PI), arc(RIGHT_DOT, DOT_RADIUS, 0, 2 * Math.PI));
    }

    /** Returns points of a circle around (x, 0.5). */
    private static double[][] arc(double x, double radius, double from, double to) {
        return IntStream.rangeClosed(0, ARC_PARTS).mapToDouble(i -> from + (to - from) * i / ARC_PARTS)
                .mapToObj(angle -> new double[] {x + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)})
                .toArray(double[][]::new);
    }

    /** Returns the class of a point of the plane, or -1 outside the big circle. */
    public static int classOf(double x, double y) {
        if (Math.hypot(x - CENTRE, y - CENTRE) > RADIUS) {
            return OUTSIDE;
        }
        double toRight = Math.hypot(x - RIGHT_DOT, y - CENTRE);
        double toLeft = Math.hypot(x - LEFT_DOT, y - CENTRE);
        if (toRight < DOT_RADIUS || toLeft < DOT_RADIUS) {
            return 2;
        }
        boolean yin = toRight <= DOT_RADIUS
                || toLeft > DOT_RADIUS && toLeft <= RADIUS / 2
                || y > RADIUS && toRight > RADIUS / 2;
        return yin ? 0 : 1;
    }
}
