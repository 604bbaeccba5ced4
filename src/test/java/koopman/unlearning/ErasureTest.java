// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three clouds in the plane, of which the last has the fewest points, and a network that leaves points where they are. */
class ErasureTest {

    private static final double[][] CENTRES = {{0, 0}, {6, 0}, {0, 6}};
    private static final int LAST = 2;
    private static final Samples POINTS = points(1);

    private final LayeredNetwork network = new Nearest();
    private final Surrogates ground = Surrogates.of(network, POINTS, 2);
    private final Surrogate surrogate = ground.dmd();

    @AfterEach
    void free() {
        ground.close();
    }

    @Test
    void noLinearProbeFindsTheClassInTheErasedNetwork() {
        LayeredNetwork erased = Erasure.of(network, POINTS, LAST);
        try (LayerStates before = network.states(POINTS); LayerStates after = erased.states(POINTS)) {
            assertTrue(found(before.last()) > 0.8);
            assertEquals(0, found(after.last()));
            assertArrayEquals(before.first().toFloatArray(), after.first().toFloatArray());
            assertSameMeans(after.last());
            assertArrayEquals(network.classify(after), erased.classify(POINTS)); // by the network's own head
        }
        assertTrue(network.accuracy(POINTS) > 0.98);
    }

    @Test
    void noLinearProbeFindsTheClassInErasedForecasts() {
        Surrogate erased = Erasure.of(surrogate, ground.train(), LAST);
        NDArray forecast = erased.forecast(ground.train().first());
        assertTrue(found(surrogate.forecast(ground.train().first())) > 0.8);
        assertEquals(0, found(forecast));
        assertSameMeans(forecast);
        NDArray straight = Erasure.of(network, POINTS, LAST).states(POINTS).last(); // dmd forecasts these very states
        assertArrayEquals(straight.toFloatArray(), forecast.toFloatArray(), 1e-4f);
    }

    @Test
    void anEditMayComeFirst() {
        OperatorEdit edit = OperatorEdit.forget(surrogate, ground.train(), EditRule.neighbours(5, 3, 1e-3), LAST);
        try (Surrogate edited = edit.edited()) {
            Surrogate both = Erasure.of(edited, ground.train(), LAST);
            assertEquals(0, found(both.forecast(ground.train().first())));
            assertArrayEquals(edited.journey().toFloatArray(), both.journey().toFloatArray());
            both.close();
            assertEquals(POINTS.size(), edited.classify(POINTS).length); // still open
        }
    }

    @Test
    void severalClassesAreErasedAtOnce() {
        try (LayerStates after = Erasure.of(network, POINTS, 1, LAST).states(POINTS)) {
            int[] found = LinearProbe.fit(after.last(), POINTS).classify(after.last());
            assertArrayEquals(new int[found.length], found);
        }
    }

    @Test
    void aNetworkThatForgetsSoStandsAmongTheAlternatives() {
        try (Alternative erased = Alternative.tune(network, POINTS, LAST, rest -> Erasure.of(network, POINTS, LAST))) {
            assertEquals(0, erased.stillThere(POINTS, POINTS));
            assertTrue(erased.report(POINTS).target() < erased.report(POINTS).before(LAST), erased.report(POINTS).toString());
        }
    }

    @Test
    void whatIsNoClassIsRefused() {
        assertEquals("class (2) must have samples to be erased", assertThrows(IllegalArgumentException.class,
                () -> Erasure.of(network, POINTS.withoutClass(LAST), LAST)).getMessage());
    }

    /** Returns the share of the last class that a fresh linear probe finds. */
    private static double found(NDArray states) {
        int[] found = LinearProbe.fit(states, POINTS).classify(states);
        return (double) IntStream.range(0, found.length).filter(row -> found[row] == LAST && POINTS.label(row) == LAST).count()
                / POINTS.counts()[LAST];
    }

    private static void assertSameMeans(NDArray states) {
        double[][] rows = LinearAlgebra.toJava(states);
        for (int column = 0; column < 2; column++) {
            assertEquals(mean(rows, column, true), mean(rows, column, false), 1e-5);
        }
    }

    private static double mean(double[][] rows, int column, boolean last) {
        return IntStream.range(0, rows.length).filter(row -> (POINTS.label(row) == LAST) == last)
                .mapToDouble(row -> rows[row][column]).average().orElseThrow();
    }

    private static Samples points(long seed) {
        var random = new Random(seed);
        int[] labels = IntStream.range(0, 300).map(i -> i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2).toArray();
        var inputs = new float[2 * labels.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) (CENTRES[labels[i / 2]][i % 2] + random.nextGaussian());
        }
        return Samples.of("clouds", Split.TRAIN, List.of("a", "b", "c"), inputs, labels);
    }

    private record Nearest() implements InputsAsStates {

        @Override
        public NDArray head(NDArray last) { // a · s − |a|² / 2 for each of the centres a
            NDManager own = last.getManager();
            return last.matMul(own.create(new float[] {0, 6, 0, 0, 0, 6}, new Shape(2, 3)))
                    .sub(own.create(new float[] {0, 18, 18}));
        }
    }
}
