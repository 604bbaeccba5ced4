// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import koopman.data.Randomness;
import koopman.training.Computation;

/**
 * The eigenvectors of greatest eigenvalue of a covariance C = X^T X / (N − 1), found in the way that the shape of X, (N, d),
 * makes cheapest.
 *
 * <p>Few features: all eigenvectors of C. Fewer samples than features: those of X X^T, whose eigenvalues are the same and
 * whose eigenvectors u give X^T u. Few of many directions: subspace iteration from random directions, Q → orth(C Q), with more
 * directions than are wanted, until the eigenvalues of Q^T C Q stand still; C is applied as often between two
 * orthonormalisations as rounding allows. It ends there within 1e-6 of them where the
 * spectrum falls off; where it is flat, so many directions are as good as others.
 *
 * <p>Source: Halko, Martinsson, Tropp, <i>Finding structure with randomness</i>, SIAM Review 53 (2011), sections 4.4 and 4.5.
 *
 * @param variances the eigenvalues, descending
 * @param vectors one direction a column, (d, count); of each, the entry of largest magnitude is positive
 * @param total the sum of all d eigenvalues
 */
record LeadingDirections(double[] variances, double[][] vectors, double total) {

    private static final int FEW = 800; // rows of a matrix all of whose eigenvectors take a few seconds
    private static final int MOST = 4_000; // rows of a square matrix that is formed: 128 MB
    private static final int SHARE = 8; // the directions are few where they are at most one of so many: then iterating is faster
    private static final int MOST_TIMES = 5; // that C is applied in one step
    private static final int STEPS = 50; // a spectrum that is not done by then is flat
    private static final double STILL = 1e-7; // of an eigenvalue: its change by a step; what is left to come is less
    private static final double SEEN = 1e-8; // of the greatest eigenvalue's part: half of the digits are left to the least

    /** Returns so many directions of rows whose mean is zero, (N, d), in double precision. */
    static LeadingDirections of(NDArray centred, int count) {
        long least = Math.min(centred.size(0), centred.size(1));
        boolean whole = least <= FEW || least <= MOST && SHARE * (long) count > least;
        if (centred.size(1) <= FEW || whole && least == centred.size(1)) {
            return ofCovariance(centred, count);
        }
        return whole ? ofGram(centred, count) : ofIteration(centred, count);
    }

    private static LeadingDirections ofCovariance(NDArray centred, int count) {
        try (NDArray covariance = covariance(centred)) {
            var eigen = LinearAlgebra.symmetric(LinearAlgebra.toJava(covariance));
            return new LeadingDirections(Arrays.copyOf(eigen.values(), count), leading(eigen.vectors(), count),
                    Arrays.stream(eigen.values()).sum());
        }
    }

    private static NDArray covariance(NDArray centred) {
        return Computation.result(centred.getManager(),
                () -> LinearAlgebra.gram(centred).div(centred.size(0) - 1));
    }

    private static LeadingDirections ofGram(NDArray centred, int count) {
        try (NDArray gram = Computation.result(centred.getManager(),
                () -> centred.matMul(centred.transpose()).div(centred.size(0) - 1))) {
            var eigen = LinearAlgebra.symmetric(LinearAlgebra.toJava(gram));
            double[] values = Arrays.copyOf(eigen.values(), count); // zeros beyond N
            double[][] images = transposedTimes(centred, leading(eigen.vectors(), count));
            return new LeadingDirections(values, LinearAlgebra.signed(LinearAlgebra.orthonormal(images)), total(centred));
        }
    }

    private static LeadingDirections ofIteration(NDArray centred, int count) {
        if (centred.size(0) < centred.size(1) || centred.size(1) > MOST) {
            return ofIteration(centred, count, q -> centred.transpose().matMul(centred.matMul(q)).div(centred.size(0) - 1));
        }
        try (NDArray covariance = covariance(centred)) {
            return ofIteration(centred, count, covariance::matMul);
        }
    }

    private static LeadingDirections ofIteration(NDArray centred, int count, UnaryOperator<NDArray> covariance) {
        int features = Math.toIntExact(centred.size(1));
        double[][] q = LinearAlgebra.orthonormal(normal(features, Math.min(features, count + count / 2 + 10)));
        double[] before = new double[count];
        for (int step = 1;; step++) {
            NDList images = images(centred, q, covariance);
            try (images) {
                var eigen = LinearAlgebra.symmetric(LinearAlgebra.toJava(images.get(1)));
                if (step == STEPS || still(before, eigen.values())) {
                    return new LeadingDirections(Arrays.copyOf(eigen.values(), count), LinearAlgebra.signed(
                            LinearAlgebra.product(q, leading(eigen.vectors(), count))), total(centred));
                }
                before = Arrays.copyOf(eigen.values(), count);
                q = LinearAlgebra.orthonormal(further(images.get(0), covariance, eigen, count));
            }
        }
    }

    /** Returns C Q, (d, l), and Q^T C Q, (l, l). */
    private static NDList images(NDArray like, double[][] q, UnaryOperator<NDArray> covariance) {
        return Computation.results(like.getManager(), () -> {
            NDArray directions = LinearAlgebra.toNative(like.getManager(), q, DataType.FLOAT64);
            NDArray image = covariance.apply(directions);
            return new NDList(image, directions.transpose().matMul(image));
        });
    }

    /** Returns C^k Q, turned to the eigenvectors of Q^T C Q, with the greatest eigenvalue as the unit of all but one C. */
    private static double[][] further(NDArray image, UnaryOperator<NDArray> covariance, LinearAlgebra.Symmetric eigen,
            int count) {
        double[] values = eigen.values();
        double times = Math.log(SEEN) / Math.log(Math.max(values[count - 1] / values[0], SEEN)); // (least / greatest)^k is SEEN
        NDArray power = Computation.result(image.getManager(), () -> {
            NDArray turned = image.matMul(LinearAlgebra.toNative(image.getManager(), eigen.vectors(), DataType.FLOAT64));
            for (int k = 2; k <= Math.min(times, MOST_TIMES); k++) {
                turned = covariance.apply(turned).div(values[0]);
            }
            return turned;
        });
        try (power) {
            return LinearAlgebra.toJava(power);
        }
    }

    private static boolean still(double[] before, double[] values) {
        for (int i = 0; i < before.length; i++) {
            double rounding = Math.ulp(1.0) * before.length * values[0];
            if (Math.abs(values[i] - before[i]) > STILL * Math.abs(values[i]) + rounding) {
                return false;
            }
        }
        return true;
    }

    private static double[][] transposedTimes(NDArray left, double[][] right) {
        try (NDArray product = Computation.result(left.getManager(), () -> left.transpose()
                .matMul(LinearAlgebra.toNative(left.getManager(), right, DataType.FLOAT64)))) {
            return LinearAlgebra.toJava(product);
        }
    }

    private static double total(NDArray centred) {
        try (NDArray sum = Computation.result(centred.getManager(),
                () -> centred.square().sum().div(centred.size(0) - 1))) {
            return sum.getDouble();
        }
    }

    /** Returns the first columns, and columns of zeros where there are not so many. */
    private static double[][] leading(double[][] matrix, int columns) {
        return Arrays.stream(matrix).map(row -> Arrays.copyOf(row, columns)).toArray(double[][]::new);
    }

    private static double[][] normal(int rows, int columns) {
        SplittableRandom random = Randomness.DIRECTIONS.of(0);
        var matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return matrix;
    }
}
