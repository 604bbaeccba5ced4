// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.representation.PrincipalComponents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurntableTest {

    private static final float[] ENDS = {4, 0, 0, -4, 0, 0, 0, 2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1};

    private final NDManager manager = NDManager.newBaseManager();
    private final Samples samples = Samples.of("Axes", Split.TEST, List.of("one & <only>", "other"), new float[6],
            new int[] {0, 0, 0, 1, 1, 1});
    private final NDArray states = manager.create(ENDS).reshape(6, 3);
    private final Turntable table = Turntable.of(samples, states, PrincipalComponents.fit(states, 3));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void beginsAsThePlaneOfTheFirstTwoComponents() {
        double[][] seen = table.seen(0, 0);
        assertSeen(seen, 1, 0, 0, 0, 0.5, 0, 0, 0, 0.25);
    }

    @Test
    void aQuarterTurnBringsTheThirdComponentToTheRight() {
        assertSeen(table.seen(90, 0), 0, 0, 1, 0, 0.5, 0, 0.25, 0, 0);
    }

    @Test
    void aTiltOfNinetyDegreesLooksFromAbove() {
        assertSeen(table.seen(0, 90), 1, 0, 0, 0, 0, 0.5, 0, 0.25, 0);
    }

    /** Signs of components are arbitrary: compares magnitudes of the first end of each axis. */
    private static void assertSeen(double[][] seen, double... expected) {
        for (int axis = 0; axis < 3; axis++) {
            assertArrayEquals(Arrays.copyOfRange(expected, 3 * axis, 3 * axis + 3),
                    Arrays.stream(seen[2 * axis]).map(Math::abs).toArray(), 1e-6, "axis " + axis);
        }
    }

    @Test
    void keepsDistancesWhereverItIsTurned() {
        double[][] before = table.seen(0, 0);
        double[][] after = table.seen(37, -61);
        for (int i = 1; i < before.length; i++) {
            assertEquals(distance(before[0], before[i]), distance(after[0], after[i]), 1e-12);
        }
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2)
                + Math.pow(one[2] - other[2], 2));
    }

    @Test
    void theHtmlHasThePointsAndAsksForNothing() {
        String html = table.display().get("text/html");
        assertTrue(html.matches("(?s).*\\[-?1,0,0\\].*"), html);
        assertTrue(html.matches("(?s).*\\{\"labels\":\\[0,0,0,1,1,1],\"names\":\\[.*],\"points\":.*"), "by name, the same in each run");
        assertTrue(html.contains("role=\"group\" aria-label=\"Space with Axes test samples"), html);
        assertFalse(html.contains("http"), "an address");
        assertFalse(html.contains("<only>"), "a name taken for a tag");
        assertFalse(html.matches("(?s).*@[A-Z].*"), "a place that was not filled");
        assertEquals(html, table.display().get("text/html"));
    }

    @Test
    void thePageTurnsAPointAsJavaDoes() {
        var random = new SplittableRandom(0);
        float[] cloud = new float[3 * 1_000];
        for (int i = 0; i < cloud.length; i++) {
            cloud[i] = (float) random.nextGaussian();
        }
        Samples many = Samples.of("Cloud", Split.TEST, List.of("one", "other"), new float[1_000], new int[1_000]);
        NDArray inSpace = manager.create(cloud).reshape(1_000, 3);
        Turntable turned = Turntable.of(many, inSpace, PrincipalComponents.fit(inSpace, 3));
        double[][] inputs = Arrays.stream(turned.seen(0, 0)).map(point -> new double[] {point[0], point[1], point[2], 60, -25})
                .toArray(double[][]::new);
        LiveAnswers.write("turntable", turned.live(), inputs, turned.seen(60, -25));
    }

    @Test
    void onPaperThereAreThreeViews() {
        assertTrue(table.display().get("image/png").startsWith("iVBOR"));
        assertEquals("Three views of Axes test samples along three principal components, coloured by class",
                table.facts().get("image/png").get("alt"));
    }

    @Test
    void refusesACameraThatIsFlat() {
        assertEquals("camera (2 principal components) must have at least three: fit it with that count",
                assertThrows(IllegalArgumentException.class, () -> Turntable.of(samples, states,
                        PrincipalComponents.fit(states, 2))).getMessage());
        assertEquals("states (6 rows) must be one for each of 5 samples: take the states of these samples",
                assertThrows(IllegalArgumentException.class, () -> Turntable.of(samples.first(5), states,
                        PrincipalComponents.fit(states, 3))).getMessage());
    }
}
