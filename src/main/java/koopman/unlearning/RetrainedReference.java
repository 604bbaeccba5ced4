// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.measure.Spread;
import koopman.network.LayeredNetwork;

/**
 * Networks trained anew without a class, by which a forgetting is judged: "0 % of the class is left" is true of a masked logit
 * too, but only what was never taught the class answers as these do. They differ among each other by their seeds alone, and how
 * far they do is the unit of every distance to them.
 *
 * <p>A distance d(M, R) compares the answers of M and R about the held-out samples of the forgotten class, n of them. With
 * references R_1 to R_k, that of M to all is D(M) = 1/k Σ_j d(M, R_j); the same of one reference to the others is U_j =
 * 1/(k − 1) Σ_(i ≠ j) d(R_j, R_i); the unit is their mean U. D(M) / U is 1 for what is as far from the retrained networks as
 * these are from each other, and D(M) − U is its excess. There are two distances:
 *
 * <ul>
 * <li><i>disagreement</i>: the share of the samples to which M and R do not give the same class, the forgotten one included;
 * <li><i>total variation</i>: the mean over the samples of 1/2 Σ_c |p_M(c) − p_R(c)| over the classes c that stay, with the
 *     probabilities of each renormalised over them.
 * </ul>
 *
 * <p>The answers stay in native memory until this is closed; the networks stay the caller's.
 */
public final class RetrainedReference implements AutoCloseable {

    /** Two networks have one distance, which has no spread. */
    private static final int FEWEST = 3;

    /**
     * A network that was never taught a class may give it where it has seen nothing: one of yin and dots alone gave yang to 5.7 %
     * of the yang. One that gives it to so many of its samples has seen some.
     */
    private static final double TAUGHT = 0.5;

    private final int label;
    private final Samples samples;
    private final List<Classifier> networks;
    private final List<Answers> answers;

    private RetrainedReference(int label, Samples samples, List<Classifier> networks, List<Answers> answers) {
        this.label = label;
        this.samples = samples;
        this.networks = networks;
        this.answers = answers;
    }

    /**
     * Returns the reference that networks make which were trained without a class.
     *
     * @param heldOut samples of all classes that nothing was fitted to
     * @param retrained at least three, trained alike with different seeds
     * @throws IllegalArgumentException if they are fewer, one of them still gives the class or answers as another one does, or
     *     the samples are for training
     */
    public static RetrainedReference of(int label, Samples heldOut, List<? extends LayeredNetwork> retrained) {
        requireHeldOut(heldOut, label);
        if (retrained.size() < FEWEST) {
            throw new IllegalArgumentException("retrained (" + retrained.size() + " networks) must be at least " + FEWEST
                    + ": how far they are from each other is the unit");
        }
        List<Classifier> networks = retrained.stream().map(network -> Classifier.of(network)).toList();
        var reference = new RetrainedReference(label, heldOut, networks,
                networks.stream().map(network -> network.answers(heldOut)).toList());
        try {
            reference.requireWithout();
            return reference;
        } catch (IllegalArgumentException refused) {
            reference.close();
            throw refused;
        }
    }

    static void requireHeldOut(Samples samples, int label) {
        int own = samples.counts()[samples.requireClass(label)];
        if (own == 0 || own == samples.size()) {
            throw new IllegalArgumentException("samples (" + own + " of " + samples.size() + " of class " + label
                    + ") must be some of the forgotten class and some of others");
        }
        if (samples.split() == Split.TRAIN) {
            throw new IllegalArgumentException("samples (" + samples
                    + ") must be held out: what was trained on is known by heart");
        }
    }

    private void requireWithout() {
        for (int i = 0; i < answers.size(); i++) {
            double given = ClassProbe.share(answers.get(i).classes(), samples, label);
            if (given > TAUGHT) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "retrained %d (gives class %d to %.1f %% of its "
                        + "samples) must be trained without the class", i, label, 100 * given));
            }
        }
        for (Answers one : answers) {
            for (Answers other : without(one)) {
                if (variation(one, other) == 0) {
                    throw new IllegalArgumentException("retrained " + answers.indexOf(other) + " (answers as retrained "
                            + answers.indexOf(one) + ") must be trained with a seed of its own");
                }
            }
        }
    }

    /** Returns the forgotten class. */
    public int label() {
        return label;
    }

    /** Returns the held-out samples. */
    public Samples samples() {
        return samples;
    }

    /** Returns the retrained networks. */
    public List<Classifier> networks() {
        return networks;
    }

    /** Returns what each of them answers about the held-out samples; the answers belong to the reference. */
    public List<Answers> answers() {
        return answers;
    }

    /**
     * Returns in which share of its samples the forgotten class is not given the class that the retrained networks give.
     * One of them is held against the others, here as below.
     */
    public Distance disagreement(Answers of) {
        return distance(of, this::disagreement);
    }

    /** Returns the mean total variation from the retrained networks' answers about the forgotten class. */
    public Distance totalVariation(Answers of) {
        return distance(of, this::variation);
    }

    private Distance distance(Answers of, ToDoubleBiFunction<Answers, Answers> measure) {
        if (of.samples() != samples && !of.samples().digest().equals(samples.digest())) {
            throw new IllegalArgumentException("answers (about " + of.samples() + ") must be about " + samples);
        }
        return new Distance(mean(of, without(of), measure), Spread.of(others(measure)));
    }

    /** Returns U_j for each reference. */
    private double[] others(ToDoubleBiFunction<Answers, Answers> measure) {
        return answers.stream().mapToDouble(one -> mean(one, without(one), measure)).toArray();
    }

    /** Returns the answers of all references but this one. */
    List<Answers> without(Answers one) {
        return answers.stream().filter(other -> other != one).toList();
    }

    static double mean(Answers one, List<Answers> others, ToDoubleBiFunction<Answers, Answers> measure) {
        return others.stream().mapToDouble(other -> measure.applyAsDouble(one, other)).average().orElseThrow();
    }

    double disagreement(Answers one, Answers other) {
        int[] a = one.classes();
        int[] b = other.classes();
        return own().filter(row -> a[row] != b[row]).count() / (double) own().count();
    }

    double variation(Answers one, Answers other) {
        double[][] p = one.probabilitiesWithout(label);
        double[][] q = other.probabilitiesWithout(label);
        return own().mapToDouble(row -> IntStream.range(0, p[row].length).mapToDouble(c -> Math.abs(p[row][c] - q[row][c]))
                .sum() / 2).average().orElseThrow();
    }

    private IntStream own() {
        return IntStream.range(0, samples.size()).filter(row -> samples.label(row) == label);
    }

    /** Frees the answers; the networks stay as they are. */
    @Override
    public void close() {
        answers.forEach(Answers::close);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d networks retrained without class %d, which give its samples another class than "
                + "each other in %s %%, at a total variation of %s", answers.size(), label,
                Spread.of(others(this::disagreement)).percent(), Spread.of(others(this::variation)));
    }

    /**
     * How far something is from the retrained networks.
     *
     * @param value D, from 0 to 1
     * @param unit U_j, how far each of the networks is from the others
     */
    public record Distance(double value, Spread unit) {

        /** Returns D / U: 1 is as far as two retrained networks are from each other, and so is 0 / 0. */
        public double inUnits() {
            return value == unit.mean() ? 1 : value / unit.mean();
        }

        /** Returns D − U: near 0 for a network retrained without the class, below it for what lies in the middle of them. */
        public double excess() {
            return value - unit.mean();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3g, %.3g units of %s", value, inUnits(), unit);
        }
    }
}
