package koopman.topology;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Euclidean distances between points: differences, squares and their sum in double precision, the root rounded to
 * single, so points far from the origin lose nothing. The coordinates lie dimension after dimension; the sums over
 * a strip of neighbouring columns then run through the processor's vector unit. Rows are kept once computed, as
 * long as they take less than an eighth of the heap.
 */
final class PointDistances implements Distances {

    /** 64 points of 784 coordinates take 400 KB, which stays in a second-level cache while all rows pass by. */
    private static final int STRIP = 64;

    private final double[][] coordinates; // (d, N)
    private final int size;
    private final AtomicReferenceArray<float[]> kept;

    /** Takes points as rows, (N, d), and checks them. */
    PointDistances(double[][] points) {
        this(points.length, points.length == 0 ? 0 : points[0].length);
        for (int i = 0; i < size; i++) {
            InvalidRow.unless(points[i].length == coordinates.length, i,
                    "found " + points[i].length + " numbers, expected " + coordinates.length + " as in the first");
            for (int k = 0; k < coordinates.length; k++) {
                put(i, k, points[i][k]);
            }
        }
    }

    /** Takes points as rows, (N, d), and checks them. */
    PointDistances(float[][] points) {
        this(points.length, points.length == 0 ? 0 : points[0].length);
        for (int i = 0; i < size; i++) {
            InvalidRow.unless(points[i].length == coordinates.length, i,
                    "found " + points[i].length + " numbers, expected " + coordinates.length + " as in the first");
            for (int k = 0; k < coordinates.length; k++) {
                put(i, k, points[i][k]);
            }
        }
    }

    private PointDistances(int size, int dimension) {
        if (size == 0 || dimension == 0) {
            throw new IllegalArgumentException("points (" + size + " of dimension " + dimension
                    + ") must be at least one, with at least one coordinate");
        }
        this.size = size;
        coordinates = new double[dimension][size];
        long rows = Runtime.getRuntime().maxMemory() / 8 / (4L * size);
        kept = new AtomicReferenceArray<>((int) Math.min(size, rows));
    }

    private void put(int point, int k, double value) {
        InvalidRow.unless(Double.isFinite(value), point, "number " + (k + 1) + " (" + value + ") must be finite");
        InvalidRow.unless(Math.abs(value) <= Float.MAX_VALUE / 2 / Math.sqrt(coordinates.length), point,
                "number " + (k + 1) + " (" + value + ") must leave distances below 3.4e38: scale the points down");
        coordinates[k][point] = value;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public float[] row(int point) {
        float[] row = point < kept.length() ? kept.get(point) : null;
        if (row == null) {
            row = new float[size];
            tile(point, point + 1, 0, size, row);
            if (point < kept.length()) {
                kept.set(point, row);
            }
        }
        return row;
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
