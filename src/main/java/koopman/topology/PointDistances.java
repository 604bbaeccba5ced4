package koopman.topology;

import java.util.Arrays;

/**
 * Euclidean distances between points: differences, squares and their sum in double precision, the root rounded to
 * single, so points far from the origin lose nothing. The coordinates lie dimension after dimension too; the sums
 * over a strip of neighbouring columns then run through the processor's vector unit.
 */
final class PointDistances implements Distances {

    /** 16 coordinates of 512 points take 64 KB, which stay in a second-level cache while all rows pass by. */
    private static final int STRIP = 512;
    private static final int CHUNK = 16;

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
        for (int from = columnFrom; from < columnTo; from += STRIP) {
            int width = Math.min(STRIP, columnTo - from);
            double[][] strip = new double[CHUNK][width];
            double[][] sums = new double[rowTo - rowFrom][width];
            for (int k = 0; k < coordinates.length; k += CHUNK) {
                int dimensions = Math.min(CHUNK, coordinates.length - k);
                copy(k, dimensions, from, strip);
                for (int row = 0; row < sums.length; row++) {
                    addSquares(points[rowFrom + row], k, strip, dimensions, sums[row]);
                }
            }
            for (int row = 0; row < sums.length; row++) {
                writeRoots(sums[row], into, row * (columnTo - columnFrom) + from - columnFrom);
            }
        }
    }

    /**
     * Copies some dimensions of the points from one on, because the compiler of Java 17 uses vectors in full only
     * where all arrays of a loop begin at 0: three times as fast.
     */
    private void copy(int first, int dimensions, int from, double[][] strip) {
        for (int k = 0; k < dimensions; k++) {
            System.arraycopy(coordinates[first + k], from, strip[k], 0, strip[k].length);
        }
    }

    private static void writeRoots(double[] sums, float[] into, int at) {
        for (int j = 0; j < sums.length; j++) {
            into[at + j] = (float) Math.sqrt(sums[j]);
        }
    }

    private static void addSquares(double[] point, int first, double[][] strip, int dimensions, double[] sums) {
        int k = 0;
        for (; k + 4 <= dimensions; k += 4) {
            addFour(strip[k], strip[k + 1], strip[k + 2], strip[k + 3], point, first + k, sums);
        }
        for (; k < dimensions; k++) {
            addOne(strip[k], point[first + k], sums);
        }
    }

    /** Four dimensions at once, so that a sum is read and written once for four terms. */
    private static void addFour(double[] a, double[] b, double[] c, double[] d, double[] point, int k, double[] sums) {
        double pa = point[k];
        double pb = point[k + 1];
        double pc = point[k + 2];
        double pd = point[k + 3];
        for (int j = 0; j < sums.length; j++) {
            double da = a[j] - pa;
            double db = b[j] - pb;
            double dc = c[j] - pc;
            double dd = d[j] - pd;
            sums[j] += (da * da + db * db) + (dc * dc + dd * dd);
        }
    }

    private static void addOne(double[] a, double pa, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            double da = a[j] - pa;
            sums[j] += da * da;
        }
    }
}
