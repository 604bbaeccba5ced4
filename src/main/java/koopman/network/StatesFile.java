package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

    static StatesFile in(Path folder, String name, String digest) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new StatesFile(folder.resolve(plain + "-" + digest + ".safetensors"), name, digest);
    }

    /** Returns the states by the digests of their inputs; none if there is no file. */
    Map<String, float[][]> read() throws IOException {
        var rows = new LinkedHashMap<String, float[][]>();
        if (!Files.exists(path)) {
            return rows;
        }
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(path, FORMAT, VERSION, reading);
            requireSame(saved);
            String inputs = saved.text("inputs");
            int count = inputs.length() / KEY;
            float[][] layers = layers(saved, count);
            for (int row = 0; row < count; row++) {
                rows.put(inputs.substring(row * KEY, (row + 1) * KEY), row(layers, row, count));
            }
            return rows;
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(path, refused.getMessage(), refused);
        }
    }

    private void requireSame(TensorFile saved) {
        if (!saved.text("network").equals(digest)) {
            throw new IllegalArgumentException("network (" + saved.text("network") + ") must be " + digest
                    + ": delete the file to begin anew");
        }
    }

    private static float[][] layers(TensorFile saved, int count) {
        var layers = new float[saved.arrays().size()][];
        for (int layer = 0; layer < layers.length; layer++) {
            NDArray array = saved.array(LAYER + layer);
            if (array.getShape().dimension() != 2 || array.size(0) != count || array.size(1) < 1) {
                throw new IllegalArgumentException(LAYER + layer + " " + array.getShape() + " must be (" + count + ", d)");
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
        Files.createDirectories(path.toAbsolutePath().getParent());
        float[][] first = rows.values().iterator().next();
        try (NDManager writing = NDManager.newBaseManager()) {
            var arrays = new LinkedHashMap<String, NDArray>();
            for (int layer = 0; layer < first.length; layer++) {
                int index = layer;
                int width = first[layer].length;
                var numbers = new float[rows.size() * width];
                int at = 0;
                for (float[][] states : rows.values()) {
                    System.arraycopy(states[index], 0, numbers, at, width);
                    at += width;
                }
                arrays.put(LAYER + layer, writing.create(numbers, new Shape(rows.size(), width)));
            }
            new TensorFile(Map.of("format", FORMAT, "version", VERSION, "name", name, "network", digest, "inputs",
                    String.join("", rows.keySet())), arrays).write(path);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
