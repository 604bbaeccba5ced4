package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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

/**
 * A file in which a long training is kept after its epochs, so that it goes on from there when it is started again, and
 * ends with the numbers it would have ended with. It is written at most once a minute, and after the last epoch.
 */
public final class Checkpoint {

    private static final String FORMAT = "koopman training";
    private static final String VERSION = "1";
    private static final long INTERVAL_NANOS = 60_000_000_000L;
    private static final NDIndex EVERYTHING = new NDIndex(":");

    private final Path file;
    private final String task;
    private final long interval;
    private long written = System.nanoTime();

    Checkpoint(Path file, String task, long interval) {
        this.file = file;
        this.task = task;
        this.interval = interval;
    }

    /** Returns a checkpoint that keeps nothing. */
    public static Checkpoint none() {
        return new Checkpoint(null, "", INTERVAL_NANOS);
    }

    /**
     * Returns a checkpoint in a file.
     *
     * @param task what is trained, how and on what: a training goes on from a file of the same task only
     */
    public static Checkpoint in(Path file, String task) {
        return new Checkpoint(file, task, INTERVAL_NANOS);
    }

    /**
     * Sets the state to that of the file, if there is one, and adds its epochs' means.
     *
     * @throws UncheckedIOException if the file cannot be read, or is of another task
     */
    void resume(NDList state, List<double[]> means) {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(file, FORMAT, VERSION, manager);
            if (!task.equals(saved.text("task"))) {
                throw new IOException(file + ": task (" + saved.text("task") + ") must be " + task
                        + ": choose another folder, or delete the file to begin anew");
            }
            for (int i = 0; i < state.size(); i++) {
                state.get(i).set(EVERYTHING, saved.array("state" + i));
            }
            NDArray curve = saved.array("means");
            int terms = Math.toIntExact(curve.size(1));
            double[] flat = curve.toDoubleArray();
            for (int epoch = 0; epoch < curve.size(0); epoch++) {
                means.add(Arrays.copyOfRange(flat, epoch * terms, (epoch + 1) * terms));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /** Writes the state after an epoch, if it is the last one or the last writing is long ago. */
    void keep(NDList state, List<double[]> means, boolean last) {
        if (file == null || !last && System.nanoTime() - written < interval) {
            return;
        }
        written = System.nanoTime();
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            IntStream.range(0, state.size()).forEach(i -> arrays.put("state" + i, state.get(i)));
            arrays.put("means", manager.create(means.stream().flatMapToDouble(Arrays::stream).toArray(),
                    new Shape(means.size(), means.get(0).length)));
            new TensorFile(Map.of("format", FORMAT, "version", VERSION, "task", task), arrays).write(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + ": the training could not be kept (" + failed.getMessage() + ")", failed);
        }
    }
}
