// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheMeanAndTheDeviationOfASample() {
        // Squares about the mean 5: 9, 1, 1, 1, 0, 0, 4, 16, whose sum is 32; a sample divides by 7, not 8.
        Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertEquals(5, spread.mean());
        assertEquals(Math.sqrt(32.0 / 7), spread.deviation(), 1e-12);
        assertEquals(Math.sqrt(2), Spread.of(DoubleStream.of(1, 3)).deviation(), 1e-12);
    }

    @Test
    void oneValueHasNoDeviation() {
        assertEquals(0, Spread.of(3).deviation());
        assertEquals("3.00", Spread.of(3).toString());
        assertEquals("values (none) must be one at least",
                assertThrows(IllegalArgumentException.class, () -> new Spread(List.of())).getMessage());
    }

    @Test
    void aShareInPerCentIsAHundredTimesIt() {
        Spread percent = Spread.of(0.98, 0.99).percent();
        assertEquals(98.5, percent.mean(), 1e-12);
        assertEquals(Math.sqrt(0.5), percent.deviation(), 1e-12);
        assertEquals("98.50 (0.71)", percent.toString());
    }

    @Test
    void columnsOfATableOverSeedsHaveEachTheirOwn() {
        List<Spread> columns = Spread.columns(List.of(new double[] {1, 10, 7}, new double[] {3, 30, 7}));
        assertEquals(List.of(Spread.of(1, 3), Spread.of(10, 30), Spread.of(7, 7)), columns);
    }

    @Test
    void largeAndSmallFiguresKeepTheirDigits() {
        assertEquals("8633 (12)", Spread.of(8_624.5, 8_641.5).toString());
        assertEquals("0.0020 (0.0003)", Spread.of(0.0018, 0.0022).toString());
        assertEquals("0.00 (0.00)", Spread.of(0, 0).toString());
    }
}
