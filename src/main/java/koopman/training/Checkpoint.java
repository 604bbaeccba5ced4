// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.display.LiveLine;

/**
 * A file in which a long training is kept after its epochs, so that it goes on from there when it is started again, and
 * ends with the numbers it would have ended with. It is written at most once a minute, and after the last epoch.
 *
 * <p>A network or autoencoder that is trained without being given one asks the reader's setting: where {@code KOOPMAN_MODELS},
 * or the property {@code koopman.models}, names a folder, it is kept there, under a name that stands for all that decides its
 * numbers, and read from there when it is asked for again. What is trained further, or watched, is not.
 */
public final class Checkpoint {

    private static final String FORMAT = "koopman training";
    private static final String VERSION = "2";
    private static final String SECONDS = "seconds";
    private static final long INTERVAL_NANOS = 60_000_000_000L;
    private static final NDIndex EVERYTHING = new NDIndex(":");

    private final Path file;
    private final Provenance provenance;
    private final long interval;
    private final boolean bySetting;
    private long written = System.nanoTime();

    Checkpoint(Path file, Provenance provenance, long interval) {
        this(file, provenance, interval, false);
    }

    /**
     * @param bySetting whether the reader's setting asks for it: the file then says how long the training took, so that it differs
     *     from that of the same training elsewhere, and a training that cannot be kept goes on
     */
    private Checkpoint(Path file, Provenance provenance, long interval, boolean bySetting) {
        this.file = file;
        this.provenance = provenance;
        this.interval = interval;
        this.bySetting = bySetting;
    }

    /** Returns a checkpoint that keeps nothing, whatever the reader has set. */
    public static Checkpoint none() {
        return new Checkpoint(null, null, INTERVAL_NANOS);
    }

    /**
     * Returns the checkpoint that the reader's setting asks for: in that folder, or none.
     *
     * @throws IllegalArgumentException if the setting names what can be no folder to write to
     * @throws UncheckedIOException if the folder cannot be made
     */
    public static Checkpoint asSet(Provenance provenance) {
        return new Checkpoint(KeptTrainings.file(provenance), provenance, INTERVAL_NANOS, true);
    }

    /** Returns this checkpoint, written after the last epoch only: for a training that could not go on from the midst of it. */
    public Checkpoint ofWhole() {
        return new Checkpoint(file, provenance, Long.MAX_VALUE, bySetting);
    }

    /**
     * Returns a checkpoint in a file.
     *
     * @param provenance what is trained, how and on what: a training goes on from a file of the same provenance only
     */
    public static Checkpoint in(Path file, Provenance provenance) {
        return new Checkpoint(file, provenance, INTERVAL_NANOS);
    }

    /**
     * Sets the state to that of the file, if there is one, adds its epochs' means, and returns the seconds that they took, as far
     * as the file knows.
     *
     * @throws UncheckedIOException if the file cannot be read, is of another provenance, or holds no such state; the state
     *     is as it was then
     */
    double resume(NDList state, List<double[]> means) {
        if (file == null || !Files.exists(file)) {
            return 0;
        }
        return ofSaved(saved -> {
            double seconds = saved.settings().containsKey(SECONDS) ? seconds(saved.text(SECONDS)) : 0;
            means.addAll(means(saved, state));
            for (int i = 0; i < state.size(); i++) {
                state.get(i).set(EVERYTHING, saved.array("state" + i));
            }
            return seconds;
        });
    }

    private static double seconds(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException(SECONDS + " (" + text + ") must be a number", other);
        }
    }

    /**
     * Returns whether the file is there and holds so many epochs.
     *
     * @throws UncheckedIOException if it cannot be read, is of another provenance, or holds no training
     */
    public boolean holds(int epochs) {
        return file != null && Files.exists(file) && ofSaved(saved -> saved.array("means").getShape().get(0) >= epochs);
    }

    /** What is read out of a file. */
    @FunctionalInterface
    private interface Reading<T> {

        T of(TensorFile saved) throws IOException;
    }

    private <T> T ofSaved(Reading<T> reading) {
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorFile saved = read(manager);
            provenance.requireSame(Provenance.in(saved), file);
            return reading.of(saved);
        } catch (IllegalArgumentException refused) {
            throw new UncheckedIOException(Refusal.of(file, refused.getMessage(), refused));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private TensorFile read(NDManager manager) throws IOException {
        try {
            return TensorFile.read(file, FORMAT, VERSION, manager);
        } catch (IOException broken) {
            throw new IOException(broken.getMessage() + ": delete the file to begin anew", broken);
        }
    }

    /** Returns the epochs' means of a file that holds arrays like those of the state. */
    private List<double[]> means(TensorFile saved, NDList state) throws IOException {
        NDArray means = saved.array("means");
        var shapes = new LinkedHashMap<String, Shape>(Map.of("means", means.getShape()));
        IntStream.range(0, state.size()).forEach(i -> shapes.put("state" + i, state.get(i).getShape()));
        saved.requireArrays(file, shapes);
        if (means.getShape().dimension() != 2 || means.getDataType() != DataType.FLOAT64) {
            throw Refusal.of(file, "means (" + means.getDataType() + " " + means.getShape()
                    + ") must be float64 (epochs, terms)");
        }
        int terms = Math.toIntExact(means.size(1));
        double[] flat = means.toDoubleArray();
        return IntStream.range(0, Math.toIntExact(means.size(0)))
                .mapToObj(epoch -> Arrays.copyOfRange(flat, epoch * terms, (epoch + 1) * terms)).toList();
    }

    /**
     * Writes the state after an epoch, if it is the last one or the last writing is long ago.
     *
     * @param seconds how long the epochs took
     */
    void keep(NDList state, List<double[]> means, double seconds, boolean last) {
        if (file == null || !last && System.nanoTime() - written < interval) {
            return;
        }
        written = System.nanoTime();
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            IntStream.range(0, state.size()).forEach(i -> arrays.put("state" + i, state.get(i)));
            arrays.put("means", manager.create(means.stream().flatMapToDouble(Arrays::stream).toArray(),
                    new Shape(means.size(), means.get(0).length)));
            var settings = new LinkedHashMap<>(Map.of("format", FORMAT, "version", VERSION));
            settings.putAll(provenance.texts());
            if (bySetting) {
                settings.put(SECONDS, String.valueOf(seconds));
            }
            new TensorFile(settings, arrays).write(file);
        } catch (IOException failed) {
            String fault = file + ": the training could not be kept (" + failed.getMessage() + ")";
            if (!bySetting) {
                throw new UncheckedIOException(fault, failed);
            }
            LiveLine.open().end(fault);
        }
    }
}
