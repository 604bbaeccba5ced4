// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.function.IntFunction;

/**
 * Samples without end: new ones for each epoch of a fit that asks for no labels, so that it can learn none by heart. Such are
 * points that are drawn ({@link YinYang#source}) and samples changed anew each time ({@link Samples#varied}).
 */
public interface SampleSource {

    /** Returns N, how many samples each epoch has. */
    int size();

    /**
     * Returns the samples of an epoch, the same ones whenever it is asked for.
     *
     * @param epoch its number, from 0
     */
    Samples draw(int epoch);

    /** Returns the source that draws an epoch's samples so, as many each time. */
    static SampleSource of(int size, IntFunction<Samples> draw) {
        return new SampleSource() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Samples draw(int epoch) {
                return draw.apply(epoch);
            }
        };
    }
}
