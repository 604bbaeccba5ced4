// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlinesTest {

    private static final double APART = 1e-3;

    private final List<double[][]> outlines = YinYang.outlines();

    @Test
    void eitherSideOfEachLineIsAnotherClass() {
        for (double[][] outline : outlines) {
            for (int i = 1; i < outline.length; i++) {
                double[] sides = sides(outline[i - 1], outline[i]);
                assertNotEquals(YinYang.classOf(sides[0], sides[1]), YinYang.classOf(sides[2], sides[3]),
                        "at " + outline[i][0] + ", " + outline[i][1]);
            }
        }
    }

    @Test
    void theLinesAreTheCircleTheCurveAndTheDots() {
        assertEquals(4, outlines.size());
        assertEquals(List.of(-1, 0), classes(outlines.get(0), 30)); // at the top: outside and yin
        assertEquals(List.of(0, 1), classes(outlines.get(1), 60)); // below the left dot: yin above yang
        assertEquals(List.of(0, 1), classes(outlines.get(1), 181)); // above the right dot
        assertEquals(List.of(0, 2), classes(outlines.get(2), 30));
        assertTrue(classes(outlines.get(3), 30).contains(2));
    }

    @Test
    void noBorderOfAClassIsWithoutALine() {
        int side = 400;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double x = (column + 0.5) / side;
                double y = (row + 0.5) / side;
                if (YinYang.classOf(x, y) != YinYang.classOf(x + 1.0 / side, y)) {
                    assertTrue(distance(x + 0.5 / side, y) < 1.0 / side, "at " + x + ", " + y);
                }
            }
        }
    }

    private double distance(double x, double y) {
        return outlines.stream().mapToDouble(outline -> distance(outline, x, y)).min().orElseThrow();
    }

    private static double distance(double[][] outline, double x, double y) {
        double least = Double.MAX_VALUE;
        for (int i = 1; i < outline.length; i++) {
            least = Math.min(least, Line2D.ptSegDist(outline[i - 1][0], outline[i - 1][1], outline[i][0],
                    outline[i][1], x, y));
        }
        return least;
    }

    private static List<Integer> classes(double[][] outline, int index) {
        double[] sides = sides(outline[index - 1], outline[index]);
        return List.of(YinYang.classOf(sides[0], sides[1]), YinYang.classOf(sides[2], sides[3])).stream().sorted().toList();
    }

    /** Returns a point on either side of the middle of a part. */
    private static double[] sides(double[] from, double[] to) {
        double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        double acrossX = -(to[1] - from[1]) / length * APART;
        double acrossY = (to[0] - from[0]) / length * APART;
        double x = (from[0] + to[0]) / 2;
        double y = (from[1] + to[1]) / 2;
        return new double[] {x + acrossX, y + acrossY, x - acrossX, y - acrossY};
    }
}
