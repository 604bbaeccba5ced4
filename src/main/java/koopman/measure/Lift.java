// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import koopman.autoencoder.Observables;
import koopman.training.Computation;

/**
 * The observables ψ(x) = [x, 1, features] of preprocessed states, (N, p) → (N, m), as least squares has them.
 *
 * @param components p
 * @param features how features are made of states, or null for none
 */
record Lift(int components, UnaryOperator<NDArray> features) {

    /** Returns the lift whose features are made for states at both ends of what is fitted; they go to the manager. */
    static Lift of(Observables observables, NDManager manager, NDArray from, NDArray to) {
        return new Lift(Math.toIntExact(from.size(1)), observables.features(manager, from, to));
    }

    /** Returns ψ(x), attached to the states' manager. */
    NDArray apply(NDArray states) {
        return Computation.result(states.getManager(), () -> {
            NDArray plain = states.concat(states.getManager().ones(new Shape(states.size(0), 1), states.getDataType()), 1);
            return features == null ? plain : plain.concat(features.apply(states), 1);
        });
    }

    /** Returns ψ(x) in double precision, the caller's own. */
    NDArray wide(NDArray states) {
        return Computation.unattached(() -> apply(states).toType(DataType.FLOAT64, true));
    }

    /** Returns the states that observables begin with, attached to their manager. */
    NDArray states(NDArray observables) {
        return Computation.result(observables.getManager(),
                () -> observables.get(new NDIndex().addAllDim().addSliceDim(0, components)).duplicate());
    }
}
