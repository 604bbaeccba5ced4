// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import koopman.training.TrainingPlan;

/**
 * What a Koopman autoencoder looks like and what it is fitted for.
 *
 * @param hidden how many units the hidden layer of the encoder and of the decoder has
 * @param latent m, how many observables the encoder makes of a state; at least as many as the state has components
 * @param steps k, into how many equal steps the journey is divided
 * @param operator how the operator is written
 * @param weights how much each of the published losses counts
 * @param terms what is fitted for beside them
 */
public record AutoencoderSettings(int hidden, int latent, int steps, OperatorForm operator, LossWeights weights,
        List<LossTerm> terms) implements Serializable {

    /** States of at most so many components get the settings that were chosen on Yin-Yang, others those of digits. */
    private static final int NARROW = 32;
    /** States of fewer components are fitted better up to the double rate: 64, of a perceptron and of a small convolution. */
    private static final int HALF_WIDE = 100;
    private static final int BATCH = 256;
    /** The steps of our fits: 6,000 of Yin-Yang's, 3,200 of digits'. */
    private static final int NARROW_STEPS = 6_000;
    private static final int WIDE_STEPS = 3_200;
    private static final int MOST_EPOCHS = 400;

    public AutoencoderSettings {
        requireAtLeastOne("hidden", hidden);
        requireAtLeastOne("latent", latent);
        requireAtLeastOne("steps", steps);
        terms = List.copyOf(terms);
        List<String> names = terms.stream().flatMap(term -> term.names().stream()).toList();
        if (names.size() > Set.copyOf(names).size()) {
            throw new IllegalArgumentException("terms (" + terms + ") must have names of their own: leave one out");
        }
    }

    /** The settings of an autoencoder that is fitted for the published losses alone. */
    public AutoencoderSettings(int hidden, int latent, int steps, OperatorForm operator, LossWeights weights) {
        this(hidden, latent, steps, operator, weights, List.of());
    }

    /** Returns these settings with other weights of the losses. */
    public AutoencoderSettings with(LossWeights others) {
        return new AutoencoderSettings(hidden, latent, steps, operator, others, terms);
    }

    /** Returns these settings with another form of the operator. */
    public AutoencoderSettings with(OperatorForm other) {
        return new AutoencoderSettings(hidden, latent, steps, other, weights, terms);
    }

    /** Returns these settings with a further loss. */
    public AutoencoderSettings plus(LossTerm term) {
        return new AutoencoderSettings(hidden, latent, steps, operator, weights,
                Stream.concat(terms.stream(), Stream.of(term)).toList());
    }

    /**
     * Returns settings that suit states of so many components. They were chosen on validation samples, for 10 components of
     * Yin-Yang and for 200 of digits; others are guessed from these. So is the plan below, but for its rate at 64.
     */
    static AutoencoderSettings suitedTo(int components) {
        return components <= NARROW
                ? new AutoencoderSettings(100, Math.max(40, 2 * components), 100, new OperatorForm.Exponential(),
                        LossWeights.isometry(1))
                : new AutoencoderSettings(512, 3 * components / 2, 10, new OperatorForm.Exponential(),
                        LossWeights.isometry(1e-3));
    }

    /** Returns a plan that suits as many components and samples as above. */
    static TrainingPlan planSuitedTo(int components, int samples) {
        boolean narrow = components <= NARROW;
        int batch = Math.max(1, Math.min(BATCH, samples / 4));
        int stepsAnEpoch = (samples + batch - 1) / batch;
        int epochs = Math.max(1, Math.min(MOST_EPOCHS, (narrow ? NARROW_STEPS : WIDE_STEPS) / stepsAnEpoch));
        return TrainingPlan.adamW(epochs, batch, narrow ? 4e-2 : components <= HALF_WIDE ? 2e-2 : 1e-2);
    }

    /** Returns how many weights an autoencoder of states of so many components learns. */
    long learnedWeights(int components) {
        return 2L * hidden * (components + latent) + (long) latent * latent;
    }

    /** As without terms wherever there are none: kept models are known by this text. */
    @Override
    public String toString() {
        return "AutoencoderSettings[hidden=" + hidden + ", latent=" + latent + ", steps=" + steps + ", operator=" + operator
                + ", weights=" + weights + (terms.isEmpty() ? "" : ", terms=" + terms) + "]";
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least 1");
        }
    }
}
