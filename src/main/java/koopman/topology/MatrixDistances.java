// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** Distances given as a matrix, full or its lower triangle, with or without the diagonal; they need not be metric. */
final class MatrixDistances implements Distances {

    /** What rounding may make of two equal distances before they count as asymmetric. */
    private static final double TOLERANCE = 1e-6;

    private final float[][] rows; // (N, N)

    /** Takes distances (N, N) as they are; infinite ones stand for points that are never joined. */
    MatrixDistances(float[][] rows) {
        this.rows = rows;
    }

    /** Takes row i with i, i + 1 or N numbers, the same rule for all rows, and checks them. */
    MatrixDistances(double[][] given) {
        int size = given.length;
        if (size == 0) {
            throw new IllegalArgumentException("distances (0 rows) must have at least one row");
        }
        int first = given[0].length;
        if (first > 1 && first != size) {
            throw new InvalidRow(0, "found " + first + " numbers, expected " + size
                    + " for a full matrix, or 0 or 1 for a lower triangle");
        }
        boolean full = first > 1;
        rows = new float[size][size];
        for (int i = 0; i < size; i++) {
            int expected = full ? size : i + first;
            if (given[i].length != expected) {
                throw new InvalidRow(i, "found " + given[i].length + " numbers, expected " + expected);
            }
            fill(i, given[i]);
        }
        for (int i = 0; full && i < size; i++) {
            checkMirror(i, given);
        }
    }

    private void fill(int i, double[] row) {
        for (int j = 0; j < row.length; j++) {
            checkDistance(i, j, row[j]);
            if (j < i) {
                rows[i][j] = (float) row[j] + 0f; // a zero without a sign
                rows[j][i] = rows[i][j];
            }
        }
    }

    private static void checkDistance(int i, int j, double distance) {
        if (!(distance >= 0 && distance <= Float.MAX_VALUE)) {
            throw new InvalidRow(i, "number " + (j + 1) + " (" + distance + ") must be a finite distance of at least 0");
        }
        if (i == j && distance != 0) {
            throw new InvalidRow(i, "number " + (j + 1) + " (" + distance
                    + ") must be 0, being a point's distance to itself");
        }
    }

    private static void checkMirror(int i, double[][] given) {
        for (int j = 0; j < i; j++) {
            double there = given[i][j];
            double back = given[j][i];
            if (Math.abs(there - back) > TOLERANCE * Math.max(there, back)) {
                throw new InvalidRow(i, "number " + (j + 1) + " (" + there + ") must equal the distance back ("
                        + back + ")");
            }
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public float between(int a, int b) {
        return rows[a][b];
    }

    @Override
    public void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] into) {
        int width = columnTo - columnFrom;
        for (int row = rowFrom; row < rowTo; row++) {
            System.arraycopy(rows[row], columnFrom, into, (row - rowFrom) * width, width);
        }
    }
}
