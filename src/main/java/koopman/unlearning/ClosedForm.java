package koopman.unlearning;

import koopman.representation.LinearAlgebra;

/**
 * The change D of a linear map P that minimises |C D|² + w |H (P + D) − T|² + r |D|²: what C holds stays, what H holds is
 * sent to T. D = (C^T C + w H^T H + r I)^-1 w H^T (T − H P).
 *
 * <p>Source: the preservation-memorisation edit of Gupta et al., <i>A unified framework for model editing</i>, arXiv
 * 2403.14236 (2024), section 4.
 */
final class ClosedForm {

    private ClosedForm() {}

    /**
     * Returns D, (m, n).
     *
     * @param square C^T C, (m, m)
     * @param h H, (rows, m)
     * @param p P, (m, n)
     * @param targets T, (rows, n)
     */
    static double[][] change(double[][] square, double[][] h, double[][] p, double[][] targets, double weight,
            double ridge) {
        double[][] transposed = LinearAlgebra.transposed(h);
        double[][] reached = LinearAlgebra.product(h, p);
        var residual = new double[h.length][];
        for (int row = 0; row < h.length; row++) {
            residual[row] = new double[reached[row].length];
            for (int i = 0; i < residual[row].length; i++) {
                residual[row][i] = weight * (targets[row][i] - reached[row][i]);
            }
        }
        double[][] system = LinearAlgebra.product(transposed, h);
        for (int i = 0; i < system.length; i++) {
            for (int j = 0; j < system.length; j++) {
                system[i][j] = square[i][j] + weight * system[i][j] + (i == j ? ridge : 0);
            }
        }
        return LinearAlgebra.solve(system, LinearAlgebra.product(transposed, residual));
    }
}
