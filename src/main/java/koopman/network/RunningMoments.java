package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The running mean and variance of each batch norm, which training updates and inference uses. */
final class RunningMoments {

    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    RunningMoments(NDManager manager) {
        this.manager = manager;
    }

    NDArray mean(String layer, int width) {
        return arrays.computeIfAbsent(layer + ".norm.mean", name -> kept(manager.zeros(new Shape(width))));
    }

    NDArray variance(String layer, int width) {
        return arrays.computeIfAbsent(layer + ".norm.variance", name -> kept(manager.ones(new Shape(width))));
    }

    /** Copies all moments from those of a network of the same sizes. */
    void set(RunningMoments other) {
        other.arrays.forEach((name, array) -> {
            NDArray own = array.duplicate();
            own.attach(manager);
            arrays.put(name, kept(own));
        });
    }

    private static NDArray kept(NDArray array) {
        NDScope.unregister(array);
        return array;
    }
}
