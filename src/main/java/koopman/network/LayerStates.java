package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import koopman.data.Samples;

/**
 * What the layers of a network make of a set of samples: the states x_0 (after the input layer) to x_B (after
 * the last residual block), each (N, d), read as one dynamical system at successive times.
 *
 * @param samples the samples, N rows
 * @param layers the states, first to last
 */
public record LayerStates(Samples samples, List<NDArray> layers) implements AutoCloseable {

    public LayerStates {
        layers = List.copyOf(layers);
    }

    LayerStates(Samples samples, NDList layers) {
        this(samples, List.copyOf(layers));
    }

    /** Returns how many states there are, one more than the network has blocks. */
    public int count() {
        return layers.size();
    }

    /** Returns one state, (N, d). */
    public NDArray layer(int index) {
        return layers.get(index);
    }

    /** Returns x_0, where the surrogate's journey starts, (N, d). */
    public NDArray first() {
        return layers.get(0);
    }

    /** Returns x_B, where the journey ends, (N, d). */
    public NDArray last() {
        return layers.get(layers.size() - 1);
    }

    /** Frees the states before the network that gave them is closed. */
    @Override
    public void close() {
        layers.forEach(NDArray::close);
    }

    @Override
    public String toString() {
        return count() + " states " + first().getShape() + " of " + samples;
    }
}
