// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import koopman.autoencoder.FixedJourney;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.Test;

class NonlinearityTest {

    private final Samples train = YinYang.draw(Split.TRAIN, 400, 0);
    private final Samples test = YinYang.draw(Split.TEST, 300, 0);
    private final Surrogates surrogates = Surrogates.of(ResidualMlp.train(train, 6, 2, TrainingPlan.momentum(10, 100, 1e-2), 0,
            Progress.silent()), train, 6);

    @Test
    void whatIsAffineHasNoBentPart() {
        try (var dmd = surrogates.dmd()) {
            var found = Nonlinearity.of(dmd, surrogates.train(), test);
            assertEquals(0, found.start(), 1e-10);
            assertEquals(0, found.end(), 1e-10);
            assertEquals(dmd.accuracy(test), found.accuracy());
            assertEquals(found.accuracy(), found.affineAccuracy());
        }
    }

    /** Observables (x, s) with s = 0.1 x_0², of which the journey keeps x and stretches s five times. */
    @Test
    void aSquareIsBentAsFarAsNoLineFollowsIt() {
        NDArray journey = surrogates.train().first().getManager().eye(7);
        journey.set(new NDIndex("6, 6"), 5f);
        var surrogate = Surrogate.of(surrogates.network(), surrogates.first(), surrogates.last(), new Square(), new FixedJourney(journey));
        var found = Nonlinearity.of(surrogate, surrogates.train(), test);
        assertEquals(25, found.growth(), 1e-3);
        double[] variances = new double[3]; // of x, of s, and of what s has beyond the affine fit
        try (var seen = surrogates.network().states(surrogates.train().samples()); var unseen = surrogates.network().states(test)) {
            double[][] x = LinearAlgebra.toJava(surrogates.first().apply(seen.first()));
            double[][] y = LinearAlgebra.toJava(surrogates.first().apply(unseen.first()));
            double[] fitted = fit(x);
            double[] s = new double[y.length];
            double[] rest = new double[y.length];
            for (int row = 0; row < y.length; row++) {
                s[row] = 0.1 * y[row][0] * y[row][0];
                rest[row] = s[row] - fitted[6];
                for (int column = 0; column < 6; column++) {
                    rest[row] -= fitted[column] * y[row][column];
                }
            }
            for (int column = 0; column < 6; column++) {
                variances[0] += variance(LinearAlgebra.transposed(y)[column]);
            }
            variances[1] = variance(s);
            variances[2] = variance(rest);
        }
        assertEquals(variances[2] / (variances[0] + variances[1]), found.start(), 1e-4 * found.start());
        assertEquals(25 * variances[2] / (variances[0] + 25 * variances[1]), found.end(), 1e-4 * found.end());
    }

    /** The plane nearest to 0.1 x_0² over the states, by the textbook's normal equations on centred columns. */
    private static double[] fit(double[][] x) {
        int width = x[0].length;
        double[] mean = new double[width + 1];
        double[] target = Arrays.stream(x).mapToDouble(row -> 0.1 * row[0] * row[0]).toArray();
        for (int row = 0; row < x.length; row++) {
            for (int column = 0; column < width; column++) {
                mean[column] += x[row][column] / x.length;
            }
            mean[width] += target[row] / x.length;
        }
        double[][] gram = new double[width][width];
        double[][] right = new double[width][1];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < width; i++) {
                right[i][0] += (x[row][i] - mean[i]) * (target[row] - mean[width]);
                for (int j = 0; j < width; j++) {
                    gram[i][j] += (x[row][i] - mean[i]) * (x[row][j] - mean[j]);
                }
            }
        }
        double[][] slopes = LinearAlgebra.solve(gram, right);
        double[] fitted = new double[width + 1];
        fitted[width] = mean[width];
        for (int i = 0; i < width; i++) {
            fitted[i] = slopes[i][0];
            fitted[width] -= slopes[i][0] * mean[i];
        }
        return fitted;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    }

    private static final class Square implements Lifting {
        @Override
        public NDArray encode(NDArray states) {
            return states.concat(states.get(":, :1").square().mul(0.1), 1);
        }

        @Override
        public NDArray decode(NDArray observables) {
            return observables.get(":, :6");
        }
    }
}
