// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access2D;

/**
 * The factorisations that NDArray lacks, in double precision by ojAlgo; products stay with DJL. Matrices are
 * handed over as {@code double[rows][columns]}.
 *
 * <p>A factorisation refuses a matrix that is empty or ragged or has an entry which is no finite number, with an
 * {@link IllegalArgumentException} that names the entry: ojAlgo's iterations would never end on some of them.
 */
public final class LinearAlgebra {

    /** Powers of two whose squares, and the squares' sums, are far from both ends of what a double can hold. */
    private static final int SAFE_EXPONENT = 300;

    /** Powers of two by which an entry may be below the greatest; what is smaller is far below all rounding. */
    private static final int SEEN_EXPONENTS = 200;

    /** Columns from which products are as fast as wider ones. */
    private static final long BLOCK = 400;

    private LinearAlgebra() {}

    /**
     * The eigenvalues and eigenvectors of a symmetric matrix, greatest value first.
     *
     * @param values the eigenvalues, descending
     * @param vectors one eigenvector a column, in the same order; of each, the entry of largest magnitude is positive
     */
    public record Symmetric(double[] values, double[][] vectors) {}

    /** Returns the eigen decomposition of a symmetric matrix. */
    public static Symmetric symmetric(double[][] matrix) {
        Entries.requireSquare("matrix", matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var eigen = Eigenvalue.R064.make(store, true);
        eigen.decompose(store);
        double[] values = new double[matrix.length];
        eigen.getEigenvalues(values, Optional.empty());
        Integer[] order = descending(values);
        double[][] vectors = eigen.getV().toRawCopy2D();
        double[][] sorted = Arrays.stream(vectors).map(row -> pick(row, order)).toArray(double[][]::new);
        return new Symmetric(pick(values, order), signed(sorted));
    }

    /** Returns the columns, each turned so that its entry of largest magnitude is positive. */
    static double[][] signed(double[][] columns) {
        var signs = new double[columns[0].length];
        Arrays.setAll(signs, column -> signOfLargest(columns, column));
        var signed = new double[columns.length][signs.length];
        for (int row = 0; row < signed.length; row++) {
            for (int column = 0; column < signs.length; column++) {
                signed[row][column] = signs[column] * columns[row][column];
            }
        }
        return signed;
    }

    /**
     * Returns orthonormal columns Q of M = Q R, (n, m) with m at most n, by Householder's reflections: the first k of them span
     * what the first k of M span; where that is less than k directions, others complete them.
     */
    public static double[][] orthonormal(double[][] matrix) {
        Entries.requireMatrix("matrix", matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var qr = QR.R064.make(false); // whose Q has no more columns than M
        qr.decompose(store);
        return qr.getQ().toRawCopy2D();
    }

    /**
     * Returns X of A X = B for a symmetric positive definite A.
     *
     * @throws IllegalArgumentException if A is singular or not positive definite
     */
    public static double[][] solve(double[][] a, double[][] b) {
        Entries.requireSystem("matrix", a, "right side", b);
        return solution(a, b, 0).orElseThrow(() -> new IllegalArgumentException("matrix (" + Entries.shape(a)
                + ") must be positive definite to be solved: raise the ridge"));
    }

    /** Returns X as above, or nothing where a pivot of A is not above such a share of the greatest entry of its diagonal. */
    static Optional<double[][]> solution(double[][] a, double[][] b, double share) {
        var matrix = R064Store.FACTORY.copy(Access2D.wrap(a));
        var cholesky = Cholesky.R064.make(matrix);
        cholesky.decompose(matrix);
        if (!cholesky.isSolvable() || !hasPivots(cholesky.getL(), a, share)) {
            return Optional.empty();
        }
        return Optional.of(cholesky.getSolution(R064Store.FACTORY.copy(Access2D.wrap(b))).toRawCopy2D());
    }

    private static boolean hasPivots(MatrixStore<Double> lower, double[][] a, double share) {
        double greatest = IntStream.range(0, a.length).mapToDouble(i -> a[i][i]).max().orElseThrow();
        return IntStream.range(0, a.length).mapToDouble(i -> lower.doubleValue(i, i))
                .allMatch(root -> root * root > share * greatest);
    }

    /** Returns the orthogonal factor U V^T of a square matrix M = U S V^T: the rotation or reflection nearest to M. */
    public static double[][] nearestRotation(double[][] matrix) {
        Entries.requireSquare("matrix", matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(safe(matrix, exponent(matrix))));
        var svd = SingularValue.R064.make(store);
        svd.decompose(store);
        MatrixStore<Double> rotation = svd.getU().multiply(svd.getV().transpose());
        return rotation.toRawCopy2D();
    }

    /** Returns the triangle R of M = Q R, (n, m) → (m, m) with m at most n, by Householder's reflections. */
    public static double[][] triangle(double[][] matrix) {
        Entries.requireMatrix("matrix", matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var qr = QR.R064.make(false);
        qr.decompose(store);
        return qr.getR().toRawCopy2D();
    }

    /**
     * The singular values and vectors of M = U S V^T, (n, m) with m at most n, greatest value first.
     *
     * @param values the m singular values, descending
     * @param left U, (n, m), one vector a column
     * @param right V, (m, m), one vector a column
     */
    public record Singular(double[] values, double[][] left, double[][] right) {}

    /** Returns the singular value decomposition of a matrix. */
    public static Singular singular(double[][] matrix) {
        Entries.requireMatrix("matrix", matrix);
        int exponent = exponent(matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(safe(matrix, exponent)));
        var svd = SingularValue.R064.make(store);
        svd.decompose(store);
        return new Singular(values(svd, matrix[0].length, shift(exponent)), svd.getU().toRawCopy2D(), svd.getV().toRawCopy2D());
    }

    /** Returns the singular values alone, as many as the shorter side is long, descending: far quicker than with vectors. */
    public static double[] singularValues(double[][] matrix) {
        Entries.requireMatrix("matrix", matrix);
        if (matrix.length < matrix[0].length) {
            return singularValues(transposed(matrix));
        }
        int exponent = exponent(matrix);
        var store = R064Store.FACTORY.copy(Access2D.wrap(safe(matrix, exponent)));
        var svd = SingularValue.R064.make(store);
        svd.computeValuesOnly(store);
        return values(svd, matrix[0].length, shift(exponent));
    }

    private static double[] values(SingularValue<Double> svd, int count, int shift) {
        return IntStream.range(0, count).mapToDouble(i -> Math.scalb(svd.getSingularValues().doubleValue(i), shift)).toArray();
    }

    /**
     * Returns X^T X, (N, d) → (d, d), as an array among those of the computation that it stands in. Of the blocks beside the
     * diagonal one side is computed, and is the other's too.
     */
    public static NDArray gram(NDArray rows) {
        NDList parts = parts(rows, BLOCK, 1);
        var blocks = new NDArray[parts.size()][parts.size()];
        var lines = new NDList();
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j < blocks.length; j++) {
                blocks[i][j] = j < i ? blocks[j][i].transpose() : parts.get(i).transpose().matMul(parts.get(j));
            }
            lines.add(NDArrays.concat(new NDList(blocks[i]), 1));
        }
        return NDArrays.concat(lines, 0);
    }

    /** Returns views of the array, parts of so many along an axis, the last of them smaller. */
    public static NDList parts(NDArray array, long part, int axis) {
        long[] cuts = LongStream.iterate(part, cut -> cut < array.size(axis), cut -> cut + part).toArray();
        return cuts.length == 0 ? new NDList(array) : array.split(cuts, axis);
    }

    /** Returns [x 1] in double precision, (N, d) → (N, d + 1), as an array among those of the computation that it stands in. */
    public static NDArray withConstant(NDArray rows) {
        NDArray wide = rows.toType(DataType.FLOAT64, true);
        return wide.concat(wide.getManager().ones(new Shape(wide.size(0), 1), DataType.FLOAT64), 1);
    }

    /** Returns the first columns, one for each value, each divided by the root of its value. */
    static double[][] columnsDividedByRoots(double[][] columns, double[] values) {
        return Arrays.stream(columns).map(row -> IntStream.range(0, values.length)
                .mapToDouble(column -> row[column] / Math.sqrt(values[column])).toArray()).toArray(double[][]::new);
    }

    /**
     * The eigenvalues and right eigenvectors of a square matrix M, M v = λ v, greatest magnitude first.
     *
     * @param real the real parts of the eigenvalues
     * @param imaginary their imaginary parts; pairs stand side by side
     * @param realVectors the real parts of the eigenvectors, one a column, of length 1
     * @param imaginaryVectors their imaginary parts
     */
    public record General(double[] real, double[] imaginary, double[][] realVectors, double[][] imaginaryVectors) {}

    /** Returns the eigen decomposition of a square matrix. */
    public static General general(double[][] matrix) {
        Entries.requireSquare("matrix", matrix);
        int exponent = exponent(matrix);
        if (exponent < Double.MIN_EXPONENT) { // all is zero, to rounding
            return ofZero(matrix.length);
        }
        int shift = shift(exponent);
        General safe = ofSafe(safe(matrix, exponent));
        Arrays.setAll(safe.real, i -> Math.scalb(safe.real[i], shift));
        Arrays.setAll(safe.imaginary, i -> Math.scalb(safe.imaginary[i], shift));
        return safe;
    }

    /** Returns the exponent of the entry of greatest magnitude, as a power of two. */
    private static int exponent(double[][] matrix) {
        double greatest = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
        return Math.getExponent(greatest);
    }

    private static int shift(int exponent) {
        return Math.abs(exponent) > SAFE_EXPONENT ? exponent : 0;
    }

    /** Returns a matrix whose greatest entry has such an exponent, divided by a power of two where ojAlgo would stumble. */
    private static double[][] safe(double[][] matrix, int exponent) {
        int shift = shift(exponent);
        double least = Math.scalb(1.0, exponent - shift - SEEN_EXPONENTS);
        return Arrays.stream(matrix).map(row -> Arrays.stream(row).map(value -> Math.scalb(value, -shift))
                .map(value -> Math.abs(value) < least ? 0 : value).toArray()).toArray(double[][]::new);
    }

    private static General ofZero(int size) {
        var axes = new double[size][size];
        for (int i = 0; i < size; i++) {
            axes[i][i] = 1;
        }
        return new General(new double[size], new double[size], axes, new double[size][size]);
    }

    private static General ofSafe(double[][] matrix) {
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var eigen = Eigenvalue.R064.make(store, false);
        eigen.decompose(store);
        int size = matrix.length;
        var real = new double[size];
        var imaginary = new double[size];
        eigen.getEigenvalues(real, Optional.of(imaginary));
        double[][] v = eigen.getV().toRawCopy2D();
        Integer[] order = descending(magnitudes(real, imaginary));
        var realVectors = new double[size][size];
        var imaginaryVectors = new double[size][size];
        for (int to = 0; to < size; to++) {
            putVector(v, imaginary, order[to], to, realVectors, imaginaryVectors);
        }
        return new General(pick(real, order), pick(imaginary, order), realVectors, imaginaryVectors);
    }

    /** A complex pair λ = a ± bi shares two columns: real part first, imaginary part next, + before −. */
    private static void putVector(double[][] v, double[] imaginary, int from, int to, double[][] real, double[][] im) {
        int column = imaginary[from] < 0 ? from - 1 : from;
        double length = 0;
        for (double[] row : v) {
            length += row[column] * row[column] + (imaginary[from] == 0 ? 0 : row[column + 1] * row[column + 1]);
        }
        length = Math.sqrt(length);
        for (int row = 0; row < v.length; row++) {
            real[row][to] = v[row][column] / length;
            im[row][to] = imaginary[from] == 0 ? 0 : Math.signum(imaginary[from]) * v[row][column + 1] / length;
        }
    }

    private static double[] magnitudes(double[] real, double[] imaginary) {
        var magnitudes = new double[real.length];
        Arrays.setAll(magnitudes, i -> Math.hypot(real[i], imaginary[i]));
        return magnitudes;
    }

    private static double[] pick(double[] values, Integer[] order) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }

    /** Returns the product of two matrices. */
    public static double[][] product(double[][] a, double[][] b) {
        if (a.length > 0 && a[0].length != b.length) {
            throw new IllegalArgumentException("matrix (" + Entries.shape(b) + ") must have " + a[0].length
                    + " rows to stand on the right of " + Entries.shape(a));
        }
        return R064Store.FACTORY.copy(Access2D.wrap(a)).multiply(R064Store.FACTORY.copy(Access2D.wrap(b))).toRawCopy2D();
    }

    /** Returns a + factor b; all have the same shape. */
    public static double[][] sum(double[][] a, double factor, double[][] b) {
        var sum = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i].clone();
            for (int j = 0; j < sum[i].length; j++) {
                sum[i][j] += factor * b[i][j];
            }
        }
        return sum;
    }

    /** Returns the matrix with rows and columns exchanged. */
    public static double[][] transposed(double[][] matrix) {
        return R064Store.FACTORY.copy(Access2D.wrap(matrix)).transpose().toRawCopy2D();
    }

    /** Returns an (n, m) array's values in double precision. */
    public static double[][] toJava(NDArray array) {
        double[] flat;
        try (var scope = new NDScope()) { // DJL keeps the copy that it makes of an array whose rows do not lie side by side
            scope.suppressNotUsedWarning();
            flat = array.toType(DataType.FLOAT64, true).toDoubleArray();
        }
        int columns = Math.toIntExact(array.size(1));
        var rows = new double[Math.toIntExact(array.size(0))][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    /** Returns the matrix as an array of the type, (n, m), attached to the manager. */
    public static NDArray toNative(NDManager manager, double[][] matrix, DataType type) {
        int columns = matrix[0].length;
        var flat = new double[matrix.length * columns];
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(matrix[row], 0, flat, row * columns, columns);
        }
        NDArray wide = manager.create(flat, new Shape(matrix.length, columns));
        if (type == DataType.FLOAT64) {
            return wide; // PyTorch would not copy to the same type, and its array would outlive Java's memory
        }
        try (wide) {
            return wide.toType(type, true);
        }
    }

    private static Integer[] descending(double[] values) {
        var order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[j], values[i]));
        return order;
    }

    private static double signOfLargest(double[][] vectors, int column) {
        double largest = 0;
        for (double[] row : vectors) {
            if (Math.abs(row[column]) > Math.abs(largest)) {
                largest = row[column];
            }
        }
        return Math.signum(largest);
    }
}
