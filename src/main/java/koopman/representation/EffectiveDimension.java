// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import koopman.training.Computation;

/**
 * How many directions rows fill: exp(S) with S = −tr ρ ln ρ the von Neumann entropy of their covariance, divided by its trace,
 * ρ. It is 1 if all lies on a line, and d if all d directions vary alike; a direction that varies little counts little.
 *
 * <p>Rows are (N, d). Of rotations, shifts and one scale for all it does not depend, of the scales of single directions it does.
 *
 * <p>Sources: Roy and Vetterli, <i>The effective rank</i> (2007), with variances in place of singular values; Cheng et al.,
 * <i>Information shapes Koopman representation</i>, arXiv 2510.13025 (2025), for the entropy of observables.
 */
public final class EffectiveDimension {

    private EffectiveDimension() {}

    /**
     * Returns exp(S), from 1 to d.
     *
     * @throws IllegalArgumentException if an entry is no finite number, or all rows are the same
     */
    public static double of(NDArray rows) {
        return Math.exp(entropy(rows));
    }

    /** Returns S, from 0 to ln d. */
    public static double entropy(NDArray rows) {
        Entries.requireShape("rows", rows);
        Entries.requireFinite("rows", rows);
        if (!Entries.vary(rows)) {
            throw new IllegalArgumentException("rows have no variance: every one is the same");
        }
        try (NDArray density = Computation.result(rows.getManager(), () -> density(rows.toType(DataType.FLOAT64, false)))) {
            double[] shares = LinearAlgebra.symmetric(LinearAlgebra.toJava(density)).values();
            return Arrays.stream(shares).filter(share -> share > 0).map(share -> -share * Math.log(share)).sum();
        }
    }

    /** Returns ρ, the covariance divided by its trace, (N, d) → (d, d), through which gradients flow. */
    public static NDArray density(NDArray rows) {
        NDArray centred = rows.sub(rows.mean(new int[] {0}, true));
        return centred.transpose().matMul(centred).div(centred.square().sum());
    }
}
