// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import koopman.data.Randomness;
import koopman.data.Samples;
import koopman.measure.AreaUnderCurve;
import koopman.measure.Spread;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;

/**
 * Can it be told from what is answered about the classes that stay whether a sample is of the forgotten class? The
 * probabilities are renormalised without that class. A figure is the area under the curve of hits against false alarms: 1/2 if
 * nothing can be told, 1 if everything.
 *
 * <p>Not 1/2 is the goal but what networks retrained without the class come to: to these, too, its samples look strange. An
 * area far from theirs on either side is a trace of the forgetting.
 *
 * <p>Each repetition halves the samples at random, class by class. The uncertainty, the entropy of the answer, is taken as it
 * is: high is suspect. The fitted attacker is a {@link LinearProbe} of the logarithms of the probabilities and the entropy,
 * fitted to one half; both are judged on the other.
 *
 * @param label the forgotten class
 * @param byUncertainty the area of the entropy; below 1/2 where the class is answered more surely than others
 * @param byFitting the area of the fitted attacker
 */
public record MembershipAttack(int label, Spread byUncertainty, Spread byFitting) {

    /** A probability below this is as good as none; its logarithm alone would draw the fit to itself. */
    private static final double LEAST = 1e-12;

    /** Of each half of each side. */
    private static final int FEWEST = 2;

    /**
     * Returns the attack on answers about samples that nothing was fitted to.
     *
     * @param repetitions how many times the samples are halved, at least 1
     * @param seed fixes the halves
     * @throws IllegalArgumentException if the samples are for training, or the class or the others have fewer than four
     */
    public static MembershipAttack on(Answers heldOut, int label, int repetitions, long seed) {
        RetrainedReference.requireHeldOut(heldOut.samples(), label);
        if (repetitions < 1) {
            throw new IllegalArgumentException("repetitions (" + repetitions + ") must be at least 1");
        }
        var evidence = new Evidence(heldOut, label);
        SplittableRandom random = Randomness.ATTACK.of(seed);
        double[][] areas = IntStream.range(0, repetitions).mapToObj(repetition -> evidence.areas(random))
                .toArray(double[][]::new);
        return new MembershipAttack(label, Spread.of(Arrays.stream(areas).mapToDouble(pair -> pair[0])),
                Spread.of(Arrays.stream(areas).mapToDouble(pair -> pair[1])));
    }

    /** What an attacker sees of samples, and which of them are of the class. */
    private static final class Evidence {

        private final Samples samples;
        private final int[] own;
        private final int[] others;
        private final double[] entropies;
        private final double[][] features;

        Evidence(Answers answers, int label) {
            samples = answers.samples();
            own = rows(row -> samples.label(row) == label);
            others = rows(row -> samples.label(row) != label);
            if (Math.min(own.length, others.length) < 2 * FEWEST) {
                throw new IllegalArgumentException("samples (" + own.length + " of class " + label + ", " + others.length
                        + " others) must be at least " + 2 * FEWEST + " of each, to be halved");
            }
            double[][] logarithms = answers.logarithmsWithout(label);
            entropies = Arrays.stream(logarithms).mapToDouble(Evidence::entropy).toArray();
            features = IntStream.range(0, entropies.length).mapToObj(row -> features(logarithms[row], label, entropies[row]))
                    .toArray(double[][]::new);
        }

        private int[] rows(IntPredicate which) {
            return IntStream.range(0, samples.size()).filter(which).toArray();
        }

        private static double entropy(double[] logarithms) {
            return -Arrays.stream(logarithms).filter(value -> value > Double.NEGATIVE_INFINITY).sorted()
                    .map(value -> value * Math.exp(value)).sum();
        }

        private static double[] features(double[] logarithms, int label, double entropy) {
            double[] features = Arrays.stream(logarithms).map(value -> Math.max(value, Math.log(LEAST))).toArray();
            features[label] = entropy; // takes the place of the class's own
            return features;
        }

        /** Returns the area by uncertainty and that by fitting for one way to halve the samples. */
        double[] areas(SplittableRandom random) {
            int[] ownOrder = shuffled(own, random);
            int[] othersOrder = shuffled(others, random);
            int[] wanted = Arrays.copyOfRange(ownOrder, own.length / 2, own.length);
            int[] rest = Arrays.copyOfRange(othersOrder, others.length / 2, others.length);
            int[] known = IntStream.concat(Arrays.stream(ownOrder, 0, own.length / 2),
                    Arrays.stream(othersOrder, 0, others.length / 2)).toArray();
            double[] scores = scores(known, own.length / 2);
            return new double[] {area(entropies, wanted, rest), area(scores, wanted, rest)};
        }

        private static int[] shuffled(int[] rows, SplittableRandom random) {
            return IntStream.of(Randomness.permutation(rows.length, random)).map(i -> rows[i]).toArray();
        }

        private static double area(double[] scores, int[] wanted, int[] others) {
            return AreaUnderCurve.of(Arrays.stream(wanted).mapToDouble(row -> scores[row]).toArray(),
                    Arrays.stream(others).mapToDouble(row -> scores[row]).toArray());
        }

        /** Returns the scores of all samples by an attacker that knows some, of which the first are of the class. */
        private double[] scores(int[] known, int first) {
            Samples told = samples.rows(known).labelled(IntStream.range(0, known.length).map(i -> i < first ? 1 : 0).toArray());
            double[][] seen = Arrays.stream(known).mapToObj(row -> features[row]).toArray(double[][]::new);
            try (NDManager manager = NDManager.newBaseManager();
                    NDArray fitted = LinearAlgebra.toNative(manager, seen, DataType.FLOAT64);
                    NDArray asked = LinearAlgebra.toNative(manager, features, DataType.FLOAT64);
                    NDArray scores = LinearProbe.fit(fitted, told).scores(asked)) {
                return Arrays.stream(LinearAlgebra.toJava(scores)).mapToDouble(row -> row[1] - row[0]).toArray();
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "membership attack on class %d: area %s by uncertainty, %s by fitting", label,
                byUncertainty, byFitting);
    }
}
