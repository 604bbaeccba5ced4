// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The learned numbers of a model: one flat vector, seen as named arrays.
 *
 * <p>Because all parameters lie in one vector, clipping by the global norm and an optimiser's update are a few
 * operations on one array, however many layers there are. Weights lie before all others, since weight decay
 * acts on them alone.
 */
public final class Parameters {

    private final Map<String, Shape> shapes;
    private final long[] cuts;
    private final long weights;
    private final NDArray flat;

    private Parameters(Map<String, Shape> shapes, long weights, NDArray flat) {
        this.shapes = shapes;
        this.weights = weights;
        this.flat = flat;
        long[] sizes = shapes.values().stream().mapToLong(Shape::size).toArray();
        this.cuts = new long[sizes.length - 1];
        long end = 0;
        for (int i = 0; i < cuts.length; i++) {
            end += sizes[i];
            cuts[i] = end;
        }
    }

    /** Returns an empty layout, to be filled in the order in which the model uses its arrays. */
    public static Layout layout(NDManager manager, DataType type) {
        return new Layout(manager, type);
    }

    /**
     * Copies all arrays by name.
     *
     * @throws IllegalArgumentException if one has another shape
     */
    public void set(Function<String, NDArray> source) {
        Computation.results(flat.getManager(), () -> {
            arrays().forEach((name, own) -> {
                NDArray other = source.apply(name);
                if (!other.getShape().equals(own.getShape())) {
                    throw new IllegalArgumentException("array " + name + " " + other.getShape() + " must be "
                            + own.getShape());
                }
                own.set(new NDIndex(":"), other.toType(own.getDataType(), false));
            });
            return new NDList();
        });
    }

    /** Copies all arrays from those of a model of the same shapes. */
    public void set(Parameters other) {
        Computation.results(flat.getManager(), () -> {
            set(other.arrays()::get);
            return new NDList();
        });
    }

    /** Returns how many numbers are learned. */
    public long count() {
        return flat.size();
    }

    /** Returns all numbers as one vector; writing to it changes the model. */
    NDArray flat() {
        return flat;
    }

    /** Returns how many of the numbers, the first of the flat vector, weight decay acts on. */
    long decayedCount() {
        return weights;
    }

    /** Returns the arrays by name, as views of the flat vector. */
    public Map<String, NDArray> arrays() {
        return arrays(flat);
    }

    /** Returns the arrays by name, as views of another such vector, through which gradients flow to it. */
    Map<String, NDArray> arrays(NDArray vector) {
        NDList parts = cuts.length == 0 ? new NDList(vector) : vector.split(cuts);
        var arrays = new LinkedHashMap<String, NDArray>();
        int i = 0;
        for (var entry : shapes.entrySet()) {
            NDArray part = parts.get(i++);
            arrays.put(entry.getKey(),
                    entry.getValue().dimension() == 1 ? part : part.reshape(entry.getValue()));
        }
        return arrays;
    }

    /** A layout under construction. */
    public static final class Layout {

        private final NDManager manager;
        private final DataType type;
        private final Map<String, NDArray> weights = new LinkedHashMap<>();
        private final Map<String, NDArray> others = new LinkedHashMap<>();

        private Layout(NDManager manager, DataType type) {
            this.manager = manager;
            this.type = type;
        }

        /** Adds a weight, which decays, with its starting value. */
        public Layout weight(String name, NDArray start) {
            weights.put(name, start);
            return this;
        }

        /** Adds a parameter that does not decay, such as a bias, with its starting value. */
        public Layout other(String name, NDArray start) {
            others.put(name, start);
            return this;
        }

        /** Returns the parameters, which belong to the layout's manager. */
        public Parameters build() {
            var all = new LinkedHashMap<>(weights);
            all.putAll(others);
            var shapes = new LinkedHashMap<String, Shape>();
            all.forEach((name, start) -> shapes.put(name, start.getShape()));
            return new Parameters(shapes, weights.values().stream().mapToLong(NDArray::size).sum(), joined(all.values()));
        }

        /** Returns the starting values as one vector; the copies that they go through are freed. */
        private NDArray joined(Collection<NDArray> starts) {
            return Computation.result(manager, () -> NDArrays.concat(new NDList(
                    starts.stream().map(start -> start.toType(type, true).flatten()).toList())));
        }
    }
}
