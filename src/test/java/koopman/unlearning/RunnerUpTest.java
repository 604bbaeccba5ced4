// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunnerUpTest {

    private final int[] found = {0, 1, 1, 2, 0, 0};
    private final int[] runnersUp = {2, 0, 0, 1, 1, 2};
    private final double[] places = {9, 1, 4, 7, 9, 9};
    private final Function<int[], double[]> mean =
            rows -> new double[] {IntStream.of(rows).mapToDouble(row -> places[row]).average().orElseThrow()};

    @Test
    void eachMovedRowGoesToTheMeanOfTheKeptRowsOfItsRunnerUp() {
        double[][] targets = Target.RunnerUp.means(new int[] {0, 4, 5}, new int[] {1, 2, 3}, row -> runnersUp[row],
                row -> found[row], mean);
        assertArrayEquals(new double[][] {{7}, {2.5}, {7}}, targets);
    }

    @Test
    void aRunnerUpThatNoKeptRowIsFoundAsIsRefused() {
        assertEquals("class (2), a runner-up, must be forecast for some sample",
                assertThrows(IllegalArgumentException.class, () -> Target.RunnerUp.means(new int[] {0}, new int[] {1, 2},
                        row -> runnersUp[row], row -> found[row], mean)).getMessage());
    }
}
