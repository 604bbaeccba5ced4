// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;
import koopman.training.Parameters;
import koopman.training.Products;

/**
 * How the linear operator W, (m, m), is written in terms of learned arrays. One step takes z to z W^T; a journey is k
 * steps, z → z P with P = (W^k)^T.
 */
public sealed interface OperatorForm extends Serializable {

    /** Adds the form's learned arrays, with their starting values, to a layout. */
    void start(Parameters.Layout layout, NDManager manager, int latent, SplittableRandom random);

    /** Returns the shapes of the form's learned arrays by name. */
    Map<String, Shape> shapes(int latent);

    /** Returns (W^steps)^T from the learned arrays, (m, m). */
    NDArray power(Map<String, NDArray> arrays, int steps, int journey);

    /** Returns whether the operator has powers of any real number of steps, or of whole numbers only. */
    default boolean isContinuous() {
        return false;
    }

    /**
     * Returns the part of the journey after a share of it, a scalar from 0 to 1 through which gradients flow too, (m, m).
     *
     * @throws IllegalArgumentException if the form has powers of whole numbers of steps only
     */
    default NDArray part(Map<String, NDArray> arrays, NDArray share) {
        throw new IllegalArgumentException("operator (" + this + ") must have powers of any real number of steps");
    }

    /**
     * Returns (W^steps)^T for any real number of steps, negative ones back in time; of a form that has whole powers only, a
     * whole number, 0 at least.
     */
    default NDArray power(Map<String, NDArray> arrays, double steps, int journey) {
        if (steps >= 0 && steps == Math.rint(steps)) {
            return power(arrays, (int) steps, journey);
        }
        if (!isContinuous()) {
            throw new IllegalArgumentException("steps (" + steps + ") must be a whole number, at least 0: the operator (" + this
                    + ") has no other powers");
        }
        NDArray any = arrays.values().iterator().next();
        return part(arrays, Computation.withoutGradient(() -> Computation.times(
                any.getManager().ones(new Shape(), any.getDataType()), steps / journey)));
    }

    /** Returns rows of observables after as many steps as above, (N, m) → (N, m). */
    default NDArray advance(Map<String, NDArray> arrays, NDArray rows, double steps, int journey) {
        return Products.of(rows, power(arrays, steps, journey));
    }

    /** Brings the learned arrays back into the form's bounds, in place, after a step of a training. */
    default void keepBounds(Parameters parameters) {}

    /**
     * W = exp(A / k), with A learned and started at the identity; so W^k = exp(A), and a whole journey takes one
     * exponential, whatever k is. As exp(I) = e I, the journey starts as a stretching by e. The published form (Aswani and
     * Jabari 2025, section 3).
     */
    record Exponential() implements OperatorForm {

        @Override
        public void start(Parameters.Layout layout, NDManager manager, int latent, SplittableRandom random) {
            layout.weight("operator.generator", manager.eye(latent));
        }

        @Override
        public Map<String, Shape> shapes(int latent) {
            return Map.of("operator.generator", new Shape(latent, latent));
        }

        @Override
        public NDArray power(Map<String, NDArray> arrays, int steps, int journey) {
            NDArray generator = arrays.get("operator.generator");
            return MatrixExponential.of(steps == journey ? generator
                    : Computation.times(generator, (double) steps / journey)).transpose();
        }

        @Override
        public boolean isContinuous() {
            return true;
        }

        @Override
        public NDArray part(Map<String, NDArray> arrays, NDArray share) {
            return MatrixExponential.of(arrays.get("operator.generator").mul(share)).transpose();
        }
    }

    /** W itself is learned, started at the identity. */
    record Free() implements OperatorForm {

        @Override
        public void start(Parameters.Layout layout, NDManager manager, int latent, SplittableRandom random) {
            layout.weight("operator.step", manager.eye(latent));
        }

        @Override
        public Map<String, Shape> shapes(int latent) {
            return Map.of("operator.step", new Shape(latent, latent));
        }

        @Override
        public NDArray power(Map<String, NDArray> arrays, int steps, int journey) {
            return OperatorForm.power(arrays.get("operator.step"), steps).transpose();
        }
    }

    /**
     * W = U V with U (m, r) and V (r, m) learned, so that W^k = U (V U)^(k-1) V. U starts with random orthonormal columns and
     * V as U^T, so that V U, whose power is taken, starts as the identity.
     *
     * @param rank r, at least 1 and at most the latent size
     */
    record LowRank(int rank) implements OperatorForm {

        public LowRank {
            if (rank < 1) {
                throw new IllegalArgumentException("rank (" + rank + ") must be at least 1");
            }
        }

        @Override
        public void start(Parameters.Layout layout, NDManager manager, int latent, SplittableRandom random) {
            if (rank > latent) {
                throw new IllegalArgumentException("rank (" + rank + ") must be at most the latent size (" + latent + ")");
            }
            double[][] directions = Stream.generate(() -> random.doubles(rank, -1, 1).toArray()).limit(latent)
                    .toArray(double[][]::new);
            NDArray left = LinearAlgebra.toNative(manager, LinearAlgebra.orthonormal(directions), DataType.FLOAT32);
            layout.weight("operator.left", left).weight("operator.right", left.transpose());
        }

        @Override
        public Map<String, Shape> shapes(int latent) {
            return Map.of("operator.left", new Shape(latent, rank), "operator.right", new Shape(rank, latent));
        }

        @Override
        public NDArray power(Map<String, NDArray> arrays, int steps, int journey) {
            NDArray left = arrays.get("operator.left");
            NDArray right = arrays.get("operator.right");
            if (steps == 0) {
                return left.getManager().eye((int) left.size(0)).toType(left.getDataType(), false);
            }
            NDArray inner = OperatorForm.power(right.matMul(left), steps - 1); // (r, r)
            return left.matMul(inner).matMul(right).transpose();
        }
    }

    /**
     * W turns and stretches pairs of observables, each on its own: along its diagonal lie 2 x 2 blocks
     * r ((cos θ, −sin θ), (sin θ, cos θ)), whose eigenvalues are r e^±iθ, and, if m is odd, one number r. W^s has r^s and s θ in
     * their place for any real s, without an exponential of a matrix, and moves a row in O(m). Learned are the logarithm of r
     * and θ over the whole journey, k ln r and k θ, so that they do not depend on k.
     *
     * <p>It starts by moving nothing, r = 1 and θ = 0, or at the bound if that is below 1. There the loss's gradient by an angle
     * is Σ (−v, u)·g over the pairs (u, v), g being its gradient by what they become, and not 0: blocks learn to turn either way.
     * The m numbers do not decay: they are the spectrum, which decay would draw to 1. Two real eigenvalues that differ need two
     * blocks, as both of a block have one modulus; and W is normal, so that what is not must come from the encoder.
     *
     * <p>Source: Lusch, Kutz, Brunton, <i>Deep learning for universal linear embeddings of nonlinear dynamics</i> (2018), whose
     * blocks have this form but depend on the state.
     *
     * @param most the greatest modulus that an eigenvalue of the whole journey may have, 1 so that nothing grows; infinity for
     *     no bound. A step of the training that leads beyond is brought back to it, so that the bound can be reached
     */
    record Eigen(double most) implements OperatorForm {

        private static final String GROWTH = "operator.growth";
        private static final String ANGLE = "operator.angle";

        public Eigen {
            if (!(most > 0)) {
                throw new IllegalArgumentException("most (" + most + ") must be above 0");
            }
        }

        /** The form without a bound. */
        public Eigen() {
            this(Double.POSITIVE_INFINITY);
        }

        @Override
        public void start(Parameters.Layout layout, NDManager manager, int latent, SplittableRandom random) {
            var growth = (float) Math.min(0, Math.log(most));
            shapes(latent).forEach((name, shape) -> layout.other(name, manager.full(shape, name.equals(GROWTH) ? growth : 0)));
        }

        @Override
        public Map<String, Shape> shapes(int latent) {
            var shapes = new LinkedHashMap<String, Shape>();
            shapes.put(GROWTH, new Shape((latent + 1) / 2));
            if (latent > 1) {
                shapes.put(ANGLE, new Shape(latent / 2));
            }
            return shapes;
        }

        @Override
        public NDArray power(Map<String, NDArray> arrays, int steps, int journey) {
            return advance(arrays, identity(arrays), steps, journey);
        }

        @Override
        public boolean isContinuous() {
            return true;
        }

        @Override
        public NDArray part(Map<String, NDArray> arrays, NDArray share) {
            return moved(arrays, identity(arrays), array -> array.mul(share));
        }

        @Override
        public NDArray advance(Map<String, NDArray> arrays, NDArray rows, double steps, int journey) {
            return moved(arrays, rows, array -> Computation.times(array, steps / journey));
        }

        private static NDArray moved(Map<String, NDArray> arrays, NDArray rows, UnaryOperator<NDArray> share) {
            NDArray angles = arrays.get(ANGLE);
            return EigenBlocks.move(rows, share.apply(arrays.get(GROWTH)).exp(), angles == null ? null : share.apply(angles));
        }

        private static NDArray identity(Map<String, NDArray> arrays) {
            NDArray growth = arrays.get(GROWTH);
            int latent = Math.toIntExact(growth.size() + (arrays.containsKey(ANGLE) ? arrays.get(ANGLE).size() : 0));
            return growth.getManager().eye(latent).toType(growth.getDataType(), false);
        }

        @Override
        public void keepBounds(Parameters parameters) {
            if (most < Double.POSITIVE_INFINITY) {
                NDArray growth = parameters.arrays().get(GROWTH);
                growth.set(new NDIndex(":"), growth.minimum(Math.log(most)));
            }
        }
    }

    /** Returns a matrix's power by repeated squaring. */
    static NDArray power(NDArray matrix, int exponent) {
        NDArray result = null;
        NDArray square = matrix;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = result == null ? square : result.matMul(square);
            }
            if (rest > 1) {
                square = square.matMul(square);
            }
        }
        return result == null
                ? matrix.getManager().eye((int) matrix.size(0)).toType(matrix.getDataType(), false) : result;
    }
}
