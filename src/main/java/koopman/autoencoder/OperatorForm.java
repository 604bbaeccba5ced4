package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;
import koopman.training.Computation;
import koopman.training.Parameters;

/**
 * How the linear operator W, (m, m), is written in terms of learned arrays. One step takes z to z W^T; a journey is k
 * steps, z → z P with P = (W^k)^T.
 */
public sealed interface OperatorForm {

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

    /** Returns (W^steps)^T for any real number of steps; of a form that has whole powers only, a whole number. */
    default NDArray power(Map<String, NDArray> arrays, double steps, int journey) {
        if (steps == Math.rint(steps)) {
            return power(arrays, (int) steps, journey);
        }
        if (!isContinuous()) {
            throw new IllegalArgumentException("steps (" + steps + ") must be a whole number: the operator (" + this
                    + ") has no other powers");
        }
        NDArray any = arrays.values().iterator().next();
        return part(arrays, Computation.withoutGradient(() -> Computation.times(
                any.getManager().ones(new Shape(), any.getDataType()), steps / journey)));
    }

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
     * W = U V with U (m, r) and V (r, m) learned, so that W^k = U (V U)^(k-1) V. U starts as an orthonormal-like random
     * matrix with V = U^T.
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
            var values = new float[latent * rank];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() / Math.sqrt(latent));
            }
            NDArray left = manager.create(values, new Shape(latent, rank));
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
