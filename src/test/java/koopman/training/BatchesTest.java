// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which rows a training sees, when, and how far each step goes. */
class BatchesTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void anEpochSeesEveryRowOnceInBatchesOfWhichTheLastIsShort() {
        List<long[]> batches = batches(10, 4, 3, 1);
        assertEquals(9, batches.size());
        for (int epoch = 0; epoch < 3; epoch++) {
            List<long[]> own = batches.subList(3 * epoch, 3 * epoch + 3);
            assertArrayEquals(new int[] {4, 4, 2}, own.stream().mapToInt(batch -> batch.length).toArray());
            assertArrayEquals(LongStream.range(0, 10).toArray(), inOneRow(own).sorted().toArray());
        }
    }

    @Test
    void eachEpochHasAnOrderOfItsOwnWhichTheSeedFixes() {
        List<long[]> orders = batches(30, 30, 3, 1);
        long[] stored = LongStream.range(0, 30).toArray();
        for (int i = 0; i < 3; i++) {
            assertFalse(Arrays.equals(stored, orders.get(i)), "epoch " + i + " in the stored order");
            assertFalse(Arrays.equals(orders.get(i), orders.get((i + 1) % 3)), "two epochs in one order");
            assertArrayEquals(orders.get(i), batches(30, 30, 3, 1).get(i));
            assertFalse(Arrays.equals(orders.get(i), batches(30, 30, 3, 2).get(i)), "two seeds in one order");
        }
    }

    @Test
    void allOrdersAreAlikeProbable() {
        var counts = new HashMap<String, Integer>();
        batches(3, 3, 1_200, 1).forEach(order -> counts.merge(Arrays.toString(order), 1, Integer::sum));
        assertEquals(6, counts.size());
        counts.values().forEach(count -> assertEquals(200, count, 55)); // 4 deviations of a binomial count
    }

    @Test
    void aBatchThatDividesTheRowsOrExceedsThemLeavesNoEmptyOne() {
        assertEquals(2, batches(8, 4, 1, 1).size());
        assertEquals(1, batches(3, 100, 1, 1).size());
        assertEquals(8, batches(8, 1, 1, 1).size());
    }

    @Test
    void theCurveIsTheMeanOfTheBatches() {
        // Terms that tell the number of the batch's rows and twice that: 4, 4 and 2.
        var recording = new Recording(manager, List.of("size", "twice"), batch -> new double[] {batch.length, 2 * batch.length});
        TrainingCurve curve = recording.train(10, 4, 2, 1);
        assertArrayEquals(new double[] {10 / 3.0, 10 / 3.0}, curve.term("size"), 1e-12);
        assertArrayEquals(new double[] {20 / 3.0, 20 / 3.0}, curve.term("twice"), 1e-12);
        assertArrayEquals(new double[] {10, 10}, curve.loss(), 1e-12);
    }

    private List<long[]> batches(int rows, int batchSize, int epochs, long seed) {
        var recording = new Recording(manager, List.of("nothing"), batch -> new double[1]);
        recording.train(rows, batchSize, epochs, seed);
        return recording.batches;
    }

    private static LongStream inOneRow(List<long[]> batches) {
        return batches.stream().flatMapToLong(Arrays::stream);
    }

    /** An objective that keeps the numbers of the rows it is shown, and whose terms are made of them. */
    private static final class Recording implements Objective {

        private final NDManager manager;
        private final List<String> names;
        private final java.util.function.Function<long[], double[]> terms;
        private final List<long[]> batches = new ArrayList<>();

        Recording(NDManager manager, List<String> names, java.util.function.Function<long[], double[]> terms) {
            this.manager = manager;
            this.names = names;
            this.terms = terms;
        }

        TrainingCurve train(int rows, int batchSize, int epochs, long seed) {
            Parameters parameters = Parameters.layout(manager, DataType.FLOAT64)
                    .weight("w", manager.create(new double[] {1})).build();
            NDArray numbers = manager.create(LongStream.range(0, rows).toArray());
            NDArray squares = manager.create(IntStream.range(0, rows).mapToDouble(row -> row * row).toArray());
            return GradientDescent.minimise(this, parameters, new NDList(numbers, squares),
                    TrainingPlan.adamW(epochs, batchSize, 1e-3), seed, Progress.silent());
        }

        @Override
        public List<String> names() {
            return names;
        }

        @Override
        public NDList terms(Map<String, NDArray> parameters, NDList batch) {
            long[] rows = batch.get(0).toLongArray();
            assertArrayEquals(LongStream.of(rows).mapToDouble(row -> row * row).toArray(), batch.get(1).toDoubleArray(),
                    "all arrays in the same order");
            batches.add(rows);
            NDArray nothing = parameters.get("w").sub(parameters.get("w")).sum();
            return new NDList(Arrays.stream(terms.apply(rows)).mapToObj(term ->
                    nothing.add(manager.create(term))).toList());
        }
    }
}
