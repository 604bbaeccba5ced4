// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.Arrays;
import java.util.Set;
import koopman.representation.RidgeRegression;

/**
 * An edit solved again and again, each time with more weight on the training rows that it got wrong: those that stay and
 * are now forecast as another class than before, and unwanted ones that are still forecast as a forgotten class. A squared
 * error cannot tell a row at the border from one far behind it; the weights do, as in boosting (Freund and Schapire 1997).
 *
 * <p>With the weights ω of all rows in a diagonal matrix Ω, which has w times more of those that move, D = (Z0^T Ω Z0 + r I)^-1
 * H^T Ω_H (T − H P).
 */
final class Reweighting {

    private static final double FACTOR = 3; // of a row's weight for each time that it is got wrong

    private final Forecasts forecasts;
    private final Set<Integer> classes;
    private final double ridge;
    private final Rows rows;
    private final double[] weights;
    private final int[] before;

    /**
     * The rows that an edit moves.
     *
     * @param moved which, in ascending order
     * @param residual T − H P, a line for each of them
     */
    record Rows(int[] moved, double[][] residual) {}

    /**
     * @param weight w
     * @param ridge r
     */
    Reweighting(Forecasts forecasts, Set<Integer> classes, double weight, double ridge, Rows rows) {
        this.forecasts = forecasts;
        this.classes = classes;
        this.ridge = ridge;
        this.rows = rows;
        this.before = forecasts.classes();
        this.weights = new double[forecasts.size()];
        Arrays.fill(weights, 1);
        Arrays.stream(rows.moved).forEach(row -> weights[row] = weight);
    }

    /** Returns the change D after the weights have been raised once more for what an earlier edit got wrong. */
    double[][] after(OperatorEdit edit) {
        int[] after = forecasts.classes(edit);
        for (int row = 0; row < weights.length; row++) {
            boolean moves = Arrays.binarySearch(rows.moved, row) >= 0;
            if (moves ? classes.contains(after[row]) : after[row] != before[row]) {
                weights[row] *= FACTOR;
            }
        }
        return RidgeRegression.solve(forecasts.square(weights), forecasts.product(rows.moved, weights, rows.residual), ridge);
    }
}
