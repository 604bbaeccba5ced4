// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LandmarksTest {

    @Test
    void ofALineAreItsEndsAndThenItsMiddle() {
        var landmarks = Landmarks.of(new double[][] {{0}, {1}, {2}, {3}, {4}}, 3);
        assertArrayEquals(new int[] {0, 4, 2}, landmarks.indices());
        assertEquals(1, landmarks.coveringRadius());
        assertEquals("3 landmarks, no point farther than 1.0 from one", landmarks.toString());
    }

    @Test
    void ofFewPointsAreAll() {
        var landmarks = Landmarks.of(new double[][] {{0}, {0}, {2}}, 9);
        assertArrayEquals(new int[] {0, 1, 2}, Arrays.stream(landmarks.indices()).sorted().toArray());
        assertEquals(0, landmarks.coveringRadius());
        assertEquals("landmarks (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Landmarks.of(new double[][] {{0}}, 0)).getMessage());
    }

    /** No point lies farther from a landmark than the radius, and the landmarks lie at least so far apart. */
    @Test
    void coverAllPointsAndKeepApart() {
        double[][] points = Clouds.gaussian(500, 4, 1);
        var landmarks = Landmarks.of(points, 60);
        var distances = new PointDistances(points);
        double covering = IntStream.range(0, points.length).mapToDouble(point -> Arrays.stream(landmarks.indices())
                .mapToDouble(landmark -> distances.between(point, landmark)).min().orElseThrow()).max().orElseThrow();
        assertEquals(covering, landmarks.coveringRadius());
        assertTrue(new PointDistances(landmarks.of(points)).between(58, 59) >= covering);
    }

    /** Every interval longer than twice the bound has a partner among the landmarks', whose ends lie within the bound. */
    @Test
    void boundTheErrorOfBirthsAndDeaths() {
        for (long seed = 0; seed < 10; seed++) {
            double[][] points = Clouds.ring(400, 2, 0.1, seed);
            Barcode all = PersistentHomology.upTo(1).ofPoints(points);
            Barcode some = PersistentHomology.upTo(1).sampled(60).ofPoints(points);
            double bound = 2 * some.coveringRadius();
            assertEquals(60, some.points());
            for (int dimension = 0; dimension <= 1; dimension++) {
                for (Interval interval : all.intervals(dimension)) {
                    assertTrue(interval.length() <= 2 * bound || some.intervals(interval.dimension()).stream()
                            .anyMatch(near -> near(interval, near, bound)), interval + " beside " + some);
                }
            }
        }
    }

    private static boolean near(Interval a, Interval b, double bound) {
        return Math.abs(a.birth() - b.birth()) <= bound && (a.death() == b.death() || Math.abs(a.death() - b.death()) <= bound);
    }

    @Test
    void sampledHomologyIsThatOfTheLandmarks() {
        double[][] points = Clouds.ring(300, 3, 0.1, 2);
        var landmarks = Landmarks.of(points, 50);
        Barcode sampled = PersistentHomology.upTo(1).sampled(50).ofPoints(points);
        assertEquals(PersistentHomology.upTo(1).ofPoints(landmarks.of(points)).intervals(), sampled.intervals());
        assertEquals(landmarks.coveringRadius(), sampled.coveringRadius());
        assertTrue(sampled.toString().startsWith("Barcode of 50 landmarks (covering radius 0."), sampled.toString());
        assertEquals(0, PersistentHomology.upTo(1).sampled(300).ofPoints(points).coveringRadius());
    }
}
