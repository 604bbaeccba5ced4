// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BarcodeTest {

    private static final Barcode BARCODE = new Barcode(3, 1, 2, List.of(new Interval(1, 0.5f, 1),
            new Interval(0, 0, Float.POSITIVE_INFINITY), new Interval(0, 0, 0.5f), new Interval(0, 0, 0.25f)), 0);

    @Test
    void countsWhatIsBornAndNotYetDead() {
        assertEquals(3, BARCODE.betti(0, 0));
        assertEquals(2, BARCODE.betti(0, 0.25));
        assertEquals(0, BARCODE.betti(1, 0.49));
        assertEquals(1, BARCODE.betti(1, 0.5));
        assertEquals(0, BARCODE.betti(1, 1));
    }

    @Test
    void roundsAScaleAsItRoundsLengths() {
        Barcode tenths = PersistentHomology.upTo(0).ofPoints(new double[][] {{0}, {0.1}});
        assertEquals(1, tenths.betti(0, 0.1));
    }

    @Test
    void isSortedByDimensionBirthAndDeath() {
        assertArrayEquals(new double[] {0.25, 0.5, Double.POSITIVE_INFINITY}, BARCODE.deaths(0));
        assertArrayEquals(new double[] {0.5}, BARCODE.births(1));
    }

    @Test
    void givesItsCurve() {
        BettiCurve curve = BARCODE.bettiCurve(0, 0, 0.3, 2);
        assertArrayEquals(new int[] {3, 2, 1}, curve.counts());
        assertEquals("Betti-0 curve at 3 scales from 0.0 to 2.0: 3 to 1", curve.toString());
    }

    @Test
    void refusesScalesAndDimensionsNotComputed() {
        assertEquals("scale (2.5) must be from 0 to the threshold (2.0) of the computation",
                assertThrows(IllegalArgumentException.class, () -> BARCODE.betti(0, 2.5)).getMessage());
        assertEquals("dimension (2) must be from 0 to 1, the highest computed",
                assertThrows(IllegalArgumentException.class, () -> BARCODE.betti(2, 1)).getMessage());
    }

    @Test
    void distanceOfCurvesIsTheAreaBetweenThem() {
        double[] scales = BettiCurve.scales(2, 5);
        assertArrayEquals(new double[] {0, 0.5, 1, 1.5, 2}, scales);
        BettiCurve one = new BettiCurve(0, scales, new int[] {3, 2, 1, 1, 1});
        BettiCurve other = new BettiCurve(0, scales, new int[] {3, 4, 1, 0, 1});
        assertEquals(1.5, one.distance(other), 1e-12);
        assertEquals(1.5, other.distance(one), 1e-12);
        assertEquals(1.5 / 3, one.relativeDistance(other), 1e-12);
        assertEquals(0, one.relativeDistance(one));
    }

    @Test
    void distanceOfCurvesOverUnevenScalesIsTheTrapezoidalRulesAndRelativeToTheReferencesArea() {
        double[] scales = {0, 0.5, 2, 3};
        BettiCurve reference = new BettiCurve(0, scales, new int[] {8, 4, 2, 1});
        BettiCurve other = new BettiCurve(0, scales, new int[] {8, 6, 1, 1});
        // Gaps 0, 2, 1, 0: 0.5 · 1 + 1.5 · 1.5 + 1 · 0.5; areas 0.5 · 6 + 1.5 · 3 + 1 · 1.5 and 3.5 + 5.25 + 1.
        assertEquals(3.25, reference.distance(other), 1e-12);
        assertEquals(3.25 / 9, reference.relativeDistance(other), 1e-12);
        assertEquals(3.25 / 9.75, other.relativeDistance(reference), 1e-12);
    }

    @Test
    void aPairOfPointsIsTwoUntilTheirDistanceAndOneFromThereOn() {
        Interval life = new Interval(0, 0.25f, 0.75f);
        assertEquals(List.of(false, true, true, false, false), DoubleStream.of(0.2, 0.25, 0.7499, 0.75, 1)
                .mapToObj(life::holds).toList());
        assertEquals(0.5f, life.length());
        Barcode two = PersistentHomology.upTo(0).ofPoints(new double[][] {{0}, {0.75}});
        assertEquals(2, two.betti(0, 0.7499));
        assertEquals(1, two.betti(0, 0.75));
    }

    @Test
    void refusesToCompareCurvesOverOtherScales() {
        BettiCurve one = new BettiCurve(0, new double[] {0, 1}, new int[] {3, 2});
        BettiCurve other = new BettiCurve(0, new double[] {0, 2}, new int[] {3, 2});
        String message = assertThrows(IllegalArgumentException.class, () -> one.distance(other)).getMessage();
        assertTrue(message.startsWith("other (Betti-0 curve at 2 scales from 0.0 to 2.0: 3 to 2) must have"), message);
        assertEquals("scales[1] (1.0) must be above the one before (1.0)", assertThrows(
                IllegalArgumentException.class, () -> new BettiCurve(0, new double[] {1, 1}, new int[2])).getMessage());
    }

    @Test
    void intervalsAndScalesThatMakeNoSenseAreRefused() {
        String life = " must have a dimension of at least 0 and 0 <= birth < death";
        refused("interval (-1, 0.0, 1.0)" + life, () -> new Interval(-1, 0, 1));
        refused("interval (0, -0.5, 1.0)" + life, () -> new Interval(0, -0.5f, 1));
        refused("interval (0, 1.0, 1.0)" + life, () -> new Interval(0, 1, 1));
        String scales = " must be above 0 and count (";
        refused("last (0.0)" + scales + "5) at least 2", () -> BettiCurve.scales(0, 5));
        refused("last (2.0)" + scales + "1) at least 2", () -> BettiCurve.scales(2, 1));
        assertArrayEquals(new double[] {0, 2}, BettiCurve.scales(2, 2));
        refused("scales (0 of them) must be as many as counts (0), at least 1",
                () -> new BettiCurve(0, new double[0], new int[0]));
        refused("scales (1 of them) must be as many as counts (2), at least 1",
                () -> new BettiCurve(0, new double[1], new int[2]));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void intervalsAreInOrderOfDimensionThenBirthThenDeath() {
        var first = new Interval(0, 0.5f, 9);
        var second = new Interval(1, 0.1f, 9);
        var third = new Interval(1, 0.2f, 0.3f);
        var fourth = new Interval(1, 0.2f, 0.4f);
        assertEquals(List.of(first, second, third, fourth),
                new Barcode(5, 1, 10, List.of(fourth, second, third, first), 0).intervals());
    }

    @Test
    void curvesOfNothingAreEqualCurvesWhoseDistanceIsNone() {
        double[] scales = {0, 1};
        BettiCurve none = new BettiCurve(1, scales, new int[2]);
        assertEquals(0, none.relativeDistance(new BettiCurve(1, scales, new int[2])));
        assertNotEquals(none, new BettiCurve(0, scales, new int[2]));
        assertNotEquals(none, new BettiCurve(1, new double[] {0, 2}, new int[2]));
        assertNotEquals(none, new BettiCurve(1, scales, new int[] {0, 1}));
        assertArrayEquals(scales, none.scales());
        refused("other (Betti-0 curve at 2 scales from 0.0 to 1.0: 0 to 0) must have the dimension and the scales of " + none,
                () -> none.distance(new BettiCurve(0, scales, new int[2])));
    }

    @Test
    void keepsItsNumbersFromChange() {
        BettiCurve curve = new BettiCurve(0, new double[] {0, 1}, new int[] {3, 2});
        curve.counts()[0] = 7;
        assertEquals(new BettiCurve(0, new double[] {0, 1}, new int[] {3, 2}), curve);
    }
}
