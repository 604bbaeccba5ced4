// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import koopman.data.Samples;

/** What computes the states of a network outside this library: a runtime, another program, a file. */
@FunctionalInterface
public interface StateReader {

    /**
     * Returns the states of some samples: by layer (first index), sample (second) and number (third). The state of a sample must
     * not depend on those that it is asked for with.
     *
     * @param part the samples, a few dozen at most; texts are about equally long
     */
    float[][][] states(Samples part) throws Exception;
}
