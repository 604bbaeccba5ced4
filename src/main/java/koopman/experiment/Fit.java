package koopman.experiment;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.BiFunction;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.LossReport;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.StateScaler;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.TrainingPlan;

/**
 * A network with the preprocessed states of its training samples: what every surrogate of it is fitted to.
 *
 * @param network whose journey is modelled
 * @param train the training samples' states
 * @param first the preprocessing of x_0
 * @param last the preprocessing of x_B
 */
public record Fit(ResidualMlp network, LayerStates train, StateScaler first, StateScaler last) {

    /**
     * Returns the ground for surrogates of a network, with the preprocessing fitted on the training samples.
     *
     * @param components p, how many principal components of the states are kept
     */
    public static Fit of(ResidualMlp network, Samples train, int components) {
        LayerStates states = network.states(train);
        List<StateScaler> scalers = StateScaler.fit(List.of(states.first(), states.last()), components, 1);
        return new Fit(network, states, scalers.get(0), scalers.get(1));
    }

    /** Returns a Koopman autoencoder fitted to the journey of the training samples. */
    public KoopmanAutoencoder autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed,
            Progress progress) {
        return autoencoder(settings, plan, seed, progress, Checkpoint.none());
    }

    /** Returns an autoencoder fitted as above, whose fit is kept in a checkpoint and goes on from what that holds. */
    public KoopmanAutoencoder autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed,
            Progress progress, Checkpoint checkpoint) {
        return onEnds(train, (x, y) -> KoopmanAutoencoder.fit(x, y, settings, plan, seed, progress, checkpoint));
    }

    /** Returns an autoencoder fitted as above, with a progress bar where the caller's output goes. */
    public KoopmanAutoencoder autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed) {
        return autoencoder(settings, plan, seed, Progress.of("fitting the autoencoder", plan.epochs()));
    }

    /** Returns autoencoders that differ only in their seed, fitted side by side, one a processor. */
    public List<KoopmanAutoencoder> autoencoders(AutoencoderSettings settings, TrainingPlan plan, Seeds seeds) {
        var progress = Progress.of("fitting autoencoders, " + seeds, seeds.count() * plan.epochs());
        return seeds.each(seed -> autoencoder(settings, plan, seed, progress.part()));
    }

    /** Returns dynamic mode decomposition: least squares from first to last states. */
    public LeastSquares dmd() {
        return onEnds(train, LeastSquares::dmd);
    }

    /** Returns least squares from first to last states lifted by so many random features. */
    public LeastSquares edmd(int features, double ridge, long seed) {
        return onEnds(train, (x, y) -> LeastSquares.edmd(x, y, features, ridge, seed));
    }

    /** Returns the surrogate that makes the lifting's journey. */
    public Surrogate surrogate(Lifting lifting) {
        return new Surrogate(network, first, last, lifting);
    }

    /** Returns the autoencoder's losses on other samples, as fractions of variance unexplained. */
    public LossReport losses(KoopmanAutoencoder autoencoder, Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return onEnds(states, autoencoder::losses);
        }
    }

    /** Returns what a computation makes of the preprocessed first and last states, which are freed after it. */
    private <T> T onEnds(LayerStates states, BiFunction<NDArray, NDArray, T> computation) {
        try (NDArray x = first.apply(states.first()); NDArray y = last.apply(states.last())) {
            return computation.apply(x, y);
        }
    }
}
