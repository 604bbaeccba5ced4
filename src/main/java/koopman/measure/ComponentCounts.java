// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.topology.Barcode;
import koopman.topology.PersistentHomology;

/**
 * The connected components of a network's layers, and of a surrogate's steps, of the same samples and in the units of
 * preprocessed states: barcodes of dimension 0.
 */
public final class ComponentCounts {

    private ComponentCounts() {}

    /**
     * Returns the barcode of each layer, first to last, after its preprocessing.
     *
     * @param ground what has the network and the preprocessing of its layers
     */
    public static List<Barcode> ofLayers(Surrogates ground, Samples samples) {
        List<StateScaler> scalers = ground.scalers();
        try (LayerStates states = ground.network().states(samples)) {
            return IntStream.range(0, states.count())
                    .mapToObj(layer -> components(scalers.get(layer).apply(states.layer(layer)))).toList();
        }
    }

    /** Returns the barcode of the decoded steps at each stop of the journey, parted into so many equal parts. */
    public static List<Barcode> ofSteps(Surrogate surrogate, Samples samples, int parts) {
        try (LayerStates states = surrogate.network().states(samples); NDArray start = surrogate.observables(states.first())) {
            return Arrays.stream(surrogate.operator().stops(parts)).mapToObj(stop -> {
                try (NDArray journey = surrogate.operator().journey(stop); NDArray moved = start.matMul(journey)) {
                    return components(surrogate.lifting().decode(moved));
                }
            }).toList();
        }
    }

    private static Barcode components(NDArray points) {
        try (points) {
            return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(points));
        }
    }
}
