// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {

    /** The streams of three neighbouring numbers used to serve both the points of seed 0 and the models of seeds 0 to 2. */
    @Test
    void noPurposeOfAnySeedDrawsWhatAnotherDraws() {
        var drawn = new HashSet<Long>();
        int streams = 0;
        for (Randomness purpose : Randomness.values()) {
            for (long seed = -5; seed < 50; seed++) {
                SplittableRandom random = purpose.of(seed);
                LongStream.range(0, 20).forEach(i -> drawn.add(random.nextLong()));
                streams++;
            }
        }
        assertEquals(20 * streams, drawn.size());
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertEquals(Randomness.ORDER.of(7).nextLong(), Randomness.ORDER.of(7).nextLong());
    }

    @Test
    void theSplitsOfPointsHaveOneEach() {
        Arrays.stream(Split.values()).forEach(split -> assertEquals(split.name(), Randomness.valueOf(split.name()).name()));
    }
}
