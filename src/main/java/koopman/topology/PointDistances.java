package koopman.topology;

import java.util.Arrays;

/**
 * Euclidean distances between points: differences, squares and their sum in double precision, the root rounded to
 * single, so points far from the origin lose nothing. The coordinates lie dimension after dimension too; the sums
 * over a strip of neighbouring columns then run through the processor's vector unit.
 */
final class PointDistances implements Distances {

    /** 64 points of 784 coordinates take 400 KB, which stays in a second-level cache while all rows pass by. */
    private static final int STRIP = 64;

    private final double[][] points; // (N, d)
    private final double[][] coordinates; // (d, N)

    /** Takes points as rows, (N, d), and checks them. */
    PointDistances(double[][] points) {
        int dimension = points.length == 0 ? 0 : points[0].length;
        if (dimension == 0) {
            throw new IllegalArgumentException("points (" + points.length
                    + " of dimension 0) must be at least one, with at least one coordinate");
        }
        this.points = points;
        coordinates = new double[dimension][points.length];
        double most = Float.MAX_VALUE / 2 / Math.sqrt(dimension);
        for (int i = 0; i < points.length; i++) {
            check(i, points[i], dimension, most);
            for (int k = 0; k < dimension; k++) {
                coordinates[k][i] = points[i][k];
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
        double[] sums = new double[STRIP];
        for (int from = columnFrom; from < columnTo; from += STRIP) {
            int width = Math.min(STRIP, columnTo - from);
            for (int row = rowFrom; row < rowTo; row++) {
                sumSquares(row, from, width, sums);
                int at = (row - rowFrom) * (columnTo - columnFrom) + from - columnFrom;
                for (int j = 0; j < width; j++) {
                    into[at + j] = (float) Math.sqrt(sums[j]);
                }
            }
        }
    }

    private void sumSquares(int point, int from, int width, double[] sums) {
        Arrays.fill(sums, 0, width, 0);
        int k = 0;
        for (; k + 4 <= coordinates.length; k += 4) {
            addFour(coordinates[k], coordinates[k + 1], coordinates[k + 2], coordinates[k + 3],
                    point, from, width, sums);
        }
        for (; k < coordinates.length; k++) {
            addOne(coordinates[k], point, from, width, sums);
        }
    }

    /** Four dimensions at once, so that a sum is read and written once for four terms. */
    private static void addFour(double[] a, double[] b, double[] c, double[] d,
            int point, int from, int width, double[] sums) {
        double pa = a[point];
        double pb = b[point];
        double pc = c[point];
        double pd = d[point];
        for (int j = 0; j < width; j++) {
            double da = a[from + j] - pa;
            double db = b[from + j] - pb;
            double dc = c[from + j] - pc;
            double dd = d[from + j] - pd;
            sums[j] += (da * da + db * db) + (dc * dc + dd * dd);
        }
    }

    private static void addOne(double[] a, int point, int from, int width, double[] sums) {
        double pa = a[point];
        for (int j = 0; j < width; j++) {
            double da = a[from + j] - pa;
            sums[j] += da * da;
        }
    }
}
