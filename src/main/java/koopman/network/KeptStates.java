// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import koopman.data.Fingerprint;
import koopman.data.Samples;
import koopman.training.NativeMemory;
import koopman.training.Progress;

/**
 * States that something outside this library computes, each sample's once: what was asked for is kept, in memory and, if a
 * folder is given, in a file there, of which later runs make use. A sample is known again by its input alone, whatever set it
 * comes in.
 *
 * <pre>{@code
 * var kept = KeptStates.of("mine", graph.digest(), part -> run(part), Path.of("states"));
 * LayerStates states = kept.of(data.test());
 * }</pre>
 *
 * <p>Layers are (N, d_0) to (N, d_B), in single precision.
 */
public final class KeptStates {

    private static final int PART = 32; // samples that are read together

    private final String name;
    private final String digest;
    private final StateReader reader;
    private final StatesFile file; // null if there is none
    private final Map<String, float[][]> rows = new LinkedHashMap<>(); // by the digest of the input: a state for each layer

    private KeptStates(String name, String digest, StateReader reader, StatesFile file) throws IOException {
        if (digest.isBlank()) {
            throw new IllegalArgumentException("digest (" + digest + ") must tell the network from others: a graph has one, and a"
                    + " Fingerprint of the network's file is one");
        }
        this.name = name;
        this.digest = digest;
        this.reader = reader;
        this.file = file;
        if (file != null) {
            rows.putAll(file.read());
        }
    }

    /**
     * Returns states that are kept in memory.
     *
     * @param name what computes them, such as the network's name and what is made of its tokens
     * @param digest of the network, by which states of another one are told apart
     * @param reader what computes them
     */
    public static KeptStates of(String name, String digest, StateReader reader) {
        try {
            return new KeptStates(name, digest, reader, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Returns states that are kept as above, and in a file of a folder, which is made if it isn't there.
     *
     * @throws IOException if the folder cannot be made, or there is such a file that cannot be read, is damaged or holds
     *     something else
     */
    public static KeptStates of(String name, String digest, StateReader reader, Path folder) throws IOException {
        return new KeptStates(name, digest, reader, StatesFile.in(folder, name, digest));
    }

    /**
     * Returns the states of the samples, which belong to the caller; those that are not known are computed and kept.
     *
     * @throws IllegalArgumentException if the reader's states do not fit the samples, each other or those before
     * @throws IllegalStateException if the reader fails by a checked exception; others come as they are
     * @throws UncheckedIOException if the file cannot be written; when asked again, the states come from memory
     * @throws CancellationException if the thread is interrupted; what was computed before is kept
     */
    public synchronized LayerStates of(Samples samples) {
        String[] keys = IntStream.range(0, samples.size()).mapToObj(row -> key(samples, row)).toArray(String[]::new);
        readMissing(samples, keys);
        List<float[][]> asked = Arrays.stream(keys).map(rows::get).toList();
        NDManager loose = NativeMemory.loose();
        return new LayerStates(samples, IntStream.range(0, asked.get(0).length)
                .mapToObj(layer -> StatesFile.layer(loose, asked, layer)).toList());
    }

    private static String key(Samples samples, int row) {
        return samples.areTexts() ? new Fingerprint().add(samples.texts().get(row)).text()
                : new Fingerprint().add(samples.input(row)).text();
    }

    /** Texts are read in the order of their lengths, so that the short ones are not filled up to the length of the longest. */
    private void readMissing(Samples samples, String[] keys) {
        var missing = new LinkedHashMap<String, Integer>();
        IntStream.range(0, keys.length).filter(row -> !rows.containsKey(keys[row]))
                .forEach(row -> missing.putIfAbsent(keys[row], row));
        if (missing.isEmpty()) {
            return;
        }
        var order = new ArrayList<>(missing.values());
        if (samples.areTexts()) {
            order.sort(Comparator.comparingInt(row -> samples.texts().get(row).length()));
        }
        int before = rows.size();
        var progress = Progress.of("reading the states of " + missing.size() + " samples", missing.size());
        try {
            for (int from = 0; from < order.size(); from += PART) {
                if (Thread.interrupted()) {
                    throw stopped();
                }
                int to = Math.min(from + PART, order.size());
                int[] part = order.subList(from, to).stream().mapToInt(row -> row).toArray();
                keep(samples.rows(part), IntStream.of(part).mapToObj(row -> keys[row]).toList());
                progress.done(to, to + " samples");
            }
        } catch (RuntimeException | Error failed) {
            progress.stopped("stopped after " + (rows.size() - before));
            saveAfter(failed, before);
            throw failed;
        }
        save();
    }

    private static CancellationException stopped() {
        return new CancellationException("reading stopped on request; the states read so far are kept");
    }

    /** Keeps the states of all samples of a part, or of none if those of one are not as they must be. */
    private void keep(Samples part, List<String> keys) {
        float[][][] layers = read(part);
        requireLayers(layers, part.size());
        var read = new LinkedHashMap<String, float[][]>();
        for (int row = 0; row < keys.size(); row++) {
            int index = row;
            read.put(keys.get(row), IntStream.range(0, layers.length).mapToObj(layer -> layers[layer][index].clone())
                    .toArray(float[][]::new));
        }
        float[][] first = (rows.isEmpty() ? read : rows).values().iterator().next();
        read.values().forEach(states -> requireAlike(states, first));
        rows.putAll(read);
    }

    private float[][][] read(Samples part) {
        try {
            return reader.states(part);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (InterruptedException asked) {
            throw stopped();
        } catch (Exception failed) {
            throw new IllegalStateException(name + " could not be asked for its states: " + failed, failed);
        }
    }

    private void requireLayers(float[][][] layers, int count) {
        if (layers == null || layers.length < 2) {
            throw new IllegalArgumentException("layers (" + (layers == null ? "none" : layers.length)
                    + ") must be at least 2: a journey has a start and an end");
        }
        for (int layer = 0; layer < layers.length; layer++) {
            long states = layers[layer] == null ? 0 : Arrays.stream(layers[layer]).filter(Objects::nonNull).count();
            if (states != count || layers[layer].length != count) {
                throw new IllegalArgumentException("layer " + layer + " (" + states + " states) must have " + count
                        + ": one for each sample that " + name + " was given");
            }
        }
    }

    private void requireAlike(float[][] states, float[][] first) {
        if (states.length != first.length) {
            throw new IllegalArgumentException("layers (" + states.length + ") must be " + first.length
                    + ", as those of the samples before" + elsewhere());
        }
        for (int layer = 0; layer < states.length; layer++) {
            requireState(layer, states[layer], first[layer].length);
        }
    }

    /** Returns what to do where the states before are of another reader under the same name. */
    private String elsewhere() {
        return file == null ? "" : ": delete " + file + " if another reader wrote it";
    }

    private void requireState(int layer, float[] state, int width) {
        if (state.length == 0 || state.length != width) {
            throw new IllegalArgumentException("layer " + layer + " (a state of " + state.length + " numbers) must have "
                    + Math.max(width, 1) + " for every sample: take the mean over tokens or places, or those of one"
                    + elsewhere());
        }
        for (float value : state) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("layer " + layer + " (a state with " + value + ") must be finite numbers");
            }
        }
    }

    private void save() {
        if (file != null) {
            try {
                file.write(rows);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed.getMessage() + "; the states are in memory still: ask again, and they come"
                        + " from there", failed);
            }
        }
    }

    /** What was read before something failed is saved, even by a thread that is to stop; the failure is what is told. */
    private void saveAfter(Throwable failed, int before) {
        if (rows.size() > before) {
            boolean interrupted = Thread.interrupted(); // by which nothing could be written
            try {
                save();
            } catch (UncheckedIOException again) {
                failed.addSuppressed(again);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns how many samples' states are known. */
    public synchronized int size() {
        return rows.size();
    }

    /** Returns the digest of the network that computes the states. */
    public String digest() {
        return digest;
    }

    @Override
    public String toString() {
        return "states by " + name + (file == null ? "" : ", kept in " + file.path().getFileName());
    }
}
