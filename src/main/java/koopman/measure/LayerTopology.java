// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.topology.Barcode;
import koopman.topology.Interval;
import koopman.topology.PersistentHomology;

/** The components and loops of a network's states, layer by layer, all measured with the same ruler. */
public final class LayerTopology {

    private LayerTopology() {}

    /** Returns the barcodes, of dimension 0 and 1, of each layer's states after its preprocessing, first to last. */
    public static List<Barcode> barcodes(LayerStates states, List<StateScaler> scalers) {
        if (scalers.size() != states.count()) {
            throw new IllegalArgumentException("scalers (" + scalers.size() + ") must be one for each of the "
                    + states.count() + " states");
        }
        return IntStream.range(0, scalers.size()).mapToObj(layer -> {
            try (NDArray scaled = scalers.get(layer).apply(states.layer(layer))) {
                return PersistentHomology.upTo(1).ofPoints(LinearAlgebra.toJava(scaled));
            }
        }).toList();
    }

    /**
     * Returns how much the longest life of a dimension stands out: its length over that of the second longest, of those
     * that end; 1 or a little more where no feature is more than noise, and 1 where there are less than two.
     */
    public static double prominence(Barcode barcode, int dimension) {
        double[] lives = barcode.intervals(dimension).stream().mapToDouble(Interval::length).filter(Double::isFinite)
                .sorted().toArray();
        return lives.length < 2 ? 1 : lives[lives.length - 1] / lives[lives.length - 2];
    }
}
