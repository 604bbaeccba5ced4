// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koopman.training.Computation;

/**
 * What an autoencoder is fitted to: states x_0 to x_T of the same samples, each (N, p), which follow one another, through
 * the layers of a network or in time; and, where its answers shall be those of a network, how these are read. It holds
 * no memory: the arrays stay the caller's.
 */
public final class Trajectory {

    private final List<NDArray> states;
    private final UnaryOperator<NDArray> logits; // null where nothing answers
    private final NDArray answers; // null likewise

    private Trajectory(List<NDArray> states, UnaryOperator<NDArray> logits, NDArray answers) {
        this.states = List.copyOf(states);
        this.logits = logits;
        this.answers = answers;
    }

    /** Returns the trajectory of two ends. */
    public static Trajectory of(NDArray first, NDArray last) {
        return of(List.of(first, last));
    }

    /** Returns the trajectory of states x_0 to x_T of the same samples, at least two. */
    public static Trajectory of(List<NDArray> states) {
        if (states.size() < 2) {
            throw new IllegalArgumentException("states (" + states.size() + ") must be at least 2: a trajectory has two ends");
        }
        return new Trajectory(states, null, null);
    }

    /**
     * Returns all pieces of T steps of one long series of states, (N, p), as samples: N − T of them, from each of the first
     * states on. The arrays go to the series' manager.
     */
    public static Trajectory windows(NDArray series, int steps) {
        long count = series.size(0) - steps;
        if (steps < 1 || count < 2) {
            throw new IllegalArgumentException("steps (" + steps + ") must be from 1 to " + (series.size(0) - 2)
                    + ", two less than the series' states");
        }
        return of(IntStream.rangeClosed(0, steps).mapToObj(step -> Computation.result(series.getManager(),
                () -> series.get(new NDIndex().addSliceDim(step, step + count)).duplicate())).toList());
    }

    /**
     * Returns this trajectory with the answers of a network at its end.
     *
     * @param head the logits of preprocessed last states, (N, p) → (N, classes), through which gradients flow
     * @param probabilities what the network finds of the samples, (N, classes)
     */
    public Trajectory answered(UnaryOperator<NDArray> head, NDArray probabilities) {
        return new Trajectory(states, head, probabilities);
    }

    /** Returns x_0, (N, p). */
    public NDArray first() {
        return states.get(0);
    }

    /** Returns x_T, (N, p). */
    public NDArray last() {
        return states.get(states.size() - 1);
    }

    /** Returns x_1 to x_(T-1). */
    public List<NDArray> inner() {
        return states.subList(1, states.size() - 1);
    }

    /** Returns all states, x_0 to x_T. */
    public List<NDArray> states() {
        return states;
    }

    /**
     * Returns the mean square of an entry of x_T, the scale of the losses of states: that of states preprocessed as published is
     * 100² / (N p).
     *
     * @throws IllegalArgumentException if that is no positive number
     */
    public double meanSquare() {
        double meanSquare;
        try (NDArray mean = Computation.unattached(() -> last().square().mean().toType(DataType.FLOAT64, true))) {
            meanSquare = mean.getDouble();
        }
        if (!(meanSquare > 0 && meanSquare < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("last states (mean square " + meanSquare + ") must be finite numbers and not all 0:"
                    + " a loss is weighed by their size");
        }
        return meanSquare;
    }

    /** Returns T, how many parts the journey through the states has. */
    public int parts() {
        return states.size() - 1;
    }

    /** Returns whether it is known what a network answers at the end. */
    boolean isAnswered() {
        return logits != null;
    }

    /** Returns the logits that the network's head reads from preprocessed last states. */
    NDArray logits(NDArray last) {
        return logits.apply(last);
    }

    /** Returns the network's class probabilities, (N, classes). */
    NDArray answers() {
        return answers;
    }

    /** Returns all arrays, for a training to make batches of; the two ends come first. */
    NDList arrays() {
        var arrays = new NDList(first(), last()).addAll(new NDList(inner()));
        if (isAnswered()) {
            arrays.add(answers);
        }
        return arrays;
    }

    /** Returns this trajectory with the rows of a batch, given in the order of {@link #arrays}. */
    Trajectory rows(NDList batch) {
        var rows = new ArrayList<>(batch.subList(2, 2 + inner().size()));
        rows.add(0, batch.get(0));
        rows.add(batch.get(1));
        return new Trajectory(rows, logits, isAnswered() ? batch.get(batch.size() - 1) : null);
    }

    @Override
    public String toString() {
        return "Trajectory of " + states.size() + " states " + first().getShape() + (isAnswered() ? ", answered" : "");
    }
}
