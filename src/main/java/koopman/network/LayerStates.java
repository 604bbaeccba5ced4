// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import koopman.data.Samples;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * What the layers of a network make of a set of samples: the states x_0 (where the surrogate's journey starts) to x_B (which
 * the head reads), (N, d_0) to (N, d_B), read as one dynamical system at successive times.
 *
 * <p>The states own their memory and need no network to live on. What is made of them, such as a surrogate's forecast, goes to
 * the same memory: closing the states frees it too.
 */
public final class LayerStates implements AutoCloseable {

    private final Samples samples;
    private final List<NDArray> layers;
    private final List<Integer> widths;
    private final NativeMemory memory = new NativeMemory("the layers' states");

    /**
     * Takes the states over: they are freed with this.
     *
     * @param samples the samples, N rows
     * @param layers the states, first to last, at least two
     * @throws IllegalArgumentException if a layer has not one row of finite numbers for each sample; the message names it
     */
    public LayerStates(Samples samples, List<NDArray> layers) {
        if (layers.size() < 2) {
            throw new IllegalArgumentException("layers (" + layers.size()
                    + ") must be at least 2: a journey has a start and an end");
        }
        for (int index = 0; index < layers.size(); index++) {
            requireRows(samples, index, layers.get(index));
        }
        this.samples = samples;
        this.layers = List.copyOf(layers);
        this.widths = layers.stream().map(layer -> Math.toIntExact(layer.size(1))).toList();
        this.layers.forEach(memory::keep);
    }

    private static void requireRows(Samples samples, int index, NDArray layer) {
        if (layer.getShape().dimension() != 2 || layer.size(0) != samples.size() || layer.size(1) < 1) {
            throw new IllegalArgumentException("layer " + index + " " + layer.getShape() + " must be (" + samples.size()
                    + ", d): one row of numbers for each sample");
        }
        try (NDArray least = Computation.result(layer.getManager(), () -> layer.toType(DataType.FLOAT32, false).sum())) {
            if (!Float.isFinite(least.getFloat())) {
                requireFinite(index, layer);
            }
        }
    }

    /** A sum that is not finite may be one of finite numbers that is too large. */
    private static void requireFinite(int index, NDArray layer) {
        try (NDArray bad = Computation.result(layer.getManager(),
                () -> layer.isNaN().logicalOr(layer.isInfinite()).toType(DataType.INT32, false).max(new int[] {1}))) {
            int[] rows = bad.toIntArray();
            for (int row = 0; row < rows.length; row++) {
                if (rows[row] != 0) {
                    throw new IllegalArgumentException("layer " + index + " (NaN or infinite in row " + row
                            + ") must be finite numbers: the network's training may have diverged");
                }
            }
        }
    }

    /** Returns the samples, N rows. */
    public Samples samples() {
        return samples;
    }

    /** Returns the states, first to last. */
    public List<NDArray> layers() {
        memory.requireOpen();
        return layers;
    }

    /** Returns how many states there are. */
    public int count() {
        return layers.size();
    }

    /** Returns d_0 to d_B, the layers' widths. */
    public List<Integer> widths() {
        return widths;
    }

    /** Returns one state, (N, d). */
    public NDArray layer(int index) {
        if (index < 0 || index >= count()) {
            throw new IllegalArgumentException("layer (" + index + ") must be from 0 to " + (count() - 1));
        }
        return layers().get(index);
    }

    /** Returns x_0, where the surrogate's journey starts, (N, d_0). */
    public NDArray first() {
        return layer(0);
    }

    /** Returns x_B, where the journey ends, (N, d_B). */
    public NDArray last() {
        return layer(count() - 1);
    }

    /** Frees the states and what was made of them; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return count() + " states of widths " + widths + ": " + samples;
    }
}
