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
 * The least change of a representation after which no linear probe finds a concept in it: which class a sample is of, or
 * whether it is of a given one. Fitted once, then applied to anything of that width.
 *
 * <p>r(x) = x − (x − μ) W Q Q^T W^+ with the whitening W = Σ_x^(-1/2) and Q orthonormal columns that span W Σ_xz. Σ_x is the
 * covariance of the states, (d, d), and Σ_xz that with the classes' indicators z, (d, classes). Of all affine maps after which
 * the states and z have no covariance, it moves the fitted states least in the mean square, in whatever norm of x.
 *
 * <p>The pseudo-inverse takes the inverse's place: directions whose variance is none to rounding stay as they are. All is worked
 * out in double precision, with each feature on its own scale.
 *
 * <p>Source: Belrose et al., <i>LEACE: Perfect linear concept erasure in closed form</i>, arXiv 2306.03819 (2023), section 4.
 */
public final class ConceptErasure {

    /** A covariance of whitened states and indicators below this is rounding. */
    private static final double UNRELATED = 1e-9;

    private final double[] mean;
    private final double[][] concept; // W Q, (d, rank): how far a state lies along each erased direction
    private final double[][] directions; // Q^T W^+, (rank, d)

    private ConceptErasure(double[] mean, double[][] concept, double[][] directions) {
        this.mean = mean;
        this.concept = concept;
        this.directions = directions;
    }

    /** Returns the erasure of the samples' classes from their states, (N, d). */
    public static ConceptErasure fit(NDArray states, Samples samples) {
        return fit(states, samples, IntStream.range(0, samples.classes().size()).filter(label -> has(samples, label)).toArray());
    }

    /**
     * Returns the erasure of whether a sample is of one of these classes, and of which of them.
     *
     * @throws IllegalArgumentException if an entry is no finite number, the states are not a row for each sample or all the
     *     same, a class has no samples, or one has all
     */
    public static ConceptErasure fit(NDArray states, Samples samples, int... labels) {
        LinearProbe.requireRows(states, samples);
        requireClasses(samples, labels);
        Entries.requireFinite("states", states);
        if (!Entries.vary(states)) {
            throw new IllegalArgumentException("states have no variance: every sample has the same state");
        }
        NDList parts = Computation.results(states.getManager(), () -> {
            NDArray wide = states.toType(DataType.FLOAT64, true);
            NDArray mean = wide.mean(new int[] {0}, true); // (1, d)
            NDArray centred = wide.sub(mean);
            NDArray z = samples.labels(states.getManager()).oneHot(samples.classes().size()).toType(DataType.FLOAT64, false);
            NDArray across = centred.transpose().matMul(z.sub(z.mean(new int[] {0}, true)));
            return new NDList(mean, centred.transpose().matMul(centred).div(wide.size(0)), across.div(wide.size(0)));
        });
        try (parts) {
            double[][] across = Arrays.stream(LinearAlgebra.toJava(parts.get(2))).map(row -> IntStream.of(labels)
                    .mapToDouble(label -> row[label]).toArray()).toArray(double[][]::new);
            return of(LinearAlgebra.toJava(parts.get(0))[0], LinearAlgebra.toJava(parts.get(1)), across);
        }
    }

    private static void requireClasses(Samples samples, int[] labels) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("labels (none) must be one class at least");
        }
        for (int label : labels) {
            if (!has(samples, samples.requireClass(label))) {
                throw new IllegalArgumentException("class (" + label + ") must have samples to be erased");
            }
            if (samples.counts()[label] == samples.size()) {
                throw new IllegalArgumentException("samples (all of class " + label
                        + ") must be of two classes at least: one alone is no concept");
            }
        }
    }

    private static boolean has(Samples samples, int label) {
        return samples.counts()[label] > 0;
    }

    /** Returns the erasure by μ, Σ_x and Σ_xz. */
    private static ConceptErasure of(double[] mean, double[][] covariance, double[][] across) {
        double[] scale = scale(mean, covariance);
        var eigen = LinearAlgebra.symmetric(scaled(covariance, scale));
        double[] values = Arrays.stream(eigen.values()).filter(value -> value > RidgeRegression.NOTHING * eigen.values()[0])
                .toArray();
        double[][] whitening = LinearAlgebra.columnsDividedByRoots(eigen.vectors(), values); // (d, k)
        double[][] back = LinearAlgebra.transposed(whitening); // W^+ once each row is multiplied by its value
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < values.length; j++) {
                whitening[i][j] /= scale[i];
                back[j][i] *= values[j] * scale[i];
            }
        }
        double[][] basis = basis(LinearAlgebra.product(LinearAlgebra.transposed(whitening), across)); // Q, (k, rank)
        return basis[0].length == 0 ? new ConceptErasure(mean, new double[mean.length][0], new double[0][])
                : new ConceptErasure(mean, LinearAlgebra.product(whitening, basis),
                        LinearAlgebra.product(LinearAlgebra.transposed(basis), back));
    }

    /** Returns each feature's deviation, or 1 where it is none to rounding. */
    private static double[] scale(double[] mean, double[][] covariance) {
        return IntStream.range(0, mean.length).mapToDouble(i -> {
            double deviation = Math.sqrt(covariance[i][i]);
            return deviation > Entries.ROUNDING * Math.ulp(mean[i]) ? deviation : 1;
        }).toArray();
    }

    private static double[][] scaled(double[][] covariance, double[] scale) {
        var scaled = new double[scale.length][scale.length];
        for (int i = 0; i < scale.length; i++) {
            for (int j = 0; j < scale.length; j++) {
                scaled[i][j] = covariance[i][j] / scale[i] / scale[j];
            }
        }
        return scaled;
    }

    /** Returns orthonormal columns that span those of a matrix, (k, classes) → (k, rank). */
    private static double[][] basis(double[][] matrix) {
        boolean high = matrix.length >= matrix[0].length;
        var singular = LinearAlgebra.singular(high ? matrix : LinearAlgebra.transposed(matrix));
        int rank = (int) Arrays.stream(singular.values()).filter(value -> value > UNRELATED).count();
        return Arrays.stream(high ? singular.left() : singular.right()).map(row -> Arrays.copyOf(row, rank))
                .toArray(double[][]::new);
    }

    /** Returns d, the number of features of a state. */
    public int features() {
        return mean.length;
    }

    /** Returns how many directions are erased: one less than the classes at most. */
    public int rank() {
        return directions.length;
    }

    /** Returns the states without the concept, (N, d), of the same type and attached to their manager. */
    public NDArray apply(NDArray states) {
        Entries.requireColumns("states", states, features());
        return Computation.result(states.getManager(), () -> {
            NDArray wide = states.toType(DataType.FLOAT64, true);
            return (rank() == 0 ? wide.duplicate() : wide.sub(along(wide))).toType(states.getDataType(), true);
        });
    }

    private NDArray along(NDArray wide) {
        return wide.sub(wide.getManager().create(mean))
                .matMul(LinearAlgebra.toNative(wide.getManager(), concept, DataType.FLOAT64)) // (N, rank)
                .matMul(LinearAlgebra.toNative(wide.getManager(), directions, DataType.FLOAT64));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "erasure of %d of %d directions", rank(), features());
    }
}
