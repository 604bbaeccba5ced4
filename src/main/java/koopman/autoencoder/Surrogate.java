// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.training.Computation;
import koopman.training.Provenance;

/**
 * The whole chain that stands in for a network's journey from its first state to its class:
 * x_0 → preprocess → encode → P → decode → undo the last layer's preprocessing → the network's own head → arg max.
 *
 * <p>The lifting leads to observables and back, the operator alone makes the journey. An edit gives a new surrogate with
 * another operator, {@link #with}; nothing is changed in place.
 *
 * <p>Results that are arrays go to the manager of the states that they were made of.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 */
public final class Surrogate implements AutoCloseable {

    private static final long PART = 4_096; // rows whose last states are in memory together

    private final LayeredNetwork network;
    private final StateScaler first;
    private final StateScaler last;
    private final Lifting lifting;
    private final Operator operator;
    private final List<Runnable> owned; // what frees what the surrogate owns
    private final Provenance provenance;
    private volatile boolean closed;

    private Surrogate(LayeredNetwork network, StateScaler first, StateScaler last, Lifting lifting, Operator operator,
            List<Runnable> owned, Provenance provenance) {
        this.network = network;
        this.first = first;
        this.last = last;
        this.lifting = lifting;
        this.operator = operator;
        this.owned = owned;
        this.provenance = provenance;
    }

    /** Returns the surrogate by an autoencoder, which it takes over: closing the surrogate closes it. */
    public static Surrogate of(LayeredNetwork network, StateScaler first, StateScaler last, KoopmanAutoencoder autoencoder) {
        return new Surrogate(network, first, last, autoencoder, autoencoder.operator(), List.of(autoencoder::close), null);
    }

    /** Returns the surrogate by least squares, which it takes over: closing the surrogate closes them. */
    public static Surrogate of(LayeredNetwork network, StateScaler first, StateScaler last, LeastSquares squares) {
        return new Surrogate(network, first, last, squares, squares.operator(), List.of(squares::close), null);
    }

    /**
     * Returns the surrogate by a lifting and an operator of the caller's own, which stay the caller's to close.
     *
     * @param first the preprocessing of x_0
     * @param last the preprocessing of x_B
     */
    public static Surrogate of(LayeredNetwork network, StateScaler first, StateScaler last, Lifting lifting, Operator operator) {
        return new Surrogate(network, first, last, lifting, operator, List.of(), null);
    }

    /** Returns whose journey it is. */
    public LayeredNetwork network() {
        return network;
    }

    /** Returns the preprocessing of x_0. */
    public StateScaler first() {
        return first;
    }

    /** Returns the preprocessing of x_B. */
    public StateScaler last() {
        return last;
    }

    /** Returns the way to observables and back. */
    public Lifting lifting() {
        requireOpen();
        return lifting;
    }

    /** Returns what carries the observables. */
    public Operator operator() {
        requireOpen();
        return operator;
    }

    /**
     * Returns the autoencoder that the observables are of.
     *
     * @throws IllegalStateException if they are of something else, such as least squares
     */
    public KoopmanAutoencoder autoencoder() {
        if (lifting() instanceof KoopmanAutoencoder autoencoder) {
            return autoencoder;
        }
        throw new IllegalStateException("lifting (" + lifting + ") must be a KoopmanAutoencoder");
    }

    /**
     * Returns the least squares that the observables are of.
     *
     * @throws IllegalStateException if they are of something else, such as an autoencoder
     */
    public LeastSquares leastSquares() {
        if (lifting() instanceof LeastSquares squares) {
            return squares;
        }
        throw new IllegalStateException("lifting (" + lifting + ") must be LeastSquares");
    }

    /** Returns what the surrogate was fitted to and how, if {@link Surrogates} made it or a file told. */
    public Optional<Provenance> provenance() {
        return Optional.ofNullable(provenance);
    }

    /** Returns P, (m, m), the whole journey; it belongs to the surrogate. */
    public NDArray journey() {
        return operator().journey();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the surrogate (closed) must be open to be used: its memory is freed");
        }
    }

    /**
     * Returns a surrogate that makes another journey, (m, m), and is the same otherwise; it takes the journey over. It is known
     * as a whole only: between its first step and its last it has none. The lifting stays this surrogate's.
     */
    public Surrogate with(NDArray otherJourney) {
        if (!otherJourney.getShape().equals(journey().getShape())) {
            throw new IllegalArgumentException("journey " + otherJourney.getShape() + " must be " + journey().getShape());
        }
        var whole = new WholeJourney(otherJourney, operator.steps());
        return new Surrogate(network, first, last, lifting, whole, List.of(whole::close), provenance);
    }

    /** Returns this surrogate as one that tells where it comes from. */
    Surrogate from(Provenance source) {
        return new Surrogate(network, first, last, lifting, operator, owned, source);
    }

    /** Returns this surrogate with another journey as by {@link #with}, as one that owns what this one owned. */
    Surrogate turnedInto(NDArray otherJourney) {
        Surrogate edited = with(otherJourney);
        List<Runnable> both = Stream.concat(owned.stream(), edited.owned.stream()).toList();
        return new Surrogate(network, first, last, lifting, edited.operator, both, provenance);
    }

    /** Returns a surrogate as above whose journey is P + share * change, with the change (m, m). */
    public Surrogate changedBy(double[][] change, double share) {
        NDArray before = journey();
        return with(Computation.unattached(() ->
                LinearAlgebra.toNative(before.getManager(), change, before.getDataType()).muli(share).add(before)));
    }

    /** Returns Z0, the observables at the start of the journey, (N, d_0) → (N, m). */
    public NDArray observables(NDArray firstStates) {
        return Computation.result(firstStates.getManager(), () -> lifting().encode(first.apply(firstStates)));
    }

    /** Returns the observables of the network's own last states, where the journey should lead, (N, d_B) → (N, m). */
    public NDArray lastObservables(NDArray lastStates) {
        return Computation.result(lastStates.getManager(), () -> lifting().encode(last.apply(lastStates)));
    }

    /** Returns x_B as the surrogate forecasts it from x_0, (N, d_0) → (N, d_B). */
    public NDArray forecast(NDArray firstStates) {
        return decode(firstStates, journey());
    }

    /** Returns the forecast of each of the given steps, from 0 to the operator's steps, in the last layer's space. */
    public List<NDArray> path(NDArray firstStates, int... steps) {
        return IntStream.of(steps).mapToObj(step -> {
            try (NDArray part = operator().journey(step)) {
                return decode(firstStates, part);
            }
        }).toList();
    }

    private NDArray decode(NDArray firstStates, NDArray part) {
        return Computation.result(firstStates.getManager(),
                () -> last.undo(lifting.decode(observables(firstStates).matMul(part))));
    }

    /** Returns the logits that the network's head reads from the forecast, (N, classes). */
    public NDArray logits(NDArray firstStates) {
        NDArray journey = journey();
        return inParts(firstStates, part -> network.head(decode(part, journey)));
    }

    /** Returns the logits that the network's head reads from observables at the end of the journey, (N, m) → (N, classes). */
    public NDArray logitsAt(NDArray lastObservables) {
        return inParts(lastObservables, part -> network.head(last.undo(lifting().decode(part))));
    }

    /** Returns what a computation makes of rows, some at a time: what lies between is wider than they are, and new memory is slow. */
    private static NDArray inParts(NDArray rows, UnaryOperator<NDArray> computation) {
        NDManager manager = rows.getManager();
        if (rows.size(0) <= PART) {
            return Computation.result(manager, () -> computation.apply(rows));
        }
        var parts = new NDList();
        for (long from = 0; from < rows.size(0); from += PART) {
            var part = new NDIndex().addSliceDim(from, Math.min(from + PART, rows.size(0)));
            parts.add(Computation.result(manager, () -> computation.apply(rows.get(part))));
        }
        try (parts) {
            return Computation.result(manager, () -> NDArrays.concat(parts));
        }
    }

    /** Returns the class that the surrogate gives each sample. */
    public int[] classify(LayerStates states) {
        try (NDArray logits = logits(states.first())) {
            return Computation.greatest(logits);
        }
    }

    /** Returns the class that the surrogate gives each sample. */
    public int[] classify(Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return classify(states);
        }
    }

    /** Returns the share of samples whose class the surrogate gives rightly, from 0 to 1. */
    public double accuracy(Samples samples) {
        return samples.accuracy(classify(samples));
    }

    /** Returns the share of samples whose class the network's head reads rightly off each of the given steps. */
    public double[] accuracies(LayerStates states, int... steps) {
        return path(states.first(), steps).stream().mapToDouble(step -> {
            try (step; NDArray logits = network.head(step)) {
                return states.samples().accuracy(Computation.greatest(logits));
            }
        }).toArray();
    }

    /**
     * Returns how probable the network's head finds each class at each of the given steps: by step (first index), sample
     * (second) and class (third), each from 0 to 1.
     */
    public double[][][] readings(NDArray firstStates, int... steps) {
        return path(firstStates, steps).stream().map(step -> {
            try (step; NDArray probabilities = Computation.result(step.getManager(), () -> network.head(step).softmax(1))) {
                return LinearAlgebra.toJava(probabilities);
            }
        }).toArray(double[][][]::new);
    }

    /** Returns the share of samples to which surrogate and network give the same class, from 0 to 1. */
    public double agreement(Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return agreement(classify(states), network.classify(states));
        }
    }

    private static double agreement(int[] own, int[] networks) {
        return (double) IntStream.range(0, own.length).filter(i -> own[i] == networks[i]).count() / own.length;
    }

    /**
     * Returns the fraction of the last states' variance that the forecast does not explain (FVU): 0 is perfect, 1 is what
     * their mean would do.
     */
    public double fvu(LayerStates states) {
        try (NDArray share = Computation.result(states.first().getManager(), () ->
                LossReport.fvu(forecast(states.first()), states.last()).toType(DataType.FLOAT64, true))) {
            return share.getDouble();
        }
    }

    /** Returns the losses on samples, as fractions of variance unexplained, in preprocessed states. */
    public LossReport losses(Samples samples) {
        try (LayerStates states = network.states(samples)) {
            return losses(states);
        }
    }

    private LossReport losses(LayerStates states) {
        try (NDArray x = first.apply(states.first()); NDArray y = last.apply(states.last())) {
            return LossReport.of(lifting(), operator, x, y);
        }
    }

    /** Returns how well the surrogate stands in for its network on samples. */
    public SurrogateReport report(Samples samples) {
        try (LayerStates states = network.states(samples)) {
            int[] own = classify(states);
            int[] networks = network.classify(states);
            return new SurrogateReport(samples, samples.accuracy(own), samples.accuracy(networks), agreement(own, networks),
                    fvu(states), losses(states));
        }
    }

    /** Returns the eigenvalues and modes of one step, or of the whole journey where it cannot be divided. */
    public Spectrum spectrum() {
        try (NDArray step = operator().journey(operator.isDivisible() ? 1 : operator.steps())) {
            return Spectrum.of(step);
        }
    }

    /**
     * Writes the surrogate, whole or not at all, without its network; an edited journey is kept as it is. The file carries
     * where the surrogate comes from and a checksum of itself.
     *
     * @throws IllegalStateException if it is not by an autoencoder
     */
    public void save(Path file) throws IOException {
        SurrogateFile.save(this, file);
    }

    /**
     * Returns the surrogate that a file holds.
     *
     * @param network the one that it was fitted to
     * @throws IOException if the file cannot be read, is damaged, or holds no surrogate of this network
     */
    public static Surrogate load(Path file, LayeredNetwork network) throws IOException {
        return SurrogateFile.load(file, network);
    }

    /**
     * Frees what the surrogate owns: its autoencoder, or, if it is an edited one, its own journey alone; never the network.
     * Closing once more does nothing.
     */
    @Override
    public void close() {
        closed = true;
        owned.forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return "Surrogate of " + network + " by " + lifting;
    }
}
