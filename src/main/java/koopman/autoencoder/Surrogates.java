// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koopman.data.SampleSource;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.StateScaler;
import koopman.training.Checkpoint;
import koopman.training.Computation;
import koopman.training.DivergedException;
import koopman.training.Objective;
import koopman.training.Progress;
import koopman.training.Provenance;
import koopman.training.Seeds;
import koopman.training.StoppedTraining;
import koopman.training.TrainingInterruptedException;
import koopman.training.TrainingPlan;
import koopman.training.TrainingRows;

/**
 * A network with the preprocessed states of its training samples: what every surrogate of it is fitted to. It knows
 * settings that suit the sizes, makes surrogates, and closes with itself all that it made.
 */
public final class Surrogates implements AutoCloseable {

    private static final int MOST_COMPONENTS = 200; // of a state; more cost time and seldom help
    private static final double ALPHA = 1; // of the spectrum is left as it is
    private static final int ROWS_A_COMPONENT = 5; // that a principal component needs to be more than chance

    /** The name by which a surrogate's provenance has the digest of its network. */
    static final String NETWORK = "network";

    private final LayeredNetwork network;
    private final LayerStates train;
    private final StateScaler first;
    private final StateScaler last;
    private List<StateScaler> scalers; // of all layers, null until they are asked for
    private final String digest; // of the network as it was when it gave the states
    private final SampleSource source; // of each epoch's samples, or null for those of training
    private String firstDrawn; // the digest of the first epoch's samples, null until it is asked for
    private final List<WeakReference<Surrogate>> made = Collections.synchronizedList(new ArrayList<>());

    private Surrogates(LayeredNetwork network, LayerStates train, StateScaler first, StateScaler last, SampleSource source) {
        this.network = network;
        this.train = train;
        this.first = first;
        this.last = last;
        this.digest = network.digest();
        this.source = source;
    }

    /** Returns the ground for surrogates as below, with as many components as the states and the samples suggest. */
    public static Surrogates of(LayeredNetwork network, Samples train) {
        return of(network, train, 0);
    }

    /**
     * Returns the ground for surrogates of a network, with the preprocessing fitted on the training samples.
     *
     * @param train what surrogates are fitted to: the network's own samples, or more of their kind, since labels are not asked for
     * @param components p, how many principal components of the states are kept
     * @throws IllegalArgumentException if the states do not allow so many, or a layer's do not vary; the message names it
     */
    public static Surrogates of(LayeredNetwork network, Samples train, int components) {
        return of(network, train, components, null);
    }

    /**
     * Returns the ground as above for autoencoders that are fitted to new samples in each epoch, whose answers the network gives.
     * All else is of the training samples: the preprocessing, the scale of the losses, least squares, what a watch shows.
     *
     * @param source the samples of each epoch
     */
    public static Surrogates of(LayeredNetwork network, Samples train, int components, SampleSource source) {
        LayerStates states = network.states(train);
        try {
            requireHead(network, states);
            int kept = components != 0 ? components : suited(states);
            List<StateScaler> scalers = StateScaler.fit(List.of(states.first(), states.last()), kept, ALPHA);
            return new Surrogates(network, states, scalers.get(0), scalers.get(1), source);
        } catch (RuntimeException refused) {
            states.close();
            throw refused;
        }
    }

    /** A head that does not fit is refused before anything is fitted. */
    private static void requireHead(LayeredNetwork network, LayerStates states) {
        int classes = states.samples().classes().size();
        try (NDArray logits = Computation.unattached(() -> network.head(states.last()))) {
            Shape shape = logits.getShape();
            if (shape.dimension() != 2 || shape.get(0) != states.samples().size() || shape.get(1) != classes) {
                throw new IllegalArgumentException("head (logits " + shape + ") must give (" + states.samples().size() + ", "
                        + classes + "): a number for each class of " + states.samples());
            }
        }
    }

    private static int suited(LayerStates states) {
        int width = Math.min(states.widths().get(0), states.widths().get(states.count() - 1));
        int rows = Math.max(1, states.samples().size() / ROWS_A_COMPONENT);
        return Math.min(Math.min(width, rows), MOST_COMPONENTS);
    }

    /** Returns the network whose journey is modelled. */
    public LayeredNetwork network() {
        return network;
    }

    /** Returns the training samples' states. */
    public LayerStates train() {
        return train;
    }

    /** Returns the preprocessing of x_0. */
    public StateScaler first() {
        return first;
    }

    /** Returns the preprocessing of x_B. */
    public StateScaler last() {
        return last;
    }

    /**
     * Returns the preprocessing of every layer, first to last, fitted when it is first asked for.
     *
     * @throws IllegalArgumentException if a layer's states do not allow it; the message names the layer
     */
    public synchronized List<StateScaler> scalers() {
        if (scalers == null) {
            scalers = StateScaler.fit(train.layers(), first, last, ALPHA);
        }
        return scalers;
    }

    /** Returns p, how many components a preprocessed state has. */
    public int components() {
        return last.components();
    }

    /** Returns the settings that an autoencoder has when none are given. */
    public AutoencoderSettings settings() {
        return AutoencoderSettings.suitedTo(components());
    }

    /** Returns the plan by which an autoencoder is fitted when none is given. */
    public TrainingPlan plan() {
        return AutoencoderSettings.planSuitedTo(components(), train.samples().size());
    }

    /** Returns the surrogate by an autoencoder with the settings and the plan above. */
    public Surrogate autoencoder(long seed) {
        return autoencoder(settings(), plan(), seed);
    }

    /** Returns the surrogate by an autoencoder, with a progress bar where the caller's output goes. */
    public Surrogate autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed) {
        return autoencoder(settings, plan, seed, Progress.of("fitting the autoencoder", plan.epochs()));
    }

    /**
     * Returns the surrogate by an autoencoder that is fitted to the journey of the training samples.
     *
     * @throws DivergedException if a loss stops being a number or becomes far worse than it began; the surrogate goes with it
     *     as it was before, if one epoch was done
     * @throws TrainingInterruptedException if the thread is interrupted; likewise
     */
    public Surrogate autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed, Progress progress) {
        return autoencoder(settings, plan, seed, progress, Checkpoint.asSet(provenance(settings, plan, seed)));
    }

    /** Returns a surrogate as above, whose fit is kept in a checkpoint and goes on from what that holds. */
    public Surrogate autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed, Progress progress,
            Checkpoint checkpoint) {
        return autoencoder(settings, plan, seed, progress, checkpoint, loss -> loss);
    }

    /** Returns a surrogate as above, whose fit is watched on samples that it is not fitted to. */
    public Surrogate autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed, FitWatch watch) {
        return autoencoder(settings, plan, seed, Progress.of("fitting the autoencoder", plan.epochs()), Checkpoint.none(),
                loss -> watch.over(this, loss));
    }

    /** Returns what watches one fit: see {@link FitWatch}. */
    public FitWatch watch(Samples unseen) {
        try (LayerStates states = network.states(unseen)) {
            return new FitWatch(this, states);
        }
    }

    private Surrogate autoencoder(AutoencoderSettings settings, TrainingPlan plan, long seed, Progress progress,
            Checkpoint checkpoint, Function<KoopmanLoss, Objective> seen) {
        Provenance origin = provenance(settings, plan, seed);
        try (NDManager fitting = NDManager.newBaseManager()) {
            UnaryOperator<NDArray> head = settings.terms().stream().anyMatch(LossTerm::needsAnswers) ? head(fitting) : null;
            Trajectory trajectory = trajectory(settings, train, head, fitting);
            TrainingRows rows = source == null ? TrainingRows.same(trajectory.arrays()) : renewed(settings, head, fitting);
            return made(by(KoopmanAutoencoder.fit(trajectory, rows, settings, plan, seed, progress, checkpoint, seen), origin));
        } catch (DivergedException | TrainingInterruptedException stopped) {
            throw handedOut(stopped, origin);
        }
    }

    /** Returns the states of each epoch's new samples, on memory of the manager. */
    private TrainingRows renewed(AutoencoderSettings settings, UnaryOperator<NDArray> head, NDManager manager) {
        return new TrainingRows() {

            private NDManager held = manager.newSubManager();

            @Override
            public int count() {
                return source.size();
            }

            @Override
            public NDList of(int epoch) {
                held.close();
                held = manager.newSubManager();
                try (LayerStates states = network.states(source.draw(epoch))) {
                    return trajectory(settings, states, head, held).arrays();
                }
            }
        };
    }

    /**
     * Returns what the settings ask to be fitted to, on memory of the manager.
     *
     * @param head the way from preprocessed last states to the logits, or null where no loss asks for answers
     */
    private Trajectory trajectory(AutoencoderSettings settings, LayerStates states, UnaryOperator<NDArray> head,
            NDManager manager) {
        boolean all = settings.terms().stream().anyMatch(LossTerm::needsInnerStates);
        Trajectory trajectory = Trajectory.of(all ? preprocessed(scalers(), states.layers(), manager)
                : preprocessed(List.of(first, last), List.of(states.first(), states.last()), manager));
        return head == null ? trajectory : trajectory.answered(head, answers(states, manager));
    }

    private static List<NDArray> preprocessed(List<StateScaler> scalers, List<NDArray> layers, NDManager manager) {
        return IntStream.range(0, layers.size()).mapToObj(layer -> {
            NDArray states = scalers.get(layer).apply(layers.get(layer));
            states.attach(manager);
            return states;
        }).toList();
    }

    /** Returns the way from preprocessed last states to the logits, through which gradients flow. */
    private UnaryOperator<NDArray> head(NDManager manager) {
        UnaryOperator<NDArray> undo = last.recordedUndo(manager, train.last().getDataType());
        UnaryOperator<NDArray> head = network.recordedHead();
        return states -> head.apply(undo.apply(states));
    }

    /** Returns the class probabilities that the network gives the samples. */
    private NDArray answers(LayerStates states, NDManager manager) {
        return Computation.result(manager, () -> network.head(states.last()).softmax(1));
    }

    private Surrogate by(KoopmanAutoencoder autoencoder, Provenance origin) {
        return Surrogate.of(network, first, last, autoencoder).from(origin);
    }

    /** The surrogate by the autoencoder as it was goes with what stopped its fit. */
    private <E extends RuntimeException & StoppedTraining> RuntimeException handedOut(E stopped, Provenance origin) {
        int done = stopped.curve().epochs();
        return done == 0 ? stopped : StoppedTraining.handedOut(stopped,
                by(stopped.model(KoopmanAutoencoder.class), origin.afterEpochs(done)), "surrogate", part -> { });
    }

    /** Returns where a surrogate of these settings comes from: its plan, seed, network and rows, of the first epoch if they change. */
    public Provenance provenance(AutoencoderSettings settings, TrainingPlan plan, long seed) {
        Provenance origin = Provenance.of("Koopman autoencoder", plan, seed, train.samples()).with("autoencoder", settings)
                .with("components", components()).with(NETWORK, digest);
        return source == null ? origin : origin.with("samples of the first epoch", firstDrawn());
    }

    private synchronized String firstDrawn() {
        if (firstDrawn == null) {
            firstDrawn = source.draw(0).digest();
        }
        return firstDrawn;
    }

    /** Returns surrogates that differ only in their seed; small ones are fitted side by side, one a processor. */
    public List<Surrogate> autoencoders(AutoencoderSettings settings, TrainingPlan plan, Seeds seeds) {
        var progress = Progress.of("fitting autoencoders, " + seeds, seeds.count() * plan.epochs());
        return seeds.each(Seeds.areBestSideBySide(settings.learnedWeights(components())), seed ->
                autoencoder(settings, plan, seed, progress.part()));
    }

    /** Returns the surrogate by dynamic mode decomposition: least squares from first to last states. */
    public Surrogate dmd() {
        return dmd(0);
    }

    /**
     * Returns the surrogate as above by a ridge, for few samples of many components.
     *
     * @param ridge ρ, relative to the mean square of the components and the constant
     */
    public Surrogate dmd(double ridge) {
        return leastSquares(Observables.states(), Regression.full(ridge));
    }

    /**
     * Returns the surrogate by least squares from first to last states lifted by so many random features. Of thousands of features
     * {@link Regression#toState} gives the same forecasts in about half of the time.
     */
    public Surrogate edmd(int features, double ridge, long seed) {
        return leastSquares(Observables.randomFeatures(features, seed), Regression.full(ridge));
    }

    /** Returns the surrogate by least squares on observables of one's choice, by all of them or by few numbers. */
    public Surrogate leastSquares(Observables observables, Regression regression) {
        return made(onEnds((x, y) -> Surrogate.of(network, first, last, LeastSquares.fit(x, y, observables, regression))));
    }

    /**
     * Returns the surrogate by dynamic mode decomposition along depth: one step, by least squares, from each layer to the next,
     * as many times as there are layers after the first.
     */
    public Surrogate alongDepth(Observables observables, Regression regression) {
        try (NDManager fitting = NDManager.newBaseManager()) {
            Trajectory layers = Trajectory.of(preprocessed(scalers(), train.layers(), fitting));
            return made(Surrogate.of(network, first, last, LeastSquares.fit(layers, observables, regression)));
        }
    }

    private Surrogate made(Surrogate surrogate) {
        made.removeIf(each -> each.get() == null);
        made.add(new WeakReference<>(surrogate));
        return surrogate;
    }

    /** Returns what a computation makes of the preprocessed first and last states, which are freed after it. */
    private <T> T onEnds(BiFunction<NDArray, NDArray, T> computation) {
        try (NDArray x = first.apply(train.first()); NDArray y = last.apply(train.last())) {
            return computation.apply(x, y);
        }
    }

    /** Frees the training states and all surrogates that were made here, but never the network; once more does nothing. */
    @Override
    public void close() {
        List.copyOf(made).stream().map(WeakReference::get).filter(each -> each != null).forEach(Surrogate::close);
        train.close();
    }

    @Override
    public String toString() {
        return "Surrogates of " + network + ", fitted to " + components() + " components of " + train
                + (source == null ? "" : ", autoencoders to " + source.size() + " new samples in each epoch");
    }
}
