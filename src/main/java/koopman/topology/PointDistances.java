// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/**
 * Euclidean distances between points: differences, squares and their sum in double precision, the root rounded to
 * single, so points far from the origin lose nothing. The coordinates lie dimension after dimension too, in strips of
 * neighbouring points: the sums over a strip then run through the processor's vector unit.
 */
final class PointDistances implements Distances {

    /** 16 coordinates of 512 points take 64 KB, which stay in a second-level cache while 16 rows pass by. */
    private static final int STRIP = 512;
    private static final int CHUNK = 16;
    private static final int ROWS = 16;

    private final double[][] points; // (N, d)
    private final double[][][] strips; // (N / 512, d, 512): the compiler of Java 17 wants loops from 0 for vectors
    private final ThreadLocal<double[][]> rooms = ThreadLocal.withInitial(() -> new double[ROWS][STRIP]);

    /** Takes points as rows, (N, d), and checks them. */
    PointDistances(double[][] points) {
        int dimension = points.length == 0 ? 0 : points[0].length;
        if (dimension == 0) {
            throw new IllegalArgumentException("points (" + points.length
                    + " of dimension 0) must be at least one, with at least one coordinate");
        }
        this.points = points;
        strips = new double[(points.length + STRIP - 1) / STRIP][dimension][STRIP];
        double most = Float.MAX_VALUE / 2 / Math.sqrt(dimension);
        for (int i = 0; i < points.length; i++) {
            check(i, points[i], dimension, most);
            for (int k = 0; k < dimension; k++) {
                strips[i / STRIP][k][i % STRIP] = points[i][k];
            }
        }
    }

    private static void check(int row, double[] point, int dimension, double most) {
        if (point.length != dimension) {
            throw new InvalidRow(row, "found " + point.length + " numbers, expected " + dimension
                    + " as in the first row");
        }
        for (int k = 0; k < dimension; k++) {
            if (!(Math.abs(point[k]) <= most)) {
                throw new InvalidRow(row, "number " + (k + 1) + " (" + point[k] + ") must be finite, at most " + most
                        + " in size, so that distances fit single precision");
            }
        }
    }

    @Override
    public int size() {
        return points.length;
    }

    @Override
    public float between(int a, int b) {
        double[] p = points[a];
        double[] q = points[b];
        double sum = 0;
        int k = 0;
        for (; k + 4 <= p.length; k += 4) {
            sum += (square(p[k] - q[k]) + square(p[k + 1] - q[k + 1]))
                    + (square(p[k + 2] - q[k + 2]) + square(p[k + 3] - q[k + 3]));
        }
        for (; k < p.length; k++) {
            sum += square(p[k] - q[k]);
        }
        return (float) Math.sqrt(sum);
    }

    private static double square(double value) {
        return value * value;
    }

    @Override
    public void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] into) {
        tile(rowFrom, rowTo, columnFrom, columnTo, Float.POSITIVE_INFINITY, into);
    }

    @Override
    public void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float most, float[] into) {
        double[][] sums = rooms.get();
        for (int row = rowFrom; row < rowTo; row += ROWS) {
            int rows = Math.min(ROWS, rowTo - row);
            for (int from = columnFrom; from < columnTo; from = (from / STRIP + 1) * STRIP) {
                int to = Math.min(columnTo, (from / STRIP + 1) * STRIP);
                addSquares(row, rows, from / STRIP, to - from / STRIP * STRIP, sums);
                for (int i = 0; i < rows; i++) {
                    int at = (row + i - rowFrom) * (columnTo - columnFrom) + from - columnFrom;
                    writeRoots(sums[i], from % STRIP, to - from, most, into, at);
                }
            }
        }
    }

    /** Writes the squared distances from some rows to the first points of a strip. */
    private void addSquares(int row, int rows, int strip, int width, double[][] sums) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sums[i], 0, width, 0);
        }
        for (int k = 0; k < points[row].length; k += CHUNK) {
            int end = Math.min(k + CHUNK, points[row].length);
            for (int i = 0; i < rows; i++) {
                addSquares(points[row + i], k, end, strips[strip], width, sums[i]);
            }
        }
    }

    private static void addSquares(double[] point, int from, int to, double[][] strip, int width, double[] sums) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            addFour(strip[k], strip[k + 1], strip[k + 2], strip[k + 3], point, k, width, sums);
        }
        for (; k < to; k++) {
            addOne(strip[k], point[k], width, sums);
        }
    }

    /** Takes the roots that may round to {@code most} or less; most do not where the complex is sparse. */
    private static void writeRoots(double[] sums, int from, int width, float most, float[] into, int at) {
        double beyond = (double) Math.nextUp(most) * Math.nextUp(most);
        for (int j = 0; j < width; j++) {
            double sum = sums[from + j];
            into[at + j] = sum <= beyond ? (float) Math.sqrt(sum) : Float.POSITIVE_INFINITY;
        }
    }

    /** Four dimensions at once, so that a sum is read and written once for four terms. */
    private static void addFour(double[] a, double[] b, double[] c, double[] d, double[] point, int k, int width,
            double[] sums) {
        double pa = point[k];
        double pb = point[k + 1];
        double pc = point[k + 2];
        double pd = point[k + 3];
        for (int j = 0; j < width; j++) {
            double da = a[j] - pa;
            double db = b[j] - pb;
            double dc = c[j] - pc;
            double dd = d[j] - pd;
            sums[j] += (da * da + db * db) + (dc * dc + dd * dd);
        }
    }

    private static void addOne(double[] a, double pa, int width, double[] sums) {
        for (int j = 0; j < width; j++) {
            double da = a[j] - pa;
            sums[j] += da * da;
        }
    }
}
