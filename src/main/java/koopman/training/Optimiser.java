// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.Serializable;

/**
 * How a gradient moves the parameters. Both forms follow PyTorch's definitions, in which the learning rate
 * stays outside the running averages, so that a changing rate acts at once.
 */
public sealed interface Optimiser extends Serializable {

    /**
     * Returns the state that one training needs.
     *
     * @param averages one array of zeros like p for each of {@link #averages()}
     * @param flat p, all parameters
     * @param decayed w, the view of those that decay
     * @param weightDecay λ
     */
    Update start(NDList averages, NDArray flat, NDArray decayed, double weightDecay);

    /** Returns how many running averages the optimiser keeps of each parameter. */
    int averages();

    /** One training's running averages. */
    interface Update {
        /**
         * Moves the parameters by one step along the gradient g, which it may overwrite.
         *
         * @param step the number of the step, from 1
         */
        void step(NDArray gradient, NDArray decayedGradient, double rate, long step);
    }

    /**
     * Stochastic gradient descent with momentum: v ← μ v + g + λ w, p ← p − η v, where the decay λ w is added for
     * weights only.
     *
     * @param momentum μ, from 0 to 1
     */
    record Momentum(double momentum) implements Optimiser {

        /** The published momentum of the networks (Aswani and Jabari 2025, appendix). */
        public static final Momentum PUBLISHED = new Momentum(0.9);

        public Momentum {
            TrainingPlan.requireShare("momentum", momentum);
        }

        @Override
        public int averages() {
            return 1;
        }

        @Override
        public Update start(NDList averages, NDArray flat, NDArray decayed, double weightDecay) {
            NDArray velocity = averages.head();
            return (gradient, decayedGradient, rate, step) -> {
                decayedGradient.addi(decayed.mul(weightDecay));
                velocity.muli(momentum).addi(gradient);
                flat.subi(velocity.mul(rate));
            };
        }
    }

    /**
     * Adam with decoupled decay (Loshchilov and Hutter 2019, algorithm 2): w ← (1 − η λ) w for weights, then
     * p ← p − η m̂ / (√v̂ + ε) with the bias-corrected running means m̂ of g and v̂ of g².
     *
     * @param first β₁, the memory of the mean of the gradient
     * @param second β₂, the memory of the mean of its square
     */
    record AdamW(double first, double second) implements Optimiser {

        /** The usual memories, which the published autoencoders have too. */
        public static final AdamW USUAL = new AdamW(0.9, 0.999);

        private static final double EPSILON = 1e-8;

        public AdamW {
            TrainingPlan.requireShare("first", first);
            TrainingPlan.requireShare("second", second);
        }

        @Override
        public int averages() {
            return 2;
        }

        @Override
        public Update start(NDList averages, NDArray flat, NDArray decayed, double weightDecay) {
            NDArray mean = averages.get(0);
            NDArray square = averages.get(1);
            return (gradient, decayedGradient, rate, step) -> {
                decayed.muli(1 - rate * weightDecay);
                mean.muli(first).addi(gradient.mul(1 - first));
                square.muli(second).addi(gradient.square().muli(1 - second));
                double meanScale = 1 - Math.pow(first, step);
                double rootScale = Math.sqrt(1 - Math.pow(second, step));
                NDArray root = square.sqrt().divi(rootScale).addi(EPSILON);
                flat.subi(mean.div(root).muli(rate / meanScale));
            };
        }
    }
}
