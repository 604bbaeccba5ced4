// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;

/**
 * The condition number of each eigenvalue of a matrix: by how much more than the matrix itself the eigenvalue moves.
 *
 * <p>Of a simple one it is |u| |v| / |u^H v|, which is the norm of the projector onto its eigenfunction. Eigenvalues that
 * rounding cannot tell apart, λ_i and λ_j with |λ_i − λ_j| below ε |S| times the lesser of their condition numbers, have no
 * vectors of their own: they share the norm of the projector onto their common eigenspace, or infinity where that has
 * fewer directions than there are eigenvalues, as in a Jordan block.
 *
 * <p>Source: Golub and Van Loan, <i>Matrix Computations</i> (2013), section 7.2.
 */
final class EigenvalueConditions {

    /** Units of rounding, for each row, by which the entries of a decomposition are off at most. */
    private static final double SAFETY = 10;

    private final double[][] matrix;
    private final LinearAlgebra.General right;
    private final double rounding;

    private EigenvalueConditions(double[][] matrix, LinearAlgebra.General right) {
        this.matrix = matrix;
        this.right = right;
        rounding = SAFETY * matrix.length * Math.ulp(1.0);
    }

    /** Returns the condition numbers, in the order of the right decomposition; the left one is of the transpose. */
    static double[] of(double[][] matrix, LinearAlgebra.General right, LinearAlgebra.General left) {
        var conditions = new EigenvalueConditions(matrix, right);
        int[] partners = ClosestPairs.of(right, left);
        double[] ones = new double[matrix.length];
        Arrays.fill(ones, 1);
        double[] alone = IntStream.range(0, matrix.length)
                .mapToDouble(i -> 1 / overlap(right, i, left, partners[i])).toArray();
        double[] equalShared = conditions.shared(alone, ones);
        return conditions.shared(equalShared, equalShared);
    }

    /** Returns |u^T v| of two vectors of length 1. */
    private static double overlap(LinearAlgebra.General right, int i, LinearAlgebra.General left, int j) {
        double re = 0;
        double im = 0;
        for (int row = 0; row < right.real().length; row++) {
            re += left.realVectors()[row][j] * right.realVectors()[row][i]
                    - left.imaginaryVectors()[row][j] * right.imaginaryVectors()[row][i];
            im += left.realVectors()[row][j] * right.imaginaryVectors()[row][i]
                    + left.imaginaryVectors()[row][j] * right.realVectors()[row][i];
        }
        return Math.hypot(re, im);
    }

    /** Returns the numbers with those of each cluster replaced by what its members have in common. */
    private double[] shared(double[] conditions, double[] growths) {
        double[] shared = conditions.clone();
        for (int[] cluster : clusters(growths)) {
            if (cluster.length > 1) {
                double common = ofCluster(cluster);
                Arrays.stream(cluster).forEach(i -> shared[i] = common);
            }
        }
        return shared;
    }

    /** Returns groups of eigenvalues that chains of neighbours join which rounding, grown so many times, cannot tell apart. */
    private List<int[]> clusters(double[] growths) {
        double unit = rounding * norm();
        int[] group = IntStream.range(0, growths.length).toArray();
        for (int i = 0; i < group.length; i++) {
            for (int j = 0; j < i; j++) {
                if (ClosestPairs.distance(right, i, right, j) <= unit * Math.min(growths[i], growths[j])) {
                    join(group, group[i], group[j]);
                }
            }
        }
        var clusters = new ArrayList<int[]>();
        Arrays.stream(group).distinct().forEach(own -> clusters.add(IntStream.range(0, group.length)
                .filter(i -> group[i] == own).toArray()));
        return clusters;
    }

    private static void join(int[] group, int from, int to) {
        Arrays.setAll(group, i -> group[i] == from ? to : group[i]);
    }

    private double norm() {
        return Math.sqrt(Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(value -> value * value).sum());
    }

    /**
     * Returns the norm of the projector onto what S − λ takes to nothing, along what it reaches: of orthonormal bases U and V of
     * both its null spaces it is 1 / σ_min(U^T V). A complex λ is taken in its real form.
     */
    private double ofCluster(int[] cluster) {
        double re = Arrays.stream(cluster).mapToDouble(i -> right.real()[i]).average().orElseThrow();
        double im = Arrays.stream(cluster).mapToDouble(i -> right.imaginary()[i]).average().orElseThrow();
        boolean isReal = Math.abs(im) <= rounding * norm();
        int directions = isReal ? cluster.length : 2 * cluster.length;
        var singular = LinearAlgebra.singular(RealForm.minus(matrix, re, isReal ? 0 : im));
        int rest = singular.values().length - directions;
        if (singular.values()[rest] > rounding * norm()) {
            return Double.POSITIVE_INFINITY;
        }
        double[][] overlap = LinearAlgebra.product(LinearAlgebra.transposed(last(singular.left(), rest)),
                last(singular.right(), rest));
        double least = LinearAlgebra.singularValues(overlap)[directions - 1];
        return least > rounding ? 1 / least : Double.POSITIVE_INFINITY;
    }

    private static double[][] last(double[][] columns, int from) {
        return Arrays.stream(columns).map(row -> Arrays.copyOfRange(row, from, row.length)).toArray(double[][]::new);
    }
}
