// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import koopman.data.Randomness;
import koopman.representation.KernelFeatures;
import koopman.representation.LinearAlgebra;
import koopman.representation.RandomFeatures;
import koopman.training.Computation;

/**
 * Which functions of a state least squares works on (the dictionary of EDMD): the state itself and a constant always, and
 * features beside them. The features are made for the states at hand, and then fixed.
 */
public sealed interface Observables {

    /** Returns how features are made of states, (N, p) → (N, features), or null for none; arrays go to the manager. */
    UnaryOperator<NDArray> features(NDManager manager, NDArray first, NDArray last);

    /** Returns the state and a constant alone. */
    static Observables states() {
        return new States();
    }

    /**
     * Returns random features, relu(x w + b), that bend inside the cloud of first states.
     *
     * @param count how many, at least 1
     * @param seed fixes them
     */
    static Observables randomFeatures(int count, long seed) {
        return new Random(count, seed);
    }

    /**
     * Returns features by a Gaussian kernel seen from few centres, which are drawn from the states of both ends.
     *
     * @param centres how many, at least 1; as many as there are states of both ends, or more, takes them all
     * @param width the kernel's length scale ℓ, in units of the first states' root mean square distance from their mean
     * @param seed fixes the centres
     */
    static Observables gaussian(int centres, double width, long seed) {
        return new Gaussian(centres, width, seed);
    }

    /**
     * Returns functions of the reader's own.
     *
     * @param name what they are called, such as "x^2 and x y"
     * @param functions of a state, p numbers; none may be a combination of the state's numbers and a constant
     */
    static Observables of(String name, UnaryOperator<double[]> functions) {
        return new Own(name, functions);
    }

    /** The state and a constant. */
    record States() implements Observables {

        @Override
        public UnaryOperator<NDArray> features(NDManager manager, NDArray first, NDArray last) {
            return null;
        }

        @Override
        public String toString() {
            return "no features";
        }
    }

    /**
     * Random features beside them.
     *
     * @param count how many
     * @param seed fixes them
     */
    record Random(int count, long seed) implements Observables {

        public Random {
            if (count < 1) {
                throw new IllegalArgumentException("features (" + count + ") must be at least 1: use dmd for none");
            }
        }

        @Override
        public UnaryOperator<NDArray> features(NDManager manager, NDArray first, NDArray last) {
            return RandomFeatures.of(manager, first, count, seed)::apply;
        }

        @Override
        public String toString() {
            return count + " random features";
        }
    }

    /**
     * Features of a Gaussian kernel beside them.
     *
     * @param centres from how many it is seen
     * @param width ℓ, in units of the first states' root mean square distance from their mean
     * @param seed fixes the centres
     */
    record Gaussian(int centres, double width, long seed) implements Observables {

        public Gaussian {
            if (centres < 1) {
                throw new IllegalArgumentException("centres (" + centres + ") must be at least 1");
            }
            if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("width (" + width + ") must be above 0 and finite");
            }
        }

        @Override
        public UnaryOperator<NDArray> features(NDManager manager, NDArray first, NDArray last) {
            double lengthScale = width * RandomFeatures.deviation(first);
            try (NDArray chosen = chosen(first, last)) {
                return KernelFeatures.of(manager, chosen, lengthScale)::apply;
            }
        }

        private NDArray chosen(NDArray first, NDArray last) {
            int all = Math.toIntExact(first.size(0) + last.size(0));
            long[] rows = Arrays.stream(Randomness.permutation(all, Randomness.FEATURES.of(seed))).limit(centres)
                    .asLongStream().toArray();
            return Computation.result(first.getManager(),
                    () -> first.concat(last, 0).get(first.getManager().create(rows)));
        }

        @Override
        public String toString() {
            return "a Gaussian kernel from " + centres + " centres";
        }
    }

    /**
     * Functions of the reader's own beside them.
     *
     * @param name what they are called
     * @param functions of a state
     */
    record Own(String name, UnaryOperator<double[]> functions) implements Observables {

        @Override
        public UnaryOperator<NDArray> features(NDManager manager, NDArray first, NDArray last) {
            return states -> LinearAlgebra.toNative(states.getManager(), Arrays.stream(LinearAlgebra.toJava(states))
                    .map(functions).toArray(double[][]::new), states.getDataType());
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
