package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;

/**
 * What a surrogate makes of samples, in double precision: their observables Z0, (N, m), the forecasts Z0 P, (N, m), and the
 * logits that the head reads from them, (N, classes).
 */
record Forecasts(LayerStates states, double[][] observables, double[][] forecasts, double[][] logits) {

    static Forecasts of(Surrogate surrogate, LayerStates states) {
        try (NDArray observables = surrogate.observables(states.first());
                NDArray logits = surrogate.logits(states.first())) {
            double[][] z = LinearAlgebra.toJava(observables);
            return new Forecasts(states, z, LinearAlgebra.product(z, LinearAlgebra.toJava(surrogate.journey())),
                    LinearAlgebra.toJava(logits));
        }
    }

    int size() {
        return observables.length;
    }

    /** Returns the class that a sample is forecast as, among all but the given ones. */
    int classOf(int row, Set<Integer> without) {
        return IntStream.range(0, logits[row].length).filter(label -> !without.contains(label)).boxed()
                .max((a, b) -> Double.compare(logits[row][a], logits[row][b])).orElseThrow();
    }

    /** Returns the mean forecast of the rows. */
    double[] mean(int[] rows) {
        var mean = new double[forecasts[0].length];
        for (int row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += forecasts[row][i] / rows.length;
            }
        }
        return mean;
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Returns the one of the rows whose forecast is nearest to a point. */
    int nearest(double[] point, int[] rows) {
        return Arrays.stream(rows).boxed().min((a, b) -> Double.compare(squaredDistance(point, forecasts[a]),
                squaredDistance(point, forecasts[b]))).orElseThrow();
    }

    double[][] observables(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> observables[row]).toArray(double[][]::new);
    }
}
