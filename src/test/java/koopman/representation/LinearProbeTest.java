// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** On a line, two classes' least-squares scores are straight lines, which cross at a place found by hand. */
class LinearProbeTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void cutsWhereTheLinesOfLeastSquaresCross() {
        // 0, 1, 2 of class 0 and 9 of class 1: the line to the indicator of class 1 passes the means (3, 1/4) with the slope
        // (Σ xy − 4 · 3 · 1/4) / (Σ x² − 4 · 9) = (9 − 3) / (86 − 36) = 0.12, and is 1/2 at 3 + 0.25 / 0.12 = 5.0833.
        LinearProbe probe = LinearProbe.fit(line(0, 1, 2, 9), samples(2, 0, 0, 0, 1));
        assertArrayEquals(new int[] {0, 0, 1, 1}, probe.classify(line(-4, 5.08f, 5.09f, 100)));
    }

    @Test
    void hasAConstantSoThatACutNeedNotPassTheOrigin() {
        LinearProbe probe = LinearProbe.fit(line(101, 102, 104, 105), samples(2, 0, 0, 1, 1));
        assertArrayEquals(new int[] {0, 1}, probe.classify(line(102.9f, 103.1f)));
    }

    @Test
    void knowsOnlyWhatItWasFittedTo() {
        // Fitted to one half of the line and judged on the other, where the labels are the other way round.
        LinearProbe probe = LinearProbe.fit(line(0, 1, 2, 3), samples(2, 0, 0, 1, 1));
        assertEquals(1, probe.accuracy(line(0, 1, 2, 3), samples(2, 0, 0, 1, 1)));
        assertEquals(0, probe.accuracy(line(-3, 5), samples(2, 1, 0)));
        assertEquals(0.5, probe.accuracy(line(-3, 5), samples(2, 1, 1)));
    }

    @Test
    void theMiddleOfThreeClassesOnALineIsMasked() {
        // What least squares on indicators is known for: the middle one's line is flat and never the greatest.
        NDArray states = line(0, 1, 2, 10, 11, 12, 20, 21, 22);
        Samples samples = samples(3, 0, 0, 0, 1, 1, 1, 2, 2, 2);
        int[] found = LinearProbe.fit(states, samples).classify(line(0, 10.9f, 11.1f, 22));
        assertArrayEquals(new int[] {0, 0, 2, 2}, found);
    }

    @Test
    void aFeatureThatIsAlwaysZeroDoesNotSpoilIt() {
        NDArray states = line(0, 1, 2, 3).concat(manager.zeros(new Shape(4, 1)), 1);
        assertEquals(1, LinearProbe.fit(states, samples(2, 0, 0, 1, 1)).accuracy(states, samples(2, 0, 0, 1, 1)));
    }

    /** Of few samples the smaller of two equal systems is solved; here the larger one is written out. */
    @Test
    void fewSamplesInManyDimensionsComeToTheSame() {
        var random = new SplittableRandom(5);
        double[][] rows = Stream.generate(() -> random.doubles(7, -1, 1).toArray()).limit(4).toArray(double[][]::new);
        double[][] wide = Arrays.stream(rows).map(row -> DoubleStream.concat(Arrays.stream(row), DoubleStream.of(1)).toArray())
                .toArray(double[][]::new);
        double[][] across = LinearAlgebra.transposed(wide);
        double[][] gram = LinearAlgebra.product(across, wide);
        double[][] indicators = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
        double[][] weights = RidgeRegression.solve(gram, LinearAlgebra.product(across, indicators),
                1e-9 * RidgeRegression.meanSquare(gram));
        double[][] asked = Stream.generate(() -> random.doubles(7, -1, 1).toArray()).limit(3).toArray(double[][]::new);
        try (NDArray known = LinearAlgebra.toNative(manager, rows, DataType.FLOAT64);
                NDArray seen = LinearAlgebra.toNative(manager, asked, DataType.FLOAT64);
                NDArray scores = LinearProbe.fit(known, samples(2, 0, 0, 1, 1)).scores(seen)) {
            double[][] found = LinearAlgebra.toJava(scores);
            for (int i = 0; i < asked.length; i++) {
                double[] row = DoubleStream.concat(Arrays.stream(asked[i]), DoubleStream.of(1)).toArray();
                assertArrayEquals(LinearAlgebra.product(new double[][] {row}, weights)[0], found[i], 1e-6);
            }
        }
    }

    /** On one feature, x = ±1 with classes that it tells: (4 + 4 r) w = ±2 for ridge r, so that w = ±1 / (2 (1 + r)). */
    @Test
    void aRidgeShrinksTheAnswers() {
        for (double ridge : new double[] {0, 0.5, 3}) {
            LinearProbe probe = LinearProbe.fit(line(-1, -1, 1, 1), samples(2, 0, 0, 1, 1), ridge);
            double half = 1 / (2 * (1 + ridge)); // and so is the constant's weight, whose column has the same mean square
            assertArrayEquals(new double[] {0, 2 * half}, LinearAlgebra.toJava(probe.scores(line(1)))[0], 1e-7);
        }
        refused("ridge (-4.0) must be at least 0 and finite",
                () -> LinearProbe.fit(line(-1, -1, 1, 1), samples(2, 0, 0, 1, 1), -1));
    }

    @Test
    void otherSamplesChooseTheRidge() {
        var random = new SplittableRandom(2);
        NDArray states = wide(random, 20);
        NDArray unseen = wide(random, 200);
        Samples known = signs(states);
        Samples others = signs(unseen);
        double best = IntStream.rangeClosed(0, 9).mapToDouble(power -> LinearProbe.fit(states, known, Math.pow(10, -power))
                .accuracy(unseen, others)).max().orElseThrow();
        double found = LinearProbe.chosen(states, known, unseen, others).accuracy(unseen, others);
        assertEquals(best, found);
        assertTrue(found > LinearProbe.fit(states, known).accuracy(unseen, others), "by a ridge");
    }

    /** Of 30 features the first tells the class; 20 samples do not tell which it is. */
    private NDArray wide(SplittableRandom random, int rows) {
        return manager.create(random.doubles(30L * rows, -1, 1).toArray(), new Shape(rows, 30));
    }

    private static Samples signs(NDArray states) {
        double[] first = states.get(":, 0").toDoubleArray();
        return samples(2, IntStream.range(0, first.length).map(row -> first[row] > 0 ? 1 : 0).toArray());
    }

    @Test
    void statesOfOtherSamplesAreRefused() {
        LinearProbe probe = LinearProbe.fit(line(0, 1), samples(2, 0, 1));
        assertEquals("linear probe from 1 features to 2 classes", probe.toString());
        assertEquals("states (3, 1) must have a row for each of the 2 samples", assertThrows(
                IllegalArgumentException.class, () -> probe.accuracy(line(0, 1, 2), samples(2, 0, 1))).getMessage());
        refused("states (2, 3) must be (N, 1)", () -> probe.classify(manager.ones(new Shape(2, 3))));
        refused("states (0, 1) must be (N, d), with one row and one column at least",
                () -> probe.classify(manager.create(new Shape(0, 1))));
        refused("states (NaN in row 1, column 0) must be finite numbers", () -> probe.classify(line(0, Float.NaN)));
        refused("states (Infinity in row 0, column 0) must be finite numbers",
                () -> LinearProbe.fit(line(Float.POSITIVE_INFINITY, 1), samples(2, 0, 1)));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private NDArray line(float... places) {
        return manager.create(places, new Shape(places.length, 1));
    }

    private static Samples samples(int classes, int... labels) {
        List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        return Samples.of("line", Split.TEST, names, new float[labels.length], labels);
    }
}
