package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access2D;

/**
 * The factorisations that NDArray lacks, in double precision by ojAlgo; products stay with DJL. Matrices are
 * handed over as {@code double[rows][columns]}.
 */
public final class LinearAlgebra {

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
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var eigen = Eigenvalue.R064.make(store, true);
        eigen.decompose(store);
        double[] values = new double[matrix.length];
        eigen.getEigenvalues(values, java.util.Optional.empty());
        Integer[] order = descending(values);
        double[][] vectors = eigen.getV().toRawCopy2D();
        var sorted = new double[matrix.length][matrix.length];
        for (int column = 0; column < order.length; column++) {
            double sign = signOfLargest(vectors, order[column]);
            for (int row = 0; row < order.length; row++) {
                sorted[row][column] = sign * vectors[row][order[column]];
            }
        }
        return new Symmetric(Arrays.stream(order).mapToDouble(i -> values[i]).toArray(), sorted);
    }

    /**
     * Returns X of A X = B for a symmetric positive definite A.
     *
     * @throws IllegalArgumentException if A is singular or not positive definite
     */
    public static double[][] solve(double[][] a, double[][] b) {
        var matrix = R064Store.FACTORY.copy(Access2D.wrap(a));
        var cholesky = Cholesky.R064.make(matrix);
        cholesky.decompose(matrix);
        if (!cholesky.isSolvable()) {
            throw new IllegalArgumentException("matrix (" + a.length + " x " + a.length
                    + ") must be positive definite to be solved: raise the ridge");
        }
        return cholesky.getSolution(R064Store.FACTORY.copy(Access2D.wrap(b))).toRawCopy2D();
    }

    /** Returns the orthogonal factor U V^T of a square matrix M = U S V^T: the rotation nearest to M. */
    public static double[][] nearestRotation(double[][] matrix) {
        var store = R064Store.FACTORY.copy(Access2D.wrap(matrix));
        var svd = SingularValue.R064.make(store);
        svd.decompose(store);
        MatrixStore<Double> rotation = svd.getU().multiply(svd.getV().transpose());
        return rotation.toRawCopy2D();
    }

    /** Returns an (n, m) array's values in double precision. */
    public static double[][] toJava(NDArray array) {
        double[] flat;
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            flat = wide.toDoubleArray();
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
        double[] flat = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        try (NDArray wide = manager.create(flat, new Shape(matrix.length, matrix[0].length))) {
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
