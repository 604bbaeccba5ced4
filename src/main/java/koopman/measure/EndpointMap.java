// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import koopman.autoencoder.Observables;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** The best linear map from the observables of one layer to the states of another, straight and not step by step: y ≈ ψ(x) W. */
final class EndpointMap implements AutoCloseable {

    private final NativeMemory memory = new NativeMemory("the endpoint map");
    private final Lift lift;
    private final RidgeFit.Fitted fitted;

    private EndpointMap(Observables observables, NDArray x, NDArray y, NDArray unseenX, NDArray unseenY) {
        lift = Lift.of(observables, memory.manager(), x, y);
        try (NDArray from = lift.wide(x); NDArray to = Computation.unattached(() -> y.toType(DataType.FLOAT64, true));
                NDArray unseen = lift.wide(unseenX)) {
            fitted = new RidgeFit().plus(from, to).chosen(weights -> {
                try (NDArray found = product(unseen, weights)) {
                    return PathBesideLayers.fvu(found, unseenY);
                }
            });
        }
    }

    /**
     * Returns the map from x to y, both (N, p), with the ridge that leaves least unexplained of other samples' y.
     *
     * @param unseenX the other samples' x
     */
    static EndpointMap fit(Observables observables, NDArray x, NDArray y, NDArray unseenX, NDArray unseenY) {
        return new EndpointMap(observables, x, y, unseenX, unseenY);
    }

    /** Returns the ridge that was chosen, relative to the mean square of an observable. */
    double ridge() {
        return fitted.ridge();
    }

    /** Returns what the map makes of states, (N, p) → (N, p), the caller's own. */
    NDArray apply(NDArray states) {
        memory.requireOpen();
        return Computation.unattached(() ->
                product(lift.wide(states), fitted.weights()).toType(states.getDataType(), false));
    }

    private static NDArray product(NDArray observables, double[][] weights) {
        return Computation.unattached(() -> observables.matMul(
                LinearAlgebra.toNative(observables.getManager(), weights, DataType.FLOAT64)));
    }

    @Override
    public void close() {
        memory.close();
    }
}
