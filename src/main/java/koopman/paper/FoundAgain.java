// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.unlearning.Forecasts;
import koopman.unlearning.Selection;

/**
 * A selection as the published experiments lose a part of it. They carry the forecasts of the chosen rows back to the start,
 * z P^-1, all in single precision, and move the rows whose observables are within a tolerance of what comes back; a row whose
 * way there and back is less exact counts as staying, and its forecast becomes a target for its neighbours. (Here each row is
 * held against its own return.)
 *
 * <p>It is here to show what that does. Source: the authors' notebooks.
 *
 * @param chosen the selection as it is meant
 */
record FoundAgain(Selection chosen) implements Selection {

    private static final float TOLERANCE = 1e-3f; // published

    @Override
    public int[] rows(Forecasts forecasts, Set<Integer> classes) {
        int[] wanted = chosen.rows(forecasts, classes);
        float[][] start = single(forecasts.observables(wanted));
        float[][] back = inverse(forecasts.surrogate().journey().toFloatArray(), start[0].length);
        float[][] returned = product(single(forecasts.forecasts(wanted)), back);
        return IntStream.range(0, wanted.length).filter(i -> isNear(start[i], returned[i])).map(i -> wanted[i]).toArray();
    }

    /** The distance as PyTorch computes it for many rows, |b|² + |a|² − 2 a·b under the root: its rounding is near the tolerance. */
    private static boolean isNear(float[] a, float[] b) {
        float square = 0;
        float ownNorm = 0;
        float otherNorm = 0;
        for (int j = 0; j < a.length; j++) {
            square -= 2 * a[j] * b[j];
            ownNorm += a[j] * a[j];
            otherNorm += b[j] * b[j];
        }
        return Math.sqrt(Math.max(0, square + ownNorm + otherNorm)) < TOLERANCE;
    }

    private static float[][] single(double[][] rows) {
        return Arrays.stream(rows).map(row -> {
            var less = new float[row.length];
            IntStream.range(0, row.length).forEach(j -> less[j] = (float) row[j]);
            return less;
        }).toArray(float[][]::new);
    }

    /** Returns the inverse by elimination with pivots, every operation in single precision. */
    private static float[][] inverse(float[] flat, int size) {
        var wide = new float[size][2 * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(flat, i * size, wide[i], 0, size);
            wide[i][size + i] = 1;
        }
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                pivot = Math.abs(wide[row][column]) > Math.abs(wide[pivot][column]) ? row : pivot;
            }
            float[] top = wide[pivot];
            wide[pivot] = wide[column];
            wide[column] = top;
            float by = top[column];
            for (int j = 0; j < 2 * size; j++) {
                top[j] /= by;
            }
            for (int row = 0; row < size; row++) {
                float factor = wide[row][column];
                for (int j = 0; row != column && j < 2 * size; j++) {
                    wide[row][j] -= factor * top[j];
                }
            }
        }
        return Arrays.stream(wide).map(row -> Arrays.copyOfRange(row, size, 2 * size)).toArray(float[][]::new);
    }

    private static float[][] product(float[][] a, float[][] b) {
        var result = new float[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    result[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return result;
    }
}
