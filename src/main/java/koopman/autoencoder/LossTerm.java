// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import koopman.training.Computation;
import koopman.training.Parameters;

/**
 * A loss beside the published four, such as {@code settings.plus(LossTerm.answers(0.5))}. Its text, by toString, begins with
 * a word of its own; a file keeps it.
 *
 * <p>The published losses are mean squares of states, which are scaled so that those of all training samples together have one
 * norm: they fall with the number of samples and of components. Losses of another kind, those of answers, entropy and contrast,
 * have weights in {@linkplain Trajectory#meanSquare units} of what they are held against, so that a weight means the same whatever
 * the sizes: with 0.5, half as much as the share of the last states' variance that is left unexplained.
 */
public sealed interface LossTerm extends Serializable permits LossTerm.Answers, PathLoss, LatentEntropy, StepContrast, SparseGenerator,
        BackwardLoss {

    /** Returns the names by which a curve shows the term's losses. */
    List<String> names();

    /** Returns the losses of a batch, times their weights, one scalar for each name. */
    NDList losses(Journey journey);

    /**
     * Returns the term as it is fitted to a trajectory, its weight as it multiplies the loss, or nothing if there is nothing in
     * the trajectory that it asks of.
     *
     * @throws IllegalArgumentException if the trajectory lacks what the term needs
     */
    default Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        return Stream.of(this);
    }

    /** Returns whether the term looks at the states between the ends. */
    default boolean needsInnerStates() {
        return false;
    }

    /** Returns whether the term looks at a network's answers. */
    default boolean needsAnswers() {
        return false;
    }

    /** Adds the learned arrays of the term's own, if any, for trajectories of so many parts. */
    default void start(Parameters.Layout layout, NDManager manager, int parts) {}

    /** Returns the shapes of these arrays by name. */
    default Map<String, Shape> shapes(int parts) {
        return Map.of();
    }

    /** Moves the learned arrays in place after a step of the training of this rate, as a term without a gradient does. */
    default void afterStep(Parameters parameters, double rate) {}

    /** Returns the loss of the answers; a weight of 0.5 did well on Yin-Yang and on digits. */
    static LossTerm answers(double weight) {
        return new Answers(weight);
    }

    /** Returns the losses of the way through the states in between: of their observables and of them, decoded. */
    static LossTerm path(double weight, LayerTimes times) {
        return path(new LossWeights(0, weight, weight, 0), times);
    }

    /** Returns any of the four losses for the states in between. */
    static LossTerm path(LossWeights weights, LayerTimes times) {
        return new PathLoss(weights, times);
    }

    /**
     * Returns the entropy of observables: a positive weight makes it large, as published, a negative one small, as the released
     * code of the same authors does.
     */
    static LossTerm entropy(double weight) {
        return new LatentEntropy(weight);
    }

    /** Returns the contrast between the two ends of a journey, which is small where they tell much of each other. */
    static LossTerm contrast(double weight, double temperature) {
        return new StepContrast(weight, temperature, 0);
    }

    /** Returns the contrast between neighbouring states of a whole trajectory, as published. */
    static LossTerm contrast(double weight, double temperature, int neighbours) {
        return new StepContrast(weight, temperature, neighbours);
    }

    /** Returns the sum of the magnitudes of a generator's entries, which sets many of them to 0. */
    static LossTerm sparse(double weight) {
        return new SparseGenerator(weight);
    }

    /** Returns the loss of the way back, from the observables of the last states to those of the first. */
    static LossTerm backward(double weight) {
        return new BackwardLoss(weight);
    }

    /**
     * Returns the term that a text as by toString stands for.
     *
     * @throws IllegalArgumentException if there is no such term
     */
    static LossTerm parse(String text) {
        String[] words = text.split(" ");
        try {
            return switch (words[0]) {
                case "answers" -> new Answers(Double.parseDouble(words[1]));
                case "path" -> new PathLoss(LossWeights.parse(String.join(" ", Arrays.copyOfRange(words, 1, 5))),
                        LayerTimes.parse(String.join(" ", Arrays.copyOfRange(words, 5, words.length))));
                case "entropy" -> entropy(Double.parseDouble(words[1]));
                case "contrast" -> contrast(Double.parseDouble(words[1]), Double.parseDouble(words[2]),
                        Integer.parseInt(words[3]));
                case "sparse" -> sparse(Double.parseDouble(words[1]));
                case "backward" -> backward(Double.parseDouble(words[1]));
                default -> throw new IllegalArgumentException("loss term (" + text + ") must be answers, path, entropy, contrast,"
                        + " sparse or backward: another version of this library may know it");
            };
        } catch (NumberFormatException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException("loss term (" + text + ") must have its numbers", broken);
        }
    }

    /** Accepts a weight. */
    static double requireWeight(String name, double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight (" + weight + ") of " + name
                    + " must be above 0 and finite: leave the term out for none");
        }
        return weight;
    }

    /**
     * The loss of the answers, λ₅: the mean Kullback-Leibler divergence of the classes' probabilities as the head reads them
     * from the forecast, q, from those that the network gives the samples, p: Σ p (log p − log q). It is ours, not published.
     * Where its weight is too great, the surrogate answers as the network does and no longer forecasts its states.
     *
     * @param weight λ₅
     */
    record Answers(double weight) implements LossTerm {

        private static final double TINY = 1e-30; // 0 log 0 is 0

        public Answers {
            requireWeight("answers", weight);
        }

        @Override
        public List<String> names() {
            return List.of("answers");
        }

        @Override
        public boolean needsAnswers() {
            return true;
        }

        @Override
        public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
            if (!whole.isAnswered()) {
                throw new IllegalArgumentException("trajectory (" + whole + ") must be answered for the loss of the answers:"
                        + " see Trajectory.answered, or let Surrogates make it");
            }
            return Stream.of(new Answers(weight * whole.meanSquare()));
        }

        @Override
        public NDList losses(Journey journey) {
            NDArray p = journey.rows().answers();
            NDArray own = Computation.withoutGradient(() -> p.mul(p.maximum(TINY).log()));
            NDArray logQ = journey.rows().logits(journey.forecast()).logSoftmax(1);
            return new NDList(Computation.times(own.sub(p.mul(logQ)).sum(), weight / p.size(0)));
        }

        @Override
        public String toString() {
            return "answers " + weight;
        }
    }
}
