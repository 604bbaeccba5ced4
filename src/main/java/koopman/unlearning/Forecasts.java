// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * What a surrogate makes of samples, in double precision: their observables Z0, (N, m), the forecasts Z0 P, (N, m), and the
 * logits that the head reads from them, (N, classes). What is large stays in native memory until it is closed.
 *
 * <p>It is what a {@link Selection} and a {@link Target} work on. Distances are Euclidean, in observables.
 */
public final class Forecasts implements AutoCloseable {

    private static final int PART = 256; // points whose distances to all rows are in memory together
    private static final int ROWS = 8_192; // rows that are weighted together
    private static final int SPARE = 8; // candidates for neighbours beyond those asked for

    private final NativeMemory memory = new NativeMemory("the forecasts");
    private final NDManager manager = memory.manager();
    private final Surrogate surrogate;
    private final LayerStates states;
    private final NDArray observables;
    private final NDArray forecasts;
    private final double[][] logits;
    private final int[] classes;
    private double[][] square;

    private Forecasts(Surrogate surrogate, LayerStates states) {
        this.surrogate = surrogate;
        this.states = states;
        try (NDArray z = surrogate.observables(states.first()); NDArray scores = surrogate.logits(states.first())) {
            NDList wide = Computation.results(manager, () -> {
                NDArray from = z.toType(DataType.FLOAT64, true);
                return new NDList(from, from.matMul(surrogate.journey().toType(DataType.FLOAT64, true)));
            });
            this.observables = wide.get(0);
            this.forecasts = wide.get(1);
            this.logits = LinearAlgebra.toJava(scores);
        }
        this.classes = IntStream.range(0, size()).map(row -> classOf(row, Set.of())).toArray();
    }

    /** Returns what the surrogate makes of samples; their states must stay open as long. */
    public static Forecasts of(Surrogate surrogate, LayerStates states) {
        return new Forecasts(surrogate, states);
    }

    /** Returns whose forecasts these are. */
    public Surrogate surrogate() {
        return surrogate;
    }

    /** Returns the samples' states. */
    public LayerStates states() {
        return states;
    }

    /** Returns N, the number of samples. */
    public int size() {
        return logits.length;
    }

    /** Returns the label of a sample. */
    public int label(int row) {
        return states.samples().label(row);
    }

    /** Returns the class that a sample is forecast as. */
    public int classOf(int row) {
        return classes[row];
    }

    /** Returns the class that a sample is forecast as, among all but the given ones. */
    public int classOf(int row, Set<Integer> without) {
        return IntStream.range(0, logits[row].length).filter(label -> !without.contains(label)).boxed()
                .max((a, b) -> Double.compare(logits[row][a], logits[row][b])).orElseThrow();
    }

    /** Returns the class that each sample is forecast as. */
    public int[] classes() {
        return classes.clone();
    }

    /** Returns the class that each sample is forecast as after an edit. */
    int[] classes(OperatorEdit edit) {
        try (NDArray z = Computation.result(manager, () -> observables.toType(surrogate.journey().getDataType(), true))) {
            return edit.classify(z);
        }
    }

    /** Returns the class that the network's head reads from places among the forecasts, (places, m). */
    public int[] classesAt(double[][] places) {
        try (NDArray at = LinearAlgebra.toNative(manager, places, surrogate.journey().getDataType());
                NDArray logits = surrogate.logitsAt(at)) {
            return Computation.greatest(logits);
        }
    }

    /** Returns the observables of the rows, (rows, m). */
    public double[][] observables(int[] rows) {
        return rows(observables, rows);
    }

    /** Returns the forecasts of the rows, (rows, m). */
    public double[][] forecasts(int[] rows) {
        return rows(forecasts, rows);
    }

    private double[][] rows(NDArray all, int[] rows) {
        try (NDArray chosen = chosen(all, rows)) {
            return LinearAlgebra.toJava(chosen);
        }
    }

    private NDArray chosen(NDArray all, int[] rows) {
        return Computation.result(manager, () -> all.get(manager.create(Arrays.stream(rows).asLongStream().toArray())));
    }

    /** Returns the mean forecast of the rows, m values. */
    public double[] mean(int[] rows) {
        try (NDArray chosen = chosen(forecasts, rows);
                NDArray mean = Computation.result(manager, () -> chosen.mean(new int[] {0}))) {
            return mean.toDoubleArray();
        }
    }

    /** Returns Z0^T Z0 over all rows, (m, m). */
    double[][] square() {
        if (square == null) {
            try (NDArray product = Computation.result(manager, () -> observables.transpose().matMul(observables))) {
                square = LinearAlgebra.toJava(product);
            }
        }
        return square;
    }

    /** Returns Z0^T Ω Z0 over all rows, (m, m), with the weights of the rows on the diagonal of Ω. */
    double[][] square(double[] weights) {
        NDArray sum = Computation.result(manager, () -> {
            NDArray total = manager.zeros(new Shape(observables.size(1), observables.size(1)), DataType.FLOAT64);
            for (int from = 0; from < weights.length; from += ROWS) { // the weighted rows would be as large again
                int to = Math.min(from + ROWS, weights.length);
                NDArray part = observables.get(new NDIndex().addSliceDim(from, to));
                NDArray weighted = part.mul(manager.create(Arrays.copyOfRange(weights, from, to)).expandDims(1));
                total.addi(part.transpose().matMul(weighted));
            }
            return total;
        });
        try (sum) {
            return LinearAlgebra.toJava(sum);
        }
    }

    /** Returns H^T Ω_H M, (m, n), with H the observables of the rows and M, (rows, n), a matrix that has a line for each. */
    double[][] product(int[] rows, double[] weights, double[][] matrix) {
        double[] own = Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
        try (NDArray h = chosen(observables, rows); NDArray product = Computation.result(manager, () -> h.transpose().matMul(
                LinearAlgebra.toNative(manager, matrix, DataType.FLOAT64).mul(manager.create(own).expandDims(1))))) {
            return LinearAlgebra.toJava(product);
        }
    }

    /** Returns for each of some rows which of the others has the nearest observables. */
    public int[] nearestInputs(int[] rows, int[] others) {
        return firstOf(nearest(observables, rows, others, 1));
    }

    /** Returns for each of some rows which of the others have the nearest observables, so many of them, nearest first. */
    public List<Near> nearestInputs(int[] rows, int[] others, int count) {
        if (count < 1 || count > others.length) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + others.length
                    + ", the rows to choose from");
        }
        return nearest(observables, rows, others, count);
    }

    /** Returns for each of some rows which of the others has the nearest forecast. */
    public int[] nearestForecasts(int[] rows, int[] others) {
        return firstOf(nearest(forecasts, rows, others, 1));
    }

    /**
     * The rows that are nearest to one, nearest first.
     *
     * @param rows which they are
     * @param distances how far each of them is
     */
    public record Near(int[] rows, double[] distances) {}

    private static int[] firstOf(List<Near> each) {
        return each.stream().mapToInt(near -> near.rows[0]).toArray();
    }

    /** Candidates are found in single precision, with some to spare, and put into order by their exact distances. */
    private List<Near> nearest(NDArray all, int[] rows, int[] others, int count) {
        int candidates = Math.min(count + SPARE, others.length);
        var found = new ArrayList<Near>();
        try (NDArray centre = Computation.result(manager, () -> chosen(all, others).mean(new int[] {0}));
                NDArray among = single(all, others, centre); NDArray norms = norms(among)) {
            forEachPart(rows, part -> {
                try (NDArray columns = Computation.result(manager, () ->
                        order(single(all, part, centre), among, norms).topK(candidates, 1, false, false).get(1))) { // (n, candidates)
                    int[] near = Arrays.stream(columns.toLongArray()).mapToInt(column -> others[(int) column]).toArray();
                    found.addAll(inOrder(near, exact(all, part, near), count));
                }
            });
        }
        return found;
    }

    /** Returns rows in single precision, of which a common shift would leave little. */
    private NDArray single(NDArray all, int[] rows, NDArray centre) {
        return Computation.result(manager, () -> chosen(all, rows).subi(centre).toType(DataType.FLOAT32, false));
    }

    /** Returns the distances of rows, (n), to as many others each, (n * others), as (n, others). */
    private double[][] exact(NDArray all, int[] rows, int[] others) {
        try (NDArray distances = Computation.result(manager, () -> chosen(all, others)
                .reshape(rows.length, others.length / rows.length, all.size(1)).subi(chosen(all, rows).expandDims(1))
                .square().sum(new int[] {2}).sqrt())) {
            return LinearAlgebra.toJava(distances);
        }
    }

    private static List<Near> inOrder(int[] near, double[][] distances, int count) {
        return IntStream.range(0, distances.length).mapToObj(i -> {
            double[] own = distances[i];
            int[] order = IntStream.range(0, own.length).boxed().sorted(Comparator.<Integer>comparingDouble(j -> own[j])
                    .thenComparing(j -> near[i * own.length + j])).limit(count).mapToInt(Integer::intValue).toArray();
            return new Near(IntStream.of(order).map(j -> near[i * own.length + j]).toArray(),
                    IntStream.of(order).mapToDouble(j -> own[j]).toArray());
        }).toList();
    }

    private static void forEachPart(int[] rows, Consumer<int[]> use) {
        for (int from = 0; from < rows.length; from += PART) {
            use.accept(Arrays.copyOfRange(rows, from, Math.min(from + PART, rows.length)));
        }
    }

    /** Returns the distances of the forecasts of rows to those of others, (rows, others). */
    public List<double[]> distances(int[] rows, int[] others) {
        var distances = new ArrayList<double[]>();
        try (NDArray among = chosen(forecasts, others); NDArray norms = norms(among)) {
            forEachPart(rows, part -> {
                try (NDArray points = chosen(forecasts, part); NDArray roots = Computation.result(manager, () ->
                        order(points, among, norms).addi(norms(points).expandDims(1)).maximum(0).sqrt())) {
                    distances.addAll(List.of(LinearAlgebra.toJava(roots)));
                }
            });
        }
        return distances;
    }

    /**
     * Returns |b|² − 2 a·b, (a's, b's): the squared distances but for the |a|², by which the b's are in the same order. Its
     * rounding is, in double precision, far below any distance that matters here.
     */
    private static NDArray order(NDArray points, NDArray among, NDArray norms) {
        return points.mul(-2).matMul(among.transpose()).addi(norms);
    }

    private NDArray norms(NDArray rows) {
        return Computation.result(manager, () -> rows.square().sum(new int[] {1}));
    }

    @Override
    public void close() {
        memory.close();
    }
}
