// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import koopman.training.Computation;

/**
 * The preprocessing of one layer's states: fitted on training data, then applied to anything and undone again.
 *
 * <p>x → (x − μ) F with F = V_p D s R: subtract the mean, look along the first p principal components, whiten in part,
 * scale the training matrix to Frobenius norm 100, rotate. Back: z → z G + μ with G = R^T s⁻¹ D⁻¹ V_p^T. States are
 * (N, d), preprocessed ones (N, p). With p = d the way there and back is exact to rounding.
 *
 * <p>D = diag(α + (1 − α) / s_i), where s_i is the standard deviation of the i-th component over the training samples: α = 1
 * leaves the states as they are, α = 0 whitens them. R is the identity for the last layer and for every other layer the rotation
 * or reflection that brings it nearest to the last one in the mean square (orthogonal Procrustes).
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), appendix on preprocessing.
 */
public final class StateScaler {

    private static final double PUBLISHED_NORM = 100;

    private final double[] mean;
    private final double[][] forward;
    private final double[][] backward;

    StateScaler(double[] mean, double[][] forward, double[][] backward) {
        this.mean = mean;
        this.forward = forward;
        this.backward = backward;
    }

    /**
     * Returns a scaler for each layer, fitted on the training states, each (N, d); d may differ from layer to layer.
     *
     * @param components p, from 1 to the least d, and below N
     * @param alpha how much of the spectrum is left as it is, from 0 to 1; published is 1
     * @throws IllegalArgumentException if that does not hold, or a layer's states are all the same or not finite numbers; the
     *     message names the layer by its place in the list
     */
    public static List<StateScaler> fit(List<NDArray> layers, int components, double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha (" + alpha + ") must be from 0 to 1");
        }
        Entries.requireLayers(layers, components);
        NDArray lastStates = layers.get(layers.size() - 1);
        StateScaler last = fit(lastStates, components, alpha);
        var scalers = new ArrayList<StateScaler>();
        try (NDArray target = last.apply(lastStates)) {
            for (NDArray layer : layers.subList(0, layers.size() - 1)) {
                scalers.add(fit(layer, components, alpha).rotatedOnto(target, layer));
            }
        }
        scalers.add(last);
        return List.copyOf(scalers);
    }

    /**
     * Returns the scalers that {@link #fit(List, int, double)} gives, where two are known.
     *
     * @param first that of the first of the layers
     * @param last that of the last of them
     * @param alpha by which both were fitted
     */
    public static List<StateScaler> fit(List<NDArray> layers, StateScaler first, StateScaler last, double alpha) {
        Entries.requireLayers(layers, last.components());
        var scalers = new ArrayList<>(List.of(first));
        int end = layers.size() - 1;
        try (NDArray target = last.apply(layers.get(end))) {
            for (NDArray layer : layers.subList(1, end)) {
                scalers.add(fit(layer, last.components(), alpha).rotatedOnto(target, layer));
            }
        }
        scalers.add(last);
        return List.copyOf(scalers);
    }

    private static StateScaler fit(NDArray states, int components, double alpha) {
        var principal = PrincipalComponents.fit(states, components);
        double[] singular = Arrays.stream(principal.variances())
                .map(variance -> Math.sqrt(Math.max(0, variance) * (states.size(0) - 1))).toArray();
        double[] stretch = Arrays.stream(singular)
                .map(value -> stretch(value, singular[0], Math.sqrt(states.size(0)), alpha)).toArray();
        double norm = 0;
        for (int i = 0; i < components; i++) {
            norm += Math.pow(singular[i] * stretch[i], 2);
        }
        double scale = PUBLISHED_NORM / Math.sqrt(norm);
        double[][] v = principal.components(); // (d, p)
        var forward = new double[v.length][components];
        var backward = new double[components][v.length];
        for (int row = 0; row < v.length; row++) {
            for (int i = 0; i < components; i++) {
                forward[row][i] = v[row][i] * stretch[i] * scale;
                backward[i][row] = v[row][i] / (stretch[i] * scale);
            }
        }
        return new StateScaler(principal.mean(), forward, backward);
    }

    private static double stretch(double singular, double greatest, double root, double alpha) {
        if (alpha < 1 && singular < 1e-7 * greatest) {
            throw new IllegalArgumentException("alpha (" + alpha + ") must be 1 where a component has no variance ("
                    + "singular value " + singular + "): use fewer components");
        }
        return alpha == 1 ? 1 : alpha + (1 - alpha) * root / singular;
    }

    private StateScaler rotatedOnto(NDArray target, NDArray states) {
        double[][] overlap;
        try (NDArray own = apply(states);
                NDArray product = Computation.result(own.getManager(), () -> own.toType(DataType.FLOAT64, true)
                        .transpose().matMul(target.toType(DataType.FLOAT64, true)))) {
            overlap = LinearAlgebra.toJava(product);
        }
        double[][] rotation = LinearAlgebra.nearestRotation(overlap);
        return new StateScaler(mean, LinearAlgebra.product(forward, rotation),
                LinearAlgebra.product(LinearAlgebra.transposed(rotation), backward));
    }

    /** Returns d, the number of features of a state. */
    public int features() {
        return mean.length;
    }

    /** Returns p, the number of components of a preprocessed state. */
    public int components() {
        return backward.length;
    }

    /** Returns the preprocessed states, (N, d) → (N, p), attached to their manager. */
    public NDArray apply(NDArray states) {
        Entries.requireColumns("states", states, features());
        return Computation.result(states.getManager(), () -> states.sub(row(states)).matMul(matrix(states, forward)));
    }

    /** Returns the states that preprocessed ones come from, (N, p) → (N, d), attached to their manager. */
    public NDArray undo(NDArray preprocessed) {
        Entries.requireColumns("preprocessed states", preprocessed, components());
        return Computation.result(preprocessed.getManager(),
                () -> preprocessed.matMul(matrix(preprocessed, backward)).add(row(preprocessed)));
    }

    /** Returns {@link #undo} as a function through which gradients flow, on numbers that lie in the manager's memory. */
    public UnaryOperator<NDArray> recordedUndo(NDManager manager, DataType type) {
        NDList numbers = Computation.results(manager, () -> new NDList(
                LinearAlgebra.toNative(manager, backward, type).duplicate(),
                LinearAlgebra.toNative(manager, new double[][] {mean}, type).duplicate()));
        return preprocessed -> preprocessed.matMul(numbers.get(0)).add(numbers.get(1));
    }

    private NDArray row(NDArray like) {
        return like.getManager().create(mean).toType(like.getDataType(), false);
    }

    private static NDArray matrix(NDArray like, double[][] values) {
        return LinearAlgebra.toNative(like.getManager(), values, like.getDataType());
    }

    /** Returns the scaler's numbers for a file: "mean" (1, d), "forward" (d, p) and "backward" (p, d). */
    public NDList save(NDManager manager, String prefix) {
        NDArray[] arrays = {LinearAlgebra.toNative(manager, new double[][] {mean}, DataType.FLOAT64),
            LinearAlgebra.toNative(manager, forward, DataType.FLOAT64),
            LinearAlgebra.toNative(manager, backward, DataType.FLOAT64)};
        String[] names = {"mean", "forward", "backward"};
        for (int i = 0; i < names.length; i++) {
            arrays[i].setName(prefix + "." + names[i]);
        }
        return new NDList(arrays);
    }

    /** Returns the scaler of the numbers that {@link #save} gave. */
    public static StateScaler load(Function<String, NDArray> file, String prefix) {
        return new StateScaler(LinearAlgebra.toJava(file.apply(prefix + ".mean"))[0],
                LinearAlgebra.toJava(file.apply(prefix + ".forward")),
                LinearAlgebra.toJava(file.apply(prefix + ".backward")));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "StateScaler from %d features to %d components", features(), components());
    }
}
