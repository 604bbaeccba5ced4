// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of N inputs, d numbers each, in the form in which they are kept in memory. */
sealed interface Inputs {

    /** Returns d. */
    int features();

    /** Returns one row as the network sees it. */
    float[] row(int row);

    /** Returns these rows alone. */
    Inputs rows(int[] rows);

    /** Returns rows as the network sees them, (to − from, d), attached to the manager. */
    NDArray array(NDManager manager, int from, int to);

    /** Returns rows as they are kept, (to − from, d), attached to the manager. */
    NDArray stored(NDManager manager, int from, int to);

    /** Returns what the network sees of rows as they are kept, (B, d) → (B, d). */
    NDArray seen(NDArray stored);

    /** Returns the fingerprint after adding all rows, and all that decides what the network sees of them. */
    Fingerprint addTo(Fingerprint fingerprint);

    /** Numbers that are kept as they are seen. */
    record Numbers(float[] values, int features) implements Inputs {

        @Override
        public float[] row(int row) {
            return Arrays.copyOfRange(values, row * features, (row + 1) * features);
        }

        @Override
        public Inputs rows(int[] rows) {
            var kept = new float[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * features, kept, i * features, features);
            }
            return new Numbers(kept, features);
        }

        @Override
        public NDArray array(NDManager manager, int from, int to) {
            return stored(manager, from, to);
        }

        @Override
        public NDArray stored(NDManager manager, int from, int to) {
            return manager.create(Arrays.copyOfRange(values, from * features, to * features),
                    new Shape(to - from, features));
        }

        @Override
        public NDArray seen(NDArray stored) {
            return stored;
        }

        @Override
        public Fingerprint addTo(Fingerprint fingerprint) {
            return fingerprint.add("numbers").add(values);
        }
    }

    /** Grey values of one byte, seen as (value / 255 − mean) / deviation: a quarter of the memory of numbers. */
    record Pixels(byte[] values, int features, double mean, double deviation) implements Inputs {

        private static final double WHITE = 255;

        @Override
        public float[] row(int row) {
            var seen = new float[features];
            for (int i = 0; i < features; i++) {
                seen[i] = (float) (((values[row * features + i] & 0xff) / WHITE - mean) / deviation);
            }
            return seen;
        }

        @Override
        public Inputs rows(int[] rows) {
            var kept = new byte[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * features, kept, i * features, features);
            }
            return new Pixels(kept, features, mean, deviation);
        }

        @Override
        public NDArray array(NDManager manager, int from, int to) {
            try (NDArray kept = stored(manager, from, to)) {
                return seen(kept);
            }
        }

        @Override
        public NDArray stored(NDManager manager, int from, int to) {
            ByteBuffer bytes = manager.allocateDirect((to - from) * features);
            bytes.put(values, from * features, (to - from) * features).rewind();
            try (NDArray borrowed = manager.create(bytes, new Shape(to - from, features), DataType.UINT8)) {
                return borrowed.duplicate(); // lies in PyTorch's own memory
            }
        }

        @Override
        public NDArray seen(NDArray stored) {
            return stored.toType(DataType.FLOAT32, true).muli(1 / (WHITE * deviation)).subi(mean / deviation);
        }

        @Override
        public Fingerprint addTo(Fingerprint fingerprint) {
            return fingerprint.add("pixels " + mean + " " + deviation).add(values);
        }
    }

    /** Texts, of which a network makes numbers of its own. */
    record Texts(List<String> values) implements Inputs {

        @Override
        public int features() {
            throw refused();
        }

        @Override
        public float[] row(int row) {
            throw refused();
        }

        @Override
        public Inputs rows(int[] rows) {
            return new Texts(IntStream.of(rows).mapToObj(values::get).toList());
        }

        @Override
        public NDArray array(NDManager manager, int from, int to) {
            throw refused();
        }

        @Override
        public NDArray stored(NDManager manager, int from, int to) {
            throw refused();
        }

        @Override
        public NDArray seen(NDArray stored) {
            throw refused();
        }

        private static IllegalArgumentException refused() {
            return new IllegalArgumentException("inputs (texts) must be numbers here: give the samples to a network that reads"
                    + " texts, and ask for its states");
        }

        @Override
        public Fingerprint addTo(Fingerprint fingerprint) {
            values.forEach(fingerprint.add("texts")::add);
            return fingerprint;
        }
    }
}
