// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.util.Arrays;

/**
 * Complex matrices as real ones of twice the size, which act as they do on pairs (Re v, Im v): each singular value comes
 * twice, and norms stay.
 */
final class RealForm {

    private RealForm() {}

    /** Returns S − λ I, (m, m), for a real λ, or its real form, (2m, 2m). */
    static double[][] minus(double[][] square, double re, double im) {
        int size = square.length;
        double[][] shifted = im == 0 ? Arrays.stream(square).map(double[]::clone).toArray(double[][]::new) : doubled(square);
        for (int row = 0; row < shifted.length; row++) {
            shifted[row][row] -= re;
            if (im != 0) {
                shifted[row][(row + size) % shifted.length] = row < size ? im : -im;
            }
        }
        return shifted;
    }

    /** Returns the real form of a real matrix: itself twice, along the diagonal. */
    static double[][] doubled(double[][] matrix) {
        int rows = matrix.length;
        var doubled = new double[2 * rows][];
        for (int row = 0; row < rows; row++) {
            int columns = matrix[row].length;
            doubled[row] = Arrays.copyOf(matrix[row], 2 * columns);
            doubled[rows + row] = new double[2 * columns];
            System.arraycopy(matrix[row], 0, doubled[rows + row], columns, columns);
        }
        return doubled;
    }
}
