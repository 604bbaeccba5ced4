// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * States and what became of them one step later, row by row: what an estimator of a step is fitted to.
 *
 * @param from the states at the start, (N, d)
 * @param to the same ones a step later, (N, d)
 */
public record StatePairs(double[][] from, double[][] to) {

    public StatePairs {
        if (from.length == 0 || to.length != from.length) {
            throw new IllegalArgumentException("to (" + to.length + " states) must be as many as from (" + from.length
                    + ") and one at least");
        }
    }

    /** Returns each state of a trajectory with the next, (steps + 1, d) → (steps, d). */
    public static StatePairs along(double[][] trajectory) {
        return along(Collections.singletonList(trajectory));
    }

    /** Returns each state of several trajectories with the next of its own. */
    public static StatePairs along(List<double[][]> trajectories) {
        return new StatePairs(
                trajectories.stream().flatMap(each -> Arrays.stream(each).limit(each.length - 1)).toArray(double[][]::new),
                trajectories.stream().flatMap(each -> Arrays.stream(each).skip(1)).toArray(double[][]::new));
    }

    /** Returns observables of the states in their place. */
    public StatePairs map(UnaryOperator<double[]> observables) {
        return new StatePairs(Arrays.stream(from).map(observables).toArray(double[][]::new),
                Arrays.stream(to).map(observables).toArray(double[][]::new));
    }

    /** Returns N, how many pairs there are. */
    public int size() {
        return from.length;
    }

    @Override
    public String toString() {
        return size() + " pairs of states of " + from[0].length + " numbers";
    }
}
