// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.stream.IntStream;
import koopman.data.Splits;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearProbe;

/** How much of the classes straight cuts find in each layer's states. */
public final class LayerProbes {

    private LayerProbes() {}

    /**
     * Returns the share of test samples, from 0 to 1, whose class a linear probe finds in x_0, x_1, ..., x_B; the
     * probes are fitted on the training samples' states.
     */
    public static double[] accuracies(LayeredNetwork network, Splits splits) {
        try (LayerStates train = network.states(splits.train()); LayerStates test = network.states(splits.test())) {
            return IntStream.range(0, train.count()).mapToDouble(layer -> LinearProbe
                    .fit(train.layer(layer), splits.train()).accuracy(test.layer(layer), splits.test())).toArray();
        }
    }

    /** Returns the same by probes whose ridges are chosen on the validation samples: for wide states and few samples. */
    public static double[] chosen(LayeredNetwork network, Splits splits) {
        try (LayerStates train = network.states(splits.train()); LayerStates others = network.states(splits.validation());
                LayerStates test = network.states(splits.test())) {
            return IntStream.range(0, train.count()).mapToDouble(layer -> LinearProbe.chosen(train.layer(layer), splits.train(),
                    others.layer(layer), splits.validation()).accuracy(test.layer(layer), splits.test())).toArray();
        }
    }
}
