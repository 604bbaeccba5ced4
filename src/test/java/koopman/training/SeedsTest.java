// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedsTest {

    /** Three on two processors: 1.5 times one's time at once, 2 by twos. Seven: 4 by twos and by threes, so the fewer. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "2, 2, 2", "3, 2, 3", "4, 2, 2", "5, 2, 3", "7, 2, 2", "9, 2, 3", "3, 1, 1", "3, 4, 3", "5, 4, 5", "7, 4, 7",
        "8, 4, 4", "9, 4, 5"})
    void asManyRunAtOnceAsAreDoneSoonest(int runs, int processors, int atOnce) {
        assertEquals(atOnce, Seeds.atOnce(runs, processors));
    }
}
