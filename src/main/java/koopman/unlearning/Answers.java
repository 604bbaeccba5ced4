// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.representation.LinearAlgebra;
import koopman.training.NativeMemory;

/**
 * What a {@link Classifier} answers about samples: its last representation of them, (N, d), and how probable it finds each
 * class, (N, classes). The representation stays in native memory until this is closed.
 */
public final class Answers implements AutoCloseable {

    private final NativeMemory memory = new NativeMemory("the answers");
    private final Samples samples;
    private final NDArray states;
    private final double[][] logits;

    private Answers(Samples samples, NDArray states, double[][] logits) {
        this.samples = samples;
        this.states = memory.keep(states);
        this.logits = logits;
    }

    /**
     * Returns what a classifier answers about samples.
     *
     * @throws IllegalArgumentException if it gives not one logit for each class of each sample
     */
    public static Answers of(Classifier classifier, Samples samples) {
        return of(classifier, samples, classifier.states(samples));
    }

    /** Returns the same where the last representation is known; it is taken over. */
    static Answers of(Classifier classifier, Samples samples, NDArray states) {
        try (NDArray scores = classifier.head(states)) {
            double[][] logits = LinearAlgebra.toJava(scores);
            requireLogits(samples, logits);
            return new Answers(samples, states, logits);
        } catch (RuntimeException refused) {
            states.close();
            throw refused;
        }
    }

    /** A logit may be −∞, as of a class that is never answered. */
    private static void requireLogits(Samples samples, double[][] logits) {
        int classes = samples.classes().size();
        if (logits.length != samples.size() || logits[0].length != classes) {
            throw new IllegalArgumentException("logits (" + logits.length + " x " + logits[0].length + ") must be "
                    + samples.size() + " x " + classes + ", one for each class of each sample");
        }
        for (int row = 0; row < logits.length; row++) {
            for (double logit : logits[row]) {
                if (Double.isNaN(logit) || logit == Double.POSITIVE_INFINITY) {
                    throw new IllegalArgumentException("logit (" + logit + " in row " + row + ") must be a finite number, or "
                            + "−∞ for a class that is never answered");
                }
            }
        }
    }

    /** Returns the samples, N rows. */
    public Samples samples() {
        return samples;
    }

    /** Returns the last representation, (N, d); it belongs to the answers. */
    public NDArray states() {
        memory.requireOpen();
        return states;
    }

    /** Returns the class that each sample is given. */
    public int[] classes() {
        return classesWithout(Set.of());
    }

    /** Returns the class that each sample is given if some are never given: what a mask over the answers does. */
    public int[] classesWithout(Set<Integer> labels) {
        int[] kept = IntStream.range(0, samples.classes().size()).filter(label -> !labels.contains(label)).toArray();
        return Arrays.stream(logits).mapToInt(row -> IntStream.of(kept)
                .reduce(kept[0], (best, label) -> row[label] > row[best] ? label : best)).toArray();
    }

    /** Returns how probable each class is found, (N, classes), each row with the sum 1. */
    public double[][] probabilities() {
        return Arrays.stream(logits).map(row -> exponentials(logarithms(row, -1))).toArray(double[][]::new);
    }

    /** Returns the same without one class: 0 for that, and what is left, as if it were all, has the sum 1 in each row. */
    public double[][] probabilitiesWithout(int label) {
        return Arrays.stream(logarithmsWithout(label)).map(Answers::exponentials).toArray(double[][]::new);
    }

    /** Returns the logarithms of these probabilities, −∞ for the class itself. */
    double[][] logarithmsWithout(int label) {
        samples.requireClass(label);
        return Arrays.stream(logits).map(row -> logarithms(row, label)).toArray(double[][]::new);
    }

    /**
     * Returns log softmax, by the greatest logit first, so that nothing is lost however great they are, and summed in order of
     * size, so that the same answers about other classes give the same numbers.
     */
    private static double[] logarithms(double[] row, int without) {
        double[] kept = row.clone();
        if (without >= 0) {
            kept[without] = Double.NEGATIVE_INFINITY;
        }
        double greatest = Arrays.stream(kept).max().orElseThrow();
        double sum = Arrays.stream(kept).sorted().map(logit -> Math.exp(logit - greatest)).sum();
        return Arrays.stream(kept).map(logit -> logit - greatest - Math.log(sum)).toArray();
    }

    private static double[] exponentials(double[] logarithms) {
        return Arrays.stream(logarithms).map(Math::exp).toArray();
    }

    /** Frees the representation; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return "answers about " + samples;
    }
}
