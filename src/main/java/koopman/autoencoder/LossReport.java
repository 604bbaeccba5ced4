// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/**
 * How well an autoencoder does, as fractions of variance unexplained (FVU): each loss divided by the variance of what
 * it should reach, so that 0 is perfect and 1 is what a constant would do.
 *
 * @param reconstruction of first and last states, their mean
 * @param linear of the last states' observables
 * @param state of the last states
 * @param isometry of the distances between first states and between last states, their mean
 */
public record LossReport(double reconstruction, double linear, double state, double isometry) {

    private static final int MOST_PAIRED = 2_000; // rows whose distances are compared: 4 million pairs

    /**
     * Returns how well a lifting and an operator do on preprocessed states.
     *
     * @param first x, (N, p)
     * @param last y of the same samples, (N, p)
     */
    public static LossReport of(Lifting lifting, Operator operator, NDArray first, NDArray last) {
        NDArray journey = operator.journey();
        NDList values = Computation.results(NativeMemory.loose(), () -> {
            NDArray from = lifting.encode(first);
            NDArray to = lifting.encode(last);
            NDArray advanced = from.matMul(journey);
            return new NDList(
                    fvu(lifting.decode(from), first).add(fvu(lifting.decode(to), last)).div(2),
                    fvu(advanced, to), fvu(lifting.decode(advanced), last),
                    strain(from, first).add(strain(to, last)).div(2));
        });
        try (values) {
            double[] v = values.stream().mapToDouble(LossReport::number).toArray();
            return new LossReport(v[0], v[1], v[2], v[3]);
        }
    }

    private static double number(NDArray scalar) {
        try (NDArray wide = scalar.toType(DataType.FLOAT64, true)) {
            return wide.getDouble();
        }
    }

    /** Returns the mean square error over the mean variance of the target's columns. */
    static NDArray fvu(NDArray found, NDArray target) {
        NDArray variance = target.sub(target.mean(new int[] {0}, true)).square().mean();
        return found.sub(target).square().mean().div(variance);
    }

    private static NDArray strain(NDArray encodings, NDArray rows) {
        var some = new NDIndex().addSliceDim(0, Math.min(MOST_PAIRED, rows.size(0)));
        NDArray wanted = Distances.between(rows.get(some));
        return fvuAll(Distances.between(encodings.get(some)), wanted);
    }

    private static NDArray fvuAll(NDArray found, NDArray target) {
        return found.sub(target).square().mean().div(target.sub(target.mean()).square().mean());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "FVU: reconstruction %.2g, linear %.2g, state %.2g, isometry %.2g",
                reconstruction, linear, state, isometry);
    }
}
