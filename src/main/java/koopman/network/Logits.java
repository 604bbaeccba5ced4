package koopman.network;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import koopman.data.Samples;

/** Reads classes from logits. */
public final class Logits {

    private Logits() {}

    /** Returns the class of the greatest logit of each row of (N, classes). */
    public static int[] classes(NDArray logits) {
        try (NDArray greatest = logits.argMax(1)) {
            return LongStream.of(greatest.toLongArray()).mapToInt(Math::toIntExact).toArray();
        }
    }

    /** Returns the share of the samples whose class is given rightly, from 0 to 1. */
    public static double accuracy(int[] classes, Samples samples) {
        if (classes.length != samples.size()) {
            throw new IllegalArgumentException("classes (" + classes.length + ") must be as many as the samples ("
                    + samples.size() + ")");
        }
        return (double) IntStream.range(0, classes.length).filter(i -> classes[i] == samples.label(i)).count()
                / classes.length;
    }
}
