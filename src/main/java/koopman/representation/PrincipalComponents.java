// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.training.Computation;

/**
 * The directions in which rows of a matrix vary most, fitted once and then applied to anything of that width.
 *
 * <p>With μ the mean row and X − μ = U S V^T, the components are the first p columns of V; of each, the entry of
 * largest magnitude is positive. x → (x − μ) V_p maps (N, d) to (N, p). Of up to 800 features all components are found, by
 * the covariance; of more only what is wanted, in the way that is cheapest for the shape.
 *
 * <p>Of rows that have classes there are the components of the class means as well, in units of the scatter within classes: the
 * canonical directions of Fisher (The use of multiple measurements in taxonomic problems, 1936).
 */
public final class PrincipalComponents {

    /** Of the mean variance within classes; where nothing varies, nothing is to look like the best direction. */
    private static final double WITHIN = 0.01;

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
     * @throws IllegalArgumentException if count is not from 1 to d, N is below 2, or an entry is no finite number
     */
    public static PrincipalComponents fit(NDArray rows, int count) {
        Entries.requireShape("rows", rows);
        if (count < 1 || count > rows.size(1)) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + rows.size(1)
                    + ", the number of features");
        }
        if (rows.size(0) < 2) {
            throw new IllegalArgumentException("rows (" + rows.size(0) + ") must be at least 2");
        }
        Entries.requireFinite("rows", rows);
        NDList parts = Computation.results(rows.getManager(), () -> {
            NDArray wide = rows.toType(DataType.FLOAT64, true);
            NDArray mean = wide.mean(new int[] {0}, true); // (1, d)
            boolean shared = rows.getDataType() == DataType.FLOAT64; // PyTorch does not copy to the same type
            return new NDList(mean, shared ? wide.sub(mean) : wide.subi(mean));
        });
        try (parts) {
            var leading = LeadingDirections.of(parts.get(1), count);
            return new PrincipalComponents(parts.get(0).toDoubleArray(), leading.vectors(), leading.variances(),
                    leading.total());
        }
    }

    /**
     * Returns the directions that tell the classes of the rows, (N, d), apart best: the principal components of the class means, in
     * the coordinates in which the scatter within classes is the same all around, made orthogonal as directions of the rows. With S
     * the covariance within classes and M the means, weighted and centred, they span the first columns of S^-1 M V, V the eigenvectors
     * of M^T S^-1 M. Variances are those of the rows.
     *
     * @param samples as many as rows, for their classes
     * @throws IllegalArgumentException if count is not from 1 to the number of classes less one or to d, the numbers of rows and
     *     samples differ, or an entry is no finite number
     */
    public static PrincipalComponents ofClasses(NDArray rows, Samples samples, int count) {
        LinearProbe.requireRows(rows, samples);
        Entries.requireFinite("rows", rows);
        int most = (int) Math.min(samples.classes().size() - 1, rows.size(1));
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + most
                    + ", the number of classes less one, or of features");
        }
        NDList parts = Computation.results(rows.getManager(), () -> {
            NDArray wide = rows.toType(DataType.FLOAT64, true);
            NDArray mean = wide.mean(new int[] {0}, true); // (1, d)
            NDArray centred = wide.sub(mean);
            NDArray member = samples.labels(rows.getManager()).oneHot(samples.classes().size()).toType(DataType.FLOAT64, false);
            NDArray sizes = member.sum(new int[] {0}).reshape(-1, 1).maximum(1); // (classes, 1), 1 for a class without rows
            NDArray means = member.transpose().matMul(centred).div(sizes); // (classes, d)
            NDArray within = centred.sub(member.matMul(means));
            return new NDList(mean, within.transpose().matMul(within).div(rows.size(0)),
                    means.mul(sizes.div(rows.size(0)).sqrt()).transpose()); // (1, d), (d, d), (d, classes)
        });
        try (parts) {
            double[][] within = LinearAlgebra.toJava(parts.get(1));
            double[][] means = LinearAlgebra.toJava(parts.get(2));
            return new PrincipalComponents(parts.get(0).toDoubleArray(), canonical(within, means, count), within, means);
        }
    }

    private PrincipalComponents(double[] mean, double[][] components, double[][] within, double[][] means) {
        this(mean, components, variances(components, within, means), trace(within)
                + Arrays.stream(means).flatMapToDouble(Arrays::stream).map(entry -> entry * entry).sum());
    }

    private static double[][] canonical(double[][] within, double[][] means, int count) {
        double[][] system = Arrays.stream(within).map(double[]::clone).toArray(double[][]::new);
        double floor = Math.max(WITHIN * trace(within) / within.length, Double.MIN_NORMAL);
        for (int i = 0; i < system.length; i++) {
            system[i][i] += floor;
        }
        double[][] solved = LinearAlgebra.solve(system, means);
        double[][] turns = LinearAlgebra.symmetric(LinearAlgebra.product(LinearAlgebra.transposed(means), solved)).vectors();
        double[][] leading = Arrays.stream(turns).map(row -> Arrays.copyOf(row, count)).toArray(double[][]::new);
        return LinearAlgebra.signed(LinearAlgebra.orthonormal(LinearAlgebra.product(solved, leading)));
    }

    /** Returns the variance along each direction: within the classes and between their means. */
    private static double[] variances(double[][] components, double[][] within, double[][] means) {
        double[][] across = LinearAlgebra.transposed(components);
        double[][] inside = LinearAlgebra.product(LinearAlgebra.product(across, within), components);
        double[][] between = LinearAlgebra.product(across, means);
        return IntStream.range(0, across.length).mapToDouble(i -> inside[i][i]
                + Arrays.stream(between[i]).map(entry -> entry * entry).sum()).toArray();
    }

    private static double trace(double[][] matrix) {
        return IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i][i]).sum();
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

    /** Returns the share of the fitted rows' whole variance that the components keep, from 0 to 1; all of none is 1. */
    public double explained() {
        return total > 0 ? Arrays.stream(variances).sum() / total : 1;
    }

    /** Returns the share of other rows' variance, (N, d), that these components keep, from 0 to 1; all of none is 1. */
    public double explained(NDArray rows) {
        try (NDArray seen = project(rows); NDArray kept = Computation.result(rows.getManager(),
                () -> variance(seen).div(variance(rows)).toType(DataType.FLOAT64, false))) {
            double share = kept.getDouble();
            return Double.isNaN(share) ? 1 : share; // 0 / 0
        }
    }

    private static NDArray variance(NDArray rows) {
        return rows.sub(rows.mean(new int[] {0}, true)).square().sum();
    }

    /** Returns the rows as seen along the components, (N, d) → (N, p), attached to the rows' manager. */
    public NDArray project(NDArray rows) {
        requireFeatures(rows);
        return Computation.result(rows.getManager(), () -> rows
                .sub(rows.getManager().create(mean).toType(rows.getDataType(), false))
                .matMul(LinearAlgebra.toNative(rows.getManager(), components, rows.getDataType())));
    }

    private void requireFeatures(NDArray rows) {
        Entries.requireShape("rows", rows);
        if (rows.size(1) != mean.length) {
            throw new IllegalArgumentException("rows " + rows.getShape() + " must have " + mean.length
                    + " features, as those the components were fitted on");
        }
        Entries.requireFinite("rows", rows);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d principal components, %.1f %% of the variance", count(),
                mean.length, 100 * explained());
    }
}
