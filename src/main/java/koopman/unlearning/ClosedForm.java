// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import koopman.representation.LinearAlgebra;
import koopman.representation.RidgeRegression;

/**
 * The change D of a linear map P that minimises |C D|² + w |H (P + D) − T|² + r |D|²: what C holds stays, what H holds is
 * sent to T: D = (C^T C + w H^T H + r I)^-1 w H^T (T − H P).
 *
 * <p>Source: the preservation-memorisation edit of Gupta et al., <i>A unified framework for model editing</i>, arXiv
 * 2403.14236 (2024), section 4.
 *
 * @param stay C^T C, (m, m)
 * @param move H^T H, (m, m)
 * @param pull H^T (T − H P), (m, n)
 */
record ClosedForm(double[][] stay, double[][] move, double[][] pull) {

    /**
     * Returns the system of an edit; what is large enters it once, whatever the weights.
     *
     * @param all C^T C + H^T H, (m, m)
     * @param h H, (rows, m)
     * @param residual T − H P, (rows, n)
     */
    static ClosedForm of(double[][] all, double[][] h, double[][] residual) {
        double[][] transposed = LinearAlgebra.transposed(h);
        double[][] move = LinearAlgebra.product(transposed, h);
        return new ClosedForm(LinearAlgebra.sum(all, -1, move), move, LinearAlgebra.product(transposed, residual));
    }

    /** Returns D, (m, n). */
    double[][] change(double weight, double ridge) {
        double[][] change = RidgeRegression.solve(LinearAlgebra.sum(stay, weight, move), pull, ridge);
        for (double[] row : change) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= weight;
            }
        }
        return change;
    }

    /** Returns the mean diagonal of C^T C, which a ridge may be relative to. */
    double meanSquare() {
        return RidgeRegression.meanSquare(stay);
    }
}
