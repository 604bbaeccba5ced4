// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.function.Function;
import koopman.data.Samples;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** Passes samples through a network some at a time, since what lies between its layers takes memory. */
final class Parts {

    private Parts() {}

    /**
     * Returns what a computation makes of all samples, the parts' arrays joined along their rows; they belong to the caller.
     *
     * @param size how many samples go together
     * @param computation from inputs, (B, features), to arrays of B rows
     */
    static NDList of(Samples samples, int size, Function<NDArray, NDList> computation) {
        try (NDManager passing = NDManager.newBaseManager()) {
            var parts = new ArrayList<NDList>();
            for (int from = 0; from < samples.size(); from += size) {
                int start = from;
                parts.add(Computation.results(passing, () -> computation.apply(
                        samples.inputs(passing, start, Math.min(start + size, samples.size())))));
            }
            NDManager whole = NativeMemory.loose();
            var wholes = new NDList();
            for (int i = 0; i < parts.get(0).size(); i++) {
                int index = i;
                var pieces = new NDList(parts.stream().map(part -> part.get(index)).toList());
                wholes.add(Computation.result(whole,
                        () -> pieces.size() == 1 ? pieces.head().duplicate() : NDArrays.concat(pieces)));
                pieces.close();
            }
            return wholes;
        }
    }

    /** Returns the states that a computation makes of samples as above. */
    static LayerStates states(Samples samples, int size, Function<NDArray, NDList> computation) {
        NDList layers = of(samples, size, computation);
        try {
            return new LayerStates(samples, layers);
        } catch (RuntimeException refused) {
            layers.close();
            throw refused;
        }
    }
}
