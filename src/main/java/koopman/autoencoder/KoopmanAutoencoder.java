// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import koopman.data.Randomness;
import koopman.representation.LinearAlgebra;
import koopman.training.Checkpoint;
import koopman.training.Computation;
import koopman.training.DivergedException;
import koopman.training.GradientDescent;
import koopman.training.NativeMemory;
import koopman.training.Objective;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.StoppedTraining;
import koopman.training.TrainingCurve;
import koopman.training.TrainingInterruptedException;
import koopman.training.TrainingPlan;
import koopman.training.TrainingRows;

/**
 * An autoencoder whose latent space is moved by one linear operator: z = φ(x), z → z P, x' = dec(z P).
 *
 * <p>Preprocessed states are (N, p), observables (N, m), the journey P (m, m).
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 */
public final class KoopmanAutoencoder implements Lifting, AutoCloseable {

    private final AutoencoderSettings settings;
    private final NativeMemory memory = new NativeMemory("the autoencoder");
    private final Parameters parameters;
    private TrainingCurve curve;
    private double[] times;
    private final Operator operator = new Fitted();

    KoopmanAutoencoder(AutoencoderSettings settings, int components, long seed, DataType type) {
        this(settings, components, new double[] {0, settings.steps()}, seed, type);
    }

    /** @param times when the states that it is fitted to are due, as they are before the fit */
    KoopmanAutoencoder(AutoencoderSettings settings, int components, double[] times, long seed, DataType type) {
        this.settings = settings;
        this.times = times;
        this.parameters = Computation.withoutGradient(() ->
                start(components, times.length - 1, type, Randomness.AUTOENCODER.of(seed)));
    }

    private Parameters start(int components, int parts, DataType type, SplittableRandom random) {
        try (NDManager starting = memory.manager().newSubManager()) {
            var layout = Parameters.layout(memory.manager(), type);
            Layers.start(layout, starting, components, settings, random);
            settings.operator().start(layout, starting, settings.latent(), random);
            settings.terms().forEach(term -> term.start(layout, starting, parts));
            return layout.build();
        }
    }

    /**
     * Returns an autoencoder fitted to preprocessed first and last states of the same samples.
     *
     * @param first x, (N, p)
     * @param last y, (N, p)
     * @param seed fixes the starting values and the order of the samples
     * @throws DivergedException if a loss stops being a number or becomes far worse than it began; the autoencoder goes with
     *     it as it was before, if one epoch was done
     * @throws TrainingInterruptedException if the thread is interrupted; likewise
     */
    public static KoopmanAutoencoder fit(NDArray first, NDArray last, AutoencoderSettings settings, TrainingPlan plan,
            long seed, Progress progress) {
        return fit(first, last, settings, plan, seed, progress, Checkpoint.none());
    }

    /** Returns an autoencoder fitted as above, whose fit is kept in a checkpoint and goes on from what that holds. */
    public static KoopmanAutoencoder fit(NDArray first, NDArray last, AutoencoderSettings settings, TrainingPlan plan,
            long seed, Progress progress, Checkpoint checkpoint) {
        return fit(Trajectory.of(first, last), settings, plan, seed, progress, checkpoint);
    }

    /**
     * Returns an autoencoder fitted as above to all states of a trajectory: to its two ends by the published losses, to the
     * states in between by a {@link LossTerm#path(double, LayerTimes) loss of the path} among the settings' terms.
     */
    public static KoopmanAutoencoder fit(Trajectory trajectory, AutoencoderSettings settings, TrainingPlan plan, long seed,
            Progress progress, Checkpoint checkpoint) {
        return fit(trajectory, TrainingRows.same(trajectory.arrays()), settings, plan, seed, progress, checkpoint, loss -> loss);
    }

    /**
     * @param trajectory what the losses go by
     * @param rows what is fitted to: arrays as those of the trajectory
     * @param seen the losses as the training sees them: the same, or watched
     */
    static KoopmanAutoencoder fit(Trajectory trajectory, TrainingRows rows, AutoencoderSettings settings, TrainingPlan plan, long seed,
            Progress progress, Checkpoint checkpoint, Function<KoopmanLoss, Objective> seen) {
        requireFit(trajectory, settings);
        KoopmanLoss loss = KoopmanLoss.of(settings, trajectory);
        NDArray first = trajectory.first();
        var autoencoder = new KoopmanAutoencoder(settings, Math.toIntExact(first.size(1)), loss.times(Map.of(), trajectory), seed,
                first.getDataType());
        try {
            return autoencoder.after(GradientDescent.minimise(seen.apply(loss), autoencoder.parameters, rows, plan,
                    seed, progress, checkpoint), loss, trajectory);
        } catch (RuntimeException failed) {
            throw StoppedTraining.handedOut(failed, autoencoder, "autoencoder",
                    part -> autoencoder.after(part, loss, trajectory));
        }
    }

    private KoopmanAutoencoder after(TrainingCurve course, KoopmanLoss loss, Trajectory trajectory) {
        curve = course;
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            times = loss.times(Computation.withoutGradient(parameters::arrays), trajectory);
        }
        return this;
    }

    private static void requireFit(Trajectory trajectory, AutoencoderSettings settings) {
        requireShapes(trajectory);
        NDArray first = trajectory.first();
        if (settings.latent() < first.size(1)) {
            throw new IllegalArgumentException("latent (" + settings.latent() + ") must be at least the number of"
                    + " components (" + first.size(1) + "): a lifting does not lose any");
        }
        if (first.size(0) < 2) {
            throw new IllegalArgumentException("samples (" + first.size(0) + ") must be at least 2");
        }
    }

    private static void requireShapes(Trajectory trajectory) {
        NDArray first = trajectory.first();
        NDArray last = trajectory.last();
        if (first.getShape().dimension() != 2 || !first.getShape().equals(last.getShape())) {
            throw new IllegalArgumentException("first " + first.getShape() + " and last " + last.getShape()
                    + " states must be of the same samples and components, (N, p)");
        }
        for (NDArray inner : trajectory.inner()) {
            if (!inner.getShape().equals(first.getShape())) {
                throw new IllegalArgumentException("inner states " + inner.getShape() + " must be " + first.getShape()
                        + ", as the first");
            }
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

    /**
     * Returns after how many of the operator's steps each state of the trajectory that it was fitted to is due, ascending from 0
     * to the last step; 0 and the last step alone if it was fitted to two ends.
     */
    public double[] times() {
        return times.clone();
    }

    @Override
    public NDArray encode(NDArray states) {
        memory.requireOpen();
        return Computation.result(states.getManager(), () -> Layers.encode(parameters.arrays(), states));
    }

    @Override
    public NDArray decode(NDArray observables) {
        memory.requireOpen();
        return Computation.result(observables.getManager(), () -> Layers.decode(parameters.arrays(), observables));
    }

    /** Returns the operator that was fitted; it lives as long as the autoencoder. */
    public Operator operator() {
        return operator;
    }

    /** The operator of the learned arrays. */
    private final class Fitted implements Operator {

        private NDArray whole;

        @Override
        public synchronized NDArray journey() {
            memory.requireOpen();
            if (whole == null) {
                whole = memory.keep(journey(steps()));
            }
            return whole;
        }

        @Override
        public NDArray journey(int steps) {
            memory.requireOpen();
            if (steps < 0) {
                throw new IllegalArgumentException("steps (" + steps + ") must be at least 0");
            }
            return Computation.unattached(() -> settings.operator().power(parameters.arrays(), steps, steps()));
        }

        @Override
        public NDArray journey(double steps) {
            memory.requireOpen();
            if (!(steps >= 0 && steps <= Integer.MAX_VALUE)) {
                throw new IllegalArgumentException("steps (" + steps + ") must be at least 0 and finite");
            }
            return Computation.unattached(() -> settings.operator().power(parameters.arrays(), steps, steps()));
        }

        @Override
        public int steps() {
            return settings.steps();
        }

        @Override
        public int size() {
            return settings.latent();
        }

        @Override
        public boolean isDivisible() {
            return true;
        }

        @Override
        public String toString() {
            return settings.steps() + " steps of " + settings.operator();
        }
    }

    /** Returns how many of the operator's learned numbers are not exactly 0: see {@link LossTerm#sparse}. */
    public long operatorNonZeros() {
        memory.requireOpen();
        try (NDArray count = Computation.unattached(() -> {
            Map<String, NDArray> arrays = parameters.arrays();
            return settings.operator().shapes(settings.latent()).keySet().stream()
                    .map(name -> arrays.get(name).neq(0).sum().toType(DataType.INT64, false)).reduce(NDArray::add).orElseThrow();
        })) {
            return count.getLong();
        }
    }

    /** Returns the learned arrays by name, in double precision; biases, (n), as one row. */
    public Map<String, double[][]> weights() {
        memory.requireOpen();
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var weights = new LinkedHashMap<String, double[][]>();
            Computation.withoutGradient(parameters::arrays).forEach((name, array) -> weights.put(name,
                    LinearAlgebra.toJava(array.getShape().dimension() == 1 ? array.reshape(1, -1) : array)));
            return weights;
        }
    }

    Parameters parameters() {
        return parameters;
    }

    /** Frees the autoencoder's native memory; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return "KoopmanAutoencoder with " + settings.latent() + " observables and " + operator + ", "
                + parameters.count() + " parameters"
                + (curve == null ? "" : ", fitted for " + curve);
    }
}
