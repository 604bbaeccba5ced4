package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.SplittableRandom;
import koopman.data.Randomness;
import koopman.training.Checkpoint;
import koopman.training.Computation;
import koopman.training.GradientDescent;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.TrainingCurve;
import koopman.training.TrainingPlan;

/**
 * An autoencoder whose latent space is moved by one linear operator: z = φ(x), z → z P, x' = dec(z P).
 *
 * <p>Preprocessed states are (N, p), observables (N, m), the journey P (m, m).
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 */
public final class KoopmanAutoencoder implements Lifting, AutoCloseable {

    private final AutoencoderSettings settings;
    private final NDManager manager;
    private final Parameters parameters;
    private TrainingCurve curve;
    private NDArray journey;

    KoopmanAutoencoder(AutoencoderSettings settings, int components, long seed, DataType type) {
        this.settings = settings;
        this.manager = NDManager.newBaseManager();
        this.parameters = Computation.unrecorded(() -> {
            SplittableRandom random = Randomness.AUTOENCODER.of(seed);
            var layout = Parameters.layout(manager, type);
            Layers.start(layout, manager, components, settings, random);
            settings.operator().start(layout, manager, settings.latent(), random);
            return layout.build();
        });
    }

    /**
     * Returns an autoencoder fitted to preprocessed first and last states of the same samples.
     *
     * @param first x, (N, p)
     * @param last y, (N, p)
     * @param seed fixes the starting values and the order of the samples
     */
    public static KoopmanAutoencoder fit(NDArray first, NDArray last, AutoencoderSettings settings, TrainingPlan plan,
            long seed, Progress progress) {
        return fit(first, last, settings, plan, seed, progress, Checkpoint.none());
    }

    /** Returns an autoencoder fitted as above, whose fit is kept in a checkpoint and goes on from what that holds. */
    public static KoopmanAutoencoder fit(NDArray first, NDArray last, AutoencoderSettings settings, TrainingPlan plan,
            long seed, Progress progress, Checkpoint checkpoint) {
        requireFit(first, last, settings);
        var autoencoder = new KoopmanAutoencoder(settings, Math.toIntExact(first.size(1)), seed, first.getDataType());
        try {
            autoencoder.curve = GradientDescent.minimise(new KoopmanLoss(settings), autoencoder.parameters,
                    new NDList(first, last), plan, seed, progress, checkpoint);
        } catch (RuntimeException failed) {
            autoencoder.close();
            throw failed;
        }
        return autoencoder;
    }

    private static void requireFit(NDArray first, NDArray last, AutoencoderSettings settings) {
        if (first.getShape().dimension() != 2 || !first.getShape().equals(last.getShape())) {
            throw new IllegalArgumentException("first " + first.getShape() + " and last " + last.getShape()
                    + " states must be of the same samples and components, (N, p)");
        }
        if (settings.latent() < first.size(1)) {
            throw new IllegalArgumentException("latent (" + settings.latent() + ") must be at least the number of"
                    + " components (" + first.size(1) + "): a lifting does not lose any");
        }
        if (first.size(0) < 2) {
            throw new IllegalArgumentException("samples (" + first.size(0) + ") must be at least 2");
        }
    }

    /** Returns what the autoencoder looks like and was fitted for. */
    public AutoencoderSettings settings() {
        return settings;
    }

    /** Returns the course of the fit, with a term for each loss. */
    public TrainingCurve curve() {
        return curve;
    }

    @Override
    public NDArray encode(NDArray states) {
        return Computation.result(states.getManager(), () -> Layers.encode(parameters.arrays(), states));
    }

    @Override
    public NDArray decode(NDArray observables) {
        return Computation.result(observables.getManager(), () -> Layers.decode(parameters.arrays(), observables));
    }

    /** Returns the observables at the end of the journey, (N, m) → (N, m): z P. */
    public NDArray advance(NDArray observables) {
        return observables.matMul(journey());
    }

    @Override
    public NDArray journey() {
        if (journey == null) {
            journey = journey(settings.steps());
        }
        return journey;
    }

    @Override
    public NDArray journey(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps (" + steps + ") must be at least 0");
        }
        return Computation.result(manager,
                () -> settings.operator().power(parameters.arrays(), steps, settings.steps()));
    }

    @Override
    public int steps() {
        return settings.steps();
    }

    /** Returns how well the autoencoder does what it was fitted for, on other states. */
    public LossReport losses(NDArray first, NDArray last) {
        return LossReport.of(Computation.unrecorded(parameters::arrays), settings, first, last);
    }

    /** Returns the operator's eigenvalues and modes. */
    public Spectrum spectrum() {
        try (NDArray step = journey(1)) {
            return Spectrum.of(step);
        }
    }

    /** Returns a copy of an array that lives as long as the autoencoder. */
    NDArray adopt(NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Frees the autoencoder's native memory. */
    @Override
    public void close() {
        manager.close();
    }

    @Override
    public String toString() {
        return "KoopmanAutoencoder with " + settings.latent() + " observables and " + settings.steps() + " steps of "
                + settings.operator() + ", " + parameters.count() + " parameters"
                + (curve == null ? "" : ", fitted for " + curve);
    }
}
