// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import koopman.training.Computation;

/**
 * What matrices and states must be before they are worked on: of the shape that is asked for, with a finite number in every
 * entry. On others some factorisations never end, and the rest give numbers that mean nothing.
 */
public final class Entries {

    /** Of the last place of a number: what constant states differ by when they come by sums in several orders. */
    static final double ROUNDING = 16;

    private static final int SOME = 1_000; // rows that nearly always tell that all rows differ

    private Entries() {}

    /** Refuses a matrix that is empty, whose rows differ in length, or that has an entry which is no finite number. */
    static void requireMatrix(String name, double[][] matrix) {
        if (matrix.length == 0 || matrix[0].length == 0) {
            throw new IllegalArgumentException(name + " (" + shape(matrix) + ") must have one row and one column at least");
        }
        for (int row = 0; row < matrix.length; row++) {
            if (matrix[row].length != matrix[0].length) {
                throw new IllegalArgumentException(name + " (" + matrix[row].length + " entries in row " + row
                        + ") must have " + matrix[0].length + " in every row, as in row 0");
            }
            requireFinite(name, matrix[row], row);
        }
    }

    private static void requireFinite(String name, double[] entries, int row) {
        for (int column = 0; column < entries.length; column++) {
            if (!Double.isFinite(entries[column])) {
                throw new IllegalArgumentException(name + " (" + entries[column] + " in row " + row + ", column " + column
                        + ") must be finite numbers");
            }
        }
    }

    /** Refuses what is refused above, and a matrix with more rows than columns or fewer. */
    static void requireSquare(String name, double[][] matrix) {
        requireMatrix(name, matrix);
        if (matrix.length != matrix[0].length) {
            throw new IllegalArgumentException(name + " (" + shape(matrix) + ") must be square");
        }
    }

    /** Refuses a right side of a system that has not a row for each of the system's. */
    static void requireSystem(String name, double[][] matrix, String side, double[][] right) {
        requireSquare(name, matrix);
        requireMatrix(side, right);
        if (right.length != matrix.length) {
            throw new IllegalArgumentException(side + " (" + shape(right) + ") must have " + matrix.length
                    + " rows, as " + name);
        }
    }

    static String shape(double[][] matrix) {
        return matrix.length + " x " + (matrix.length == 0 ? 0 : matrix[0].length);
    }

    /** Refuses what is no matrix, or one without a row or a column. */
    public static void requireShape(String name, NDArray rows) {
        if (rows.getShape().dimension() != 2 || rows.size() == 0) {
            throw new IllegalArgumentException(name + " " + rows.getShape()
                    + " must be (N, d), with one row and one column at least");
        }
    }

    /** Refuses an array that has an entry which is no finite number. */
    public static void requireFinite(String name, NDArray rows) {
        try (NDArray sum = Computation.result(rows.getManager(), () -> rows.sum().toType(DataType.FLOAT64, false))) {
            if (!Double.isFinite(sum.getDouble())) { // so is that of finite numbers, if they are large enough
                requireMatrix(name, LinearAlgebra.toJava(rows));
            }
        }
    }

    /** Refuses what is refused above, and an array with more columns or fewer. */
    static void requireColumns(String name, NDArray rows, int columns) {
        if (rows.getShape().dimension() != 2 || rows.size(1) != columns) {
            throw new IllegalArgumentException(name + " " + rows.getShape() + " must be (N, " + columns + ")");
        }
        requireShape(name, rows);
        requireFinite(name, rows);
    }

    /** Refuses layers to which so many components cannot be fitted, and names the layer. */
    static void requireLayers(List<NDArray> layers, int components) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("layers (none) must be one at least");
        }
        for (int index = 0; index < layers.size(); index++) {
            requireShape("layer " + index, layers.get(index));
            if (layers.get(index).size(0) != layers.get(0).size(0)) {
                throw new IllegalArgumentException("layer " + index + " (" + layers.get(index).size(0)
                        + " samples) must have " + layers.get(0).size(0) + ", as layer 0");
            }
        }
        requireComponents(layers, components);
        for (int index = 0; index < layers.size(); index++) {
            requireFinite("layer " + index, layers.get(index));
            if (!vary(layers.get(index))) {
                throw new IllegalArgumentException("layer " + index + " has no variance: every sample has the same state");
            }
        }
    }

    private static void requireComponents(List<NDArray> layers, int components) {
        if (components < 1) {
            throw new IllegalArgumentException("components (" + components + ") must be at least 1");
        }
        long samples = layers.get(0).size(0);
        if (samples <= components) {
            throw new IllegalArgumentException("states (" + samples + " samples) must be more than the components ("
                    + components + ")");
        }
        List<Long> widths = layers.stream().map(layer -> layer.size(1)).toList();
        long least = widths.stream().mapToLong(Long::longValue).min().orElseThrow();
        if (components > least) {
            throw new IllegalArgumentException("components (" + components + ") must be at most " + least
                    + ", the width of layer " + widths.indexOf(least));
        }
    }

    /** Returns whether the rows differ by more than rounding: |X − μ| / √N against |μ|, both as lengths of a row. */
    static boolean vary(NDArray rows) {
        double rounding = ROUNDING * (rows.getDataType() == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f));
        return someVary(rows, rounding) || allVary(rows, rounding);
    }

    /**
     * Returns whether the first rows settle it, so that not all are copied: they lie no nearer to the mean of all than to their
     * own, and that mean is no longer than the root of the rows' mean square.
     */
    private static boolean someVary(NDArray rows, double rounding) {
        try (NDArray excess = Computation.unattached(() -> {
            NDArray some = rows.get(":" + SOME);
            return some.sub(some.mean(new int[] {0}, true)).norm().sub(rows.norm().mul(2 * rounding))
                    .toType(DataType.FLOAT64, true);
        })) {
            return excess.getDouble() > 0;
        }
    }

    private static boolean allVary(NDArray rows, double rounding) {
        try (NDArray excess = Computation.result(rows.getManager(), () -> {
            NDArray wide = rows.toType(DataType.FLOAT64, true);
            NDArray mean = wide.mean(new int[] {0}, true);
            return wide.sub(mean).norm().div(Math.sqrt(rows.size(0))).sub(mean.norm().mul(rounding));
        })) {
            return excess.getDouble() > 0;
        }
    }
}
