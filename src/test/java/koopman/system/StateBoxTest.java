// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import koopman.data.Split;
import org.junit.jupiter.api.Test;

class StateBoxTest {

    @Test
    void drawsFillItEvenlyAndTheSplitsShareNone() {
        var box = new StateBox(new double[] {-1, 2}, new double[] {1, 6});
        double[][] drawn = box.draw(Split.TRAIN, 4_000, 0);
        var first = Arrays.stream(drawn).mapToDouble(state -> state[0]).summaryStatistics();
        var second = Arrays.stream(drawn).mapToDouble(state -> state[1]).summaryStatistics();
        assertEquals(-1, first.getMin(), 0.01);
        assertEquals(1, first.getMax(), 0.01);
        assertEquals(4, second.getAverage(), 0.1);
        assertArrayEquals(drawn[7], box.draw(Split.TRAIN, 8, 0)[7]);
        assertFalse(Arrays.equals(drawn[0], box.draw(Split.TEST, 1, 0)[0]));
    }

    @Test
    void aGridHasItsCorners() {
        double[][] grid = StateBox.around(2, 3).grid(4);
        assertEquals(16, grid.length);
        assertArrayEquals(new double[] {-3, -3}, grid[0]);
        assertArrayEquals(new double[] {-1, -3}, grid[1], 1e-15);
        assertArrayEquals(new double[] {3, 3}, grid[15]);
    }

    @Test
    void whatIsNoBoxIsRefused() {
        assertEquals("box (from [1.0] to [-1.0]) must have as many ends as beginnings, finite and each above its own",
                assertThrows(IllegalArgumentException.class, () -> StateBox.around(1, -1)).getMessage());
        assertEquals("grid (4 points a side of 3 numbers) must have 2 points a side at least, of 2 numbers",
                assertThrows(IllegalArgumentException.class, () -> StateBox.around(3, 1).grid(4)).getMessage());
        assertEquals("count (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> StateBox.around(1, 1).draw(Split.TEST, 0, 0)).getMessage());
    }
}
