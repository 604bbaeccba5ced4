package koopman.autoencoder;

/**
 * What a Koopman autoencoder looks like and what it is fitted for.
 *
 * @param hidden how many units the hidden layer of the encoder and of the decoder has
 * @param latent m, how many observables the encoder makes of a state; at least as many as the state has components
 * @param steps k, into how many equal steps the journey is divided
 * @param operator how the operator is written
 * @param weights how much each loss counts
 */
public record AutoencoderSettings(int hidden, int latent, int steps, OperatorForm operator, LossWeights weights) {

    public AutoencoderSettings {
        requireAtLeastOne("hidden", hidden);
        requireAtLeastOne("latent", latent);
        requireAtLeastOne("steps", steps);
    }

    /** Returns these settings with other weights of the losses. */
    public AutoencoderSettings with(LossWeights others) {
        return new AutoencoderSettings(hidden, latent, steps, operator, others);
    }

    /** Returns these settings with another form of the operator. */
    public AutoencoderSettings with(OperatorForm other) {
        return new AutoencoderSettings(hidden, latent, steps, other, weights);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least 1");
        }
    }
}
