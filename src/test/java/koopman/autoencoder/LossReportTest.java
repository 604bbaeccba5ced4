// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fraction of variance unexplained against its definition, number by number. */
class LossReportTest {

    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(5, 4, 3, new OperatorForm.Exponential(), LossWeights.isometry(0));

    private final NDManager manager = NDManager.newBaseManager();
    private final KoopmanAutoencoder autoencoder = new KoopmanAutoencoder(SETTINGS, 3, 1, DataType.FLOAT64);

    @AfterEach
    void free() {
        autoencoder.close();
        manager.close();
    }

    @Test
    void errorsAreDividedByTheVarianceOfWhatTheyShouldReach() {
        // Far from the origin, where a mean square is many times a variance.
        NDArray x = rows(40, 3, 1, 5);
        NDArray y = rows(40, 3, 2, -3);
        NDArray ex = autoencoder.encode(x);
        NDArray ey = autoencoder.encode(y);
        LossReport report = LossReport.of(autoencoder, autoencoder.operator(), x, y);
        close((share(autoencoder.decode(ex), x) + share(autoencoder.decode(ey), y)) / 2, report.reconstruction());
        close(share(ex.matMul(autoencoder.operator().journey()), ey), report.linear());
        close(share(autoencoder.decode(ex.matMul(autoencoder.operator().journey())), y), report.state());
        close((strain(ex, x, 40) + strain(ey, y, 40)) / 2, report.isometry());
    }

    @Test
    void ofManyRowsTheDistancesOfTheFirstTwoThousandAreCompared() {
        NDArray x = rows(2_030, 3, 3, 0);
        NDArray y = x.get("0:2000").concat(rows(30, 3, 4, 50), 0); // alike where it is looked at
        close(strain(autoencoder.encode(x), x, 2_000), LossReport.of(autoencoder, autoencoder.operator(), x, y).isometry());
    }

    @Test
    void aMeanLeavesAllOfTheVarianceUnexplainedAndTheTargetItselfNone() {
        NDArray target = rows(30, 3, 5, 7).mul(manager.create(new double[] {1, 10, 0.1}));
        NDArray mean = target.mean(new int[] {0}, true).broadcast(target.getShape());
        assertEquals(1, LossReport.fvu(mean, target).getDouble(), 1e-12);
        assertEquals(0, LossReport.fvu(target, target).getDouble());
    }

    @Test
    void printsAllFour() {
        assertEquals("FVU: reconstruction 0.50, linear 0.25, state 1.5, isometry 0.012",
                new LossReport(0.5, 0.25, 1.5, 0.0123).toString());
    }

    private NDArray rows(int count, int width, long seed, double around) {
        return manager.create(new Random(seed).doubles((long) count * width).map(u -> around + 2 * u).toArray(),
                new Shape(count, width));
    }

    /** Returns Σ (found − target)² / Σ (target − its column's mean)². */
    private static double share(NDArray found, NDArray target) {
        double[][] f = LinearAlgebra.toJava(found);
        double[][] t = LinearAlgebra.toJava(target);
        double error = 0;
        double spread = 0;
        for (int column = 0; column < t[0].length; column++) {
            int at = column;
            ToDoubleFunction<double[]> entry = row -> row[at];
            double mean = Arrays.stream(t).mapToDouble(entry).average().orElseThrow();
            for (int row = 0; row < t.length; row++) {
                error += Math.pow(f[row][column] - t[row][column], 2);
                spread += Math.pow(t[row][column] - mean, 2);
            }
        }
        return error / spread;
    }

    /** Returns the same of the distances of all pairs of the first rows, each row with itself among them. */
    private static double strain(NDArray encodings, NDArray states, int count) {
        double[] found = distances(LinearAlgebra.toJava(encodings), count);
        double[] target = distances(LinearAlgebra.toJava(states), count);
        double mean = Arrays.stream(target).average().orElseThrow();
        double error = 0;
        double spread = 0;
        for (int i = 0; i < target.length; i++) {
            error += (found[i] - target[i]) * (found[i] - target[i]);
            spread += (target[i] - mean) * (target[i] - mean);
        }
        return error / spread;
    }

    private static double[] distances(double[][] rows, int count) {
        var distances = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double square = 0;
                for (int c = 0; c < rows[i].length; c++) {
                    square += (rows[i][c] - rows[j][c]) * (rows[i][c] - rows[j][c]);
                }
                distances[i * count + j] = Math.sqrt(square);
            }
        }
        return distances;
    }

    private static void close(double expected, double found) {
        assertEquals(expected, found, 1e-6 * expected);
    }
}
