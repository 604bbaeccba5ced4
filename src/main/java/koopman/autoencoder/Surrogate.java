package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.training.Computation;

/**
 * The whole chain that stands in for a network's journey from its first state to its class:
 * x_0 → preprocess → encode → P → decode → undo the last layer's preprocessing → the network's own head → arg max.
 *
 * <p>An edit of the operator gives a new surrogate, {@link #withJourney}; nothing is changed in place.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 *
 * @param network whose journey it is
 * @param first the preprocessing of x_0
 * @param last the preprocessing of x_B
 * @param lifting the way to observables and back
 * @param journey P, (m, m), the whole journey
 */
public record Surrogate(ResidualMlp network, StateScaler first, StateScaler last, Lifting lifting, NDArray journey) {

    /** Returns the surrogate that makes the lifting's own journey. */
    public Surrogate(ResidualMlp network, StateScaler first, StateScaler last, Lifting lifting) {
        this(network, first, last, lifting, lifting.journey());
    }

    /** Returns a surrogate that makes another journey, (m, m), and is the same otherwise. */
    public Surrogate withJourney(NDArray other) {
        if (!other.getShape().equals(journey.getShape())) {
            throw new IllegalArgumentException("journey " + other.getShape() + " must be " + journey.getShape());
        }
        return new Surrogate(network, first, last, lifting, other);
    }

    /** Returns a surrogate whose journey is P + share * change, with the change (m, m), and is the same otherwise. */
    public Surrogate changedBy(double[][] change, double share) {
        try (NDArray part = LinearAlgebra.toNative(journey.getManager(), change, journey.getDataType())) {
            return withJourney(journey.add(part.muli(share)));
        }
    }

    /** Returns Z0, the observables at the start of the journey, (N, d) → (N, m). */
    public NDArray observables(NDArray firstStates) {
        return Computation.result(firstStates.getManager(), () -> lifting.encode(first.apply(firstStates)));
    }

    /** Returns x_B as the surrogate forecasts it from x_0, (N, d) → (N, d). */
    public NDArray forecast(NDArray firstStates) {
        return decode(firstStates, journey);
    }

    /** Returns the forecast of each of the given steps, from 0 to the lifting's steps, in the last layer's space. */
    public List<NDArray> path(NDArray firstStates, int... steps) {
        return IntStream.of(steps).mapToObj(step -> {
            try (NDArray part = lifting.journey(step)) {
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
        return Computation.result(firstStates.getManager(), () -> network.head(forecast(firstStates)));
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
        int[] own = classify(samples);
        int[] networks = network.classify(samples);
        return (double) IntStream.range(0, own.length).filter(i -> own[i] == networks[i]).count() / own.length;
    }

    /**
     * Returns the fraction of the last states' variance that the forecast does not explain: 0 is perfect, 1 is what their
     * mean would do.
     */
    public double unexplained(LayerStates states) {
        try (NDArray share = Computation.result(states.first().getManager(),
                () -> LossReport.unexplained(forecast(states.first()), states.last()))) {
            return share.toType(DataType.FLOAT64, false).getDouble();
        }
    }

    @Override
    public String toString() {
        return "Surrogate of " + network + " by " + lifting;
    }
}
