package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import koopman.training.Computation;

/**
 * The directions in which rows of a matrix vary most, fitted once and then applied to anything of that width.
 *
 * <p>With μ the mean row and X − μ = U S V^T, the components are the first p columns of V; of each, the entry of
 * largest magnitude is positive. x → (x − μ) V_p maps (N, d) to (N, p).
 */
public final class PrincipalComponents {

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;
    private final double total;

    private PrincipalComponents(double[] mean, double[][] components, double[] variances, double total) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.total = total;
    }

    /**
     * Returns the first {@code count} components of the rows, (N, d).
     *
     * @throws IllegalArgumentException if count is not from 1 to d, or N is below 2
     */
    public static PrincipalComponents fit(NDArray rows, int count) {
        if (count < 1 || count > rows.size(1)) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + rows.size(1)
                    + ", the number of features");
        }
        if (rows.size(0) < 2) {
            throw new IllegalArgumentException("rows (" + rows.size(0) + ") must be at least 2");
        }
        var sums = Computation.results(rows.getManager(), () -> {
            NDArray wide = rows.toType(DataType.FLOAT64, true);
            NDArray mean = wide.mean(new int[] {0}, true); // (1, d)
            NDArray centred = wide.sub(mean);
            return new NDList(mean, centred.transpose().matMul(centred).div(rows.size(0) - 1));
        });
        try (sums) {
            var eigen = LinearAlgebra.symmetric(LinearAlgebra.toJava(sums.get(1)));
            double[][] kept = Arrays.stream(eigen.vectors()).map(row -> Arrays.copyOf(row, count)).toArray(double[][]::new);
            return new PrincipalComponents(sums.get(0).toDoubleArray(), kept, Arrays.copyOf(eigen.values(), count),
                    Arrays.stream(eigen.values()).sum());
        }
    }

    /** Returns p, how many components there are. */
    public int count() {
        return variances.length;
    }

    /** Returns μ, d values. */
    public double[] mean() {
        return mean.clone();
    }

    /** Returns V_p, d rows of p values. */
    public double[][] components() {
        return Arrays.stream(components).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns the variance along each component, descending. */
    public double[] variances() {
        return variances.clone();
    }

    /** Returns the share of the fitted rows' whole variance that the components keep, from 0 to 1. */
    public double explained() {
        return Arrays.stream(variances).sum() / total;
    }

    /** Returns the share of other rows' variance, (N, d), that these components keep, from 0 to 1. */
    public double explained(NDArray rows) {
        try (NDArray seen = project(rows);
                NDArray kept = Computation.result(rows.getManager(), () -> variance(seen).div(variance(rows)))) {
            return kept.toType(DataType.FLOAT64, false).getDouble();
        }
    }

    private static NDArray variance(NDArray rows) {
        return rows.sub(rows.mean(new int[] {0}, true)).square().sum();
    }

    /** Returns the rows as seen along the components, (N, d) → (N, p), attached to the rows' manager. */
    public NDArray project(NDArray rows) {
        if (rows.size(1) != mean.length) {
            throw new IllegalArgumentException("rows " + rows.getShape() + " must have " + mean.length
                    + " features, as those the components were fitted on");
        }
        return Computation.result(rows.getManager(), () -> rows
                .sub(rows.getManager().create(mean).toType(rows.getDataType(), false))
                .matMul(LinearAlgebra.toNative(rows.getManager(), components, rows.getDataType())));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d principal components, %.1f %% of the variance", count(),
                mean.length, 100 * explained());
    }
}
