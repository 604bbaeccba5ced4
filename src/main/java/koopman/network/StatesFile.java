// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.WholeFile;
import koopman.training.Refusal;
import koopman.training.TensorFile;

/**
 * The safetensors file of states that were computed once: whose they are, the digests of their inputs in the order of the rows,
 * and an array (N, d_b) for each layer.
 */
record StatesFile(Path path, String name, String digest) {

    private static final String FORMAT = "koopman states";
    private static final String VERSION = "1";
    private static final int KEY = 16; // characters of an input's digest
    private static final String LAYER = "layer";

    /** Returns the file in a folder, which is made if it isn't there. */
    static StatesFile in(Path folder, String name, String digest) throws IOException {
        requireFolder(folder);
        String plain = (name + "-" + digest).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new StatesFile(folder.resolve(plain + ".safetensors"), name, digest);
    }

    private static void requireFolder(Path folder) throws IOException {
        try {
            if (!Files.isDirectory(folder)) { // else a link to a folder is refused
                Files.createDirectories(folder);
            }
        } catch (IOException failed) {
            String reason = failed instanceof FileAlreadyExistsException ? "a file is in its place" : WholeFile.reason(failed);
            throw new IOException("folder (" + folder + ") could not be made (" + reason + "): choose another", failed);
        }
    }

    /** Returns the states by the digests of their inputs; none if there is no file. */
    Map<String, float[][]> read() throws IOException {
        var rows = new LinkedHashMap<String, float[][]>();
        if (!Files.exists(path)) {
            return rows;
        }
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(path, FORMAT, VERSION, reading);
            requireSame(saved, "network", digest);
            requireSame(saved, "name", name);
            String inputs = saved.text("inputs");
            int count = inputs.length() / KEY;
            requireKeys(inputs, count);
            float[][] layers = layers(saved, count);
            for (int row = 0; row < count; row++) {
                rows.put(inputs.substring(row * KEY, (row + 1) * KEY), row(layers, row, count));
            }
            return rows;
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(path, refused.getMessage(), refused);
        }
    }

    private static void requireSame(TensorFile saved, String setting, String own) {
        if (!saved.text(setting).equals(own)) {
            throw new IllegalArgumentException(setting + " (" + saved.text(setting) + ") must be " + own
                    + ": choose another folder, or delete the file to begin anew");
        }
    }

    private static void requireKeys(String inputs, int count) {
        long different = IntStream.range(0, count).mapToObj(row -> inputs.substring(row * KEY, (row + 1) * KEY)).distinct()
                .count();
        if (count == 0 || inputs.length() != count * KEY || different != count) {
            throw new IllegalArgumentException("inputs (" + different + " in " + inputs.length()
                    + " characters) must be different digests of " + KEY + " each");
        }
    }

    private static float[][] layers(TensorFile saved, int count) {
        var layers = new float[saved.arrays().size()][];
        if (layers.length < 2) {
            throw new IllegalArgumentException("layers (" + layers.length + ") must be at least 2");
        }
        for (int layer = 0; layer < layers.length; layer++) {
            NDArray array = saved.array(LAYER + layer);
            if (array.getShape().dimension() != 2 || array.size(0) != count || array.size(1) < 1
                    || array.getDataType() != DataType.FLOAT32) {
                throw new IllegalArgumentException(LAYER + layer + " " + array.getShape() + " must be (" + count
                        + ", d), in single precision");
            }
            layers[layer] = array.toFloatArray();
        }
        return layers;
    }

    private static float[][] row(float[][] layers, int row, int count) {
        var states = new float[layers.length][];
        for (int layer = 0; layer < layers.length; layer++) {
            int width = layers[layer].length / count;
            states[layer] = Arrays.copyOfRange(layers[layer], row * width, (row + 1) * width);
        }
        return states;
    }

    /** Writes the states, whole or not at all. */
    void write(Map<String, float[][]> rows) throws IOException {
        requireFolder(path.toAbsolutePath().getParent());
        float[][] first = rows.values().iterator().next();
        try (NDManager writing = NDManager.newBaseManager()) {
            var arrays = new LinkedHashMap<String, NDArray>();
            for (int layer = 0; layer < first.length; layer++) {
                arrays.put(LAYER + layer, layer(writing, rows.values(), layer));
            }
            new TensorFile(Map.of("format", FORMAT, "version", VERSION, "name", name, "network", digest, "inputs",
                    String.join("", rows.keySet())), arrays).write(path);
        }
    }

    /** Returns one layer of samples' states, (N, d), attached to the manager. */
    static NDArray layer(NDManager manager, Collection<float[][]> rows, int layer) {
        int width = rows.iterator().next()[layer].length;
        var numbers = new float[rows.size() * width];
        int at = 0;
        for (float[][] states : rows) {
            System.arraycopy(states[layer], 0, numbers, at, width);
            at += width;
        }
        return manager.create(numbers, new Shape(rows.size(), width));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
