// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.Test;

class DataSeparationTest {

    private static final double[][] ROWS = {{0.5, -1, 2}, {1.5, 0, 1}, {0, 3, -1}, {2, 2.5, 0}, {-1, 4, 0.5}, {4, 0, 1},
        {5, -2, 3}, {6, 1, 2.5}, {4.5, 0.5, -1}};
    private static final int[] LABELS = {0, 0, 1, 1, 1, 3, 3, 3, 3};
    private static final int[] FOUR = {0, 0, 1, 1, 1, 2, 2, 3, 3};

    @Test
    void onALineItIsTheVarianceWithinOverThatBetween() {
        double[][] line = {{-4}, {-2}, {2}, {4}}; // means at -3 and 3, each sample 1 away
        assertEquals(1.0 / 9, DataSeparation.of(line, new int[] {0, 0, 1, 1}), 1e-12);
        assertEquals((4.0 / 5) / (2.0 / 5 * 1.8 * 1.8 + 3.0 / 5 * 1.2 * 1.2), DataSeparation.of(
                new double[][] {{-1}, {1}, {2}, {3}, {4}}, new int[] {5, 5, 2, 2, 2}), 1e-12);
    }

    @Test
    void isThatOfAnotherProgram() { // numpy: trace(Sw @ pinv(Sb)), of rank 2 in three dimensions and of full rank in the plane
        assertEquals(0.8159395770554704, DataSeparation.of(ROWS, LABELS), 1e-12);
        assertEquals(0.33589640696382284, DataSeparation.of(plane(), FOUR), 1e-12);
    }

    @Test
    void staysTheSameWhereStatesAreTurnedScaledAndMoved() {
        double[][] turn = {{0.6, 0.8, 0}, {-0.8, 0.6, 0}, {0, 0, -1}};
        double[][] moved = Clouds.moved(LinearAlgebra.product(ROWS, turn),
                p -> new double[] {7 * p[0] + 1, 7 * p[1], 7 * p[2] - 9});
        assertEquals(DataSeparation.of(ROWS, LABELS), DataSeparation.of(moved, LABELS), 1e-12);
    }

    @Test
    void staysTheSameUnderInvertibleMapsOnlyWhereTheMeansFillTheSpace() {
        double[][] shear = {{2, 1}, {-0.5, 3}};
        assertEquals(DataSeparation.of(plane(), FOUR), DataSeparation.of(LinearAlgebra.product(plane(), shear), FOUR), 1e-12);
        double[][] stretch = {{1, 0, 0}, {0, 5, 0}, {0, 0, 1}};
        assertNotEquals(DataSeparation.of(ROWS, LABELS), DataSeparation.of(LinearAlgebra.product(ROWS, stretch), LABELS), 1e-3);
    }

    private static double[][] plane() {
        return Clouds.moved(ROWS, row -> new double[] {row[0], row[1]});
    }

    @Test
    void fewSamplesInManyDimensionsHaveOneToo() {
        double[][] wide = {{1, 0, 0, 0, 0}, {3, 0, 0, 0, 0}, {0, 9, 0, 0, 0}}; // the means differ by (2, -9, 0, 0, 0)
        double within = 2.0 / 3 * 2 * 2 / 85; // along that direction the first two are 2 / sqrt(85) from their mean
        assertEquals(within / (2.0 / 9 * 85), DataSeparation.of(wide, new int[] {0, 0, 1}), 1e-12);
    }

    /** Three means span two directions; what rounding leaves of their sum along others is not divided by. */
    @Test
    void ofManySamplesInManyDimensionsIsNearThatOfTheirSource() {
        var random = new Random(1);
        int[] labels = IntStream.range(0, 9_000).map(i -> i % 3).toArray();
        double[][] rows = IntStream.of(labels).mapToObj(label -> IntStream.range(0, 7).mapToDouble(j ->
                random.nextGaussian() + (j == label ? 3 : 0)).toArray()).toArray(double[][]::new);
        assertEquals(2 / (9 / 3.0), DataSeparation.of(rows, labels), 0.02); // S_b has the eigenvalue 9 / 3 twice
    }

    @Test
    void manySamplesInManyDimensionsHaveThatOfTheirPlane() {
        Samples points = YinYang.draw(Split.TEST, 5_000, 1);
        double[][] flat = ShapeRulers.inputs(points);
        double[][] wide = Clouds.moved(flat,
                p -> new double[] {100.3, 0.6 * p[0] + 7, 0, 0.8 * p[1], 0.8 * p[0], 3, -0.6 * p[1], 1, 1, 1});
        double expected = DataSeparation.of(flat, points.labels());
        assertEquals(expected, DataSeparation.of(wide, points.labels()), 1e-6 * expected);
    }

    @Test
    void whereMeansAreOneNothingIsApart() {
        assertEquals(Double.POSITIVE_INFINITY, DataSeparation.of(new double[][] {{-1}, {1}, {-2}, {2}}, new int[] {0, 0, 1, 1}));
    }

    @Test
    void theSlopeIsThatOfTheLogarithms() { // numpy: polyfit and corrcoef
        var found = new DataSeparation(new double[] {3.0, 1.2, 0.5, 0.3, 0.08});
        assertEquals(-0.37501225267834, found.slope(), 1e-12);
        assertEquals(-0.9921215085771811, found.correlation(), 1e-12);
        var law = new DataSeparation(new double[] {10, 1, 0.1});
        assertEquals(-1, law.slope(), 1e-12);
        assertEquals(-1, law.correlation(), 1e-12);
        assertEquals(law, new DataSeparation(law.byLayer()));
    }

    @Test
    void layersThatTurnSeparateNothing() {
        Samples test = YinYang.draw(Split.TEST, 300, 0);
        double[] byLayer = DataSeparation.of(new KnownMotion(3, 0.4, 2), test).byLayer();
        assertArrayEquals(new double[] {byLayer[0], byLayer[0], byLayer[0]}, byLayer, 1e-4 * byLayer[0]);
        assertEquals(DataSeparation.of(ShapeRulers.inputs(test), test.labels()), byLayer[0], 1e-9);
    }

    @Test
    void oneClassOrTooFewSamplesAreRefused() {
        assertEquals("classes (1) must be at least 2 to be apart", refused(new int[9]));
        assertEquals("samples (9) must be more than their classes (9): alone in its class a sample varies by nothing",
                refused(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}));
        assertEquals("rows (9) must be as many as labels (2)", refused(new int[] {0, 1}));
        assertTrue(Double.isNaN(new DataSeparation(new double[] {Double.POSITIVE_INFINITY, 1}).correlation()));
    }

    private static String refused(int[] labels) {
        return assertThrows(IllegalArgumentException.class, () -> DataSeparation.of(ROWS, labels)).getMessage();
    }
}
