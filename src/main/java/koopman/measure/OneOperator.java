// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Operator;
import koopman.autoencoder.Surrogate;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * One linear operator for every layer: K fits ψ(x_{b+1}) ≈ ψ(x_b) K to all pairs of consecutive layers together, and forecasts
 * layer p from the first one by its power, ψ(x_0) K^p. The observables ψ(x) = [x, 1, features] begin with the state, so that
 * decoding is reading it off. Preprocessed layers are (N, p), K is (m, m). It is a lifting and an operator in one, of as many
 * steps as there are pairs of layers, and so makes a {@link Surrogate}.
 *
 * <p>What K gets wrong is multiplied at each step: an eigenvalue far above 1 that no layer asked for does little harm in one
 * step and ruins five. So the ridge ρ is chosen by the whole forecasts of samples that K was not fitted to.
 *
 * <p>K depends on the preprocessing, which turns each layer onto the last one by a rotation of its own: a motion that is a
 * rotation alone has become no motion at all.
 *
 * <p>Source: Aswani and Jabari, <i>Dynamic Mode Decomposition along Depth in Vision Transformers</i>, arXiv 2605.07556 (2026).
 */
public final class OneOperator implements Lifting, Operator, AutoCloseable {

    private final NativeMemory memory = new NativeMemory("the operator along depth");
    private final int steps;
    private final DataType type;
    private final Lift lift;
    private final RidgeFit.Fitted fitted;
    private final NDArray whole;

    private OneOperator(List<NDArray> layers, Observables observables, Choice choice) {
        if (layers.size() < 2) {
            throw new IllegalArgumentException("layers (" + layers.size()
                    + ") must be at least 2: an operator leads on from one");
        }
        steps = layers.size() - 1;
        type = layers.get(0).getDataType();
        try (NDArray from = stacked(layers.subList(0, steps)); NDArray to = stacked(layers.subList(1, steps + 1))) {
            lift = Lift.of(observables, memory.manager(), from, to);
        }
        fitted = choice.of(pairs(layers), lift);
        whole = memory.keep(journey(steps));
    }

    /** How the ridge is found. */
    private interface Choice {
        RidgeFit.Fitted of(RidgeFit pairs, Lift lift);
    }

    /**
     * Returns the operator by a ridge of one's choice.
     *
     * @param layers the preprocessed states, first to last, at least two
     * @param ridge ρ, relative to the mean square of an observable
     */
    public static OneOperator fit(List<NDArray> layers, Observables observables, double ridge) {
        return new OneOperator(layers, observables, (pairs, lift) -> pairs.by(ridge));
    }

    /**
     * Returns the operator with the ridge, 0 or a power of ten up to 1, whose forecasts leave least unexplained of the layers of
     * other samples, all taken together.
     *
     * @param unseen the other samples' layers
     */
    public static OneOperator chosen(List<NDArray> layers, List<NDArray> unseen, Observables observables) {
        return new OneOperator(layers, observables,
                (pairs, lift) -> pairs.chosen(weights -> unexplained(weights, lift, unseen)));
    }

    private static NDArray stacked(List<NDArray> layers) {
        return Computation.unattached(() -> NDArrays.concat(new NDList(layers)));
    }

    private RidgeFit pairs(List<NDArray> layers) {
        var pairs = new RidgeFit();
        for (int layer = 0; layer < steps; layer++) {
            try (NDArray from = lift.wide(layers.get(layer)); NDArray to = lift.wide(layers.get(layer + 1))) {
                pairs.plus(from, to);
            }
        }
        return pairs;
    }

    /** Returns the FVU of the layers by the powers of an operator, their sum. */
    private static double unexplained(double[][] weights, Lift lift, List<NDArray> layers) {
        double sum = 0;
        NDArray moved = lift.wide(layers.get(0));
        for (NDArray layer : layers.subList(1, layers.size())) {
            try (NDArray before = moved) {
                moved = Computation.unattached(() -> before.matMul(
                        LinearAlgebra.toNative(before.getManager(), weights, DataType.FLOAT64)));
            }
            try (NDArray found = lift.states(moved)) {
                sum += PathBesideLayers.fvu(found, layer);
            }
        }
        moved.close();
        return sum;
    }

    /** Returns ρ, relative to the mean square of an observable. */
    public double ridge() {
        return fitted.ridge();
    }

    @Override
    public NDArray encode(NDArray states) {
        memory.requireOpen();
        return lift.apply(states);
    }

    @Override
    public NDArray decode(NDArray observables) {
        memory.requireOpen();
        return lift.states(observables);
    }

    @Override
    public NDArray journey() {
        memory.requireOpen();
        return whole;
    }

    @Override
    public NDArray journey(int stepsDone) {
        memory.requireOpen();
        if (stepsDone < 0) {
            throw new IllegalArgumentException("steps (" + stepsDone + ") must be at least 0");
        }
        return Computation.unattached(() -> {
            NDArray step = LinearAlgebra.toNative(memory.manager(), fitted.weights(), DataType.FLOAT64);
            NDArray moved = memory.manager().eye(fitted.weights().length).toType(DataType.FLOAT64, true);
            for (int done = 0; done < stepsDone; done++) {
                moved = moved.matMul(step);
            }
            return moved.toType(type, true);
        });
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    /** Frees the native memory; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "one operator of %d observables for each of %d steps, ridge %.0e",
                fitted.weights().length, steps, fitted.ridge());
    }
}
