// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.Locale;
import java.util.function.UnaryOperator;
import koopman.data.Fingerprint;
import koopman.data.Randomness;
import koopman.training.Computation;
import koopman.training.GradientDescent;
import koopman.training.Initial;
import koopman.training.NativeMemory;
import koopman.training.Objective;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.TrainingPlan;

/**
 * A linear classifier of states by cross-entropy (multinomial logistic regression): logits = x W + b, (N, d) → (N, classes). It
 * is the head of a network that has none for the classes in question, such as an encoder that was trained for something else.
 *
 * <p>It is fitted to states that are centred and divided by their mean deviation, by one number for all features, and W and b
 * are those of the states as they are.
 */
public final class SoftmaxHead implements AutoCloseable {

    private static final TrainingPlan PLAN = TrainingPlan.adamW(60, 256, 1e-2);
    private static final int LEAST_STEPS = 1_000; // fewer end before the optimum, and then the starting values show
    private static final double[] DECAYS = {0, 0.03, 0.3, 3}; // of a step, times the rate; one of them suits

    private final NativeMemory memory = new NativeMemory("the head");
    private final NDArray weight; // (classes, d)
    private final NDArray bias;
    private final String origin;

    private SoftmaxHead(NDArray weight, NDArray bias, String origin) {
        this.weight = memory.keep(weight);
        this.bias = memory.keep(bias);
        this.origin = origin;
    }

    /**
     * Returns the head that a network has of its own.
     *
     * @param weight W transposed, (classes, d), as PyTorch's linear layers keep it
     * @param bias b, (classes)
     */
    public static SoftmaxHead of(OnnxArray weight, OnnxArray bias) {
        if (weight.shape().size() != 2) {
            throw new IllegalArgumentException("array " + weight + " must be (classes, d)");
        }
        bias.require(weight.shape().get(0));
        NDManager loose = NativeMemory.loose();
        return new SoftmaxHead(loose.create(weight.numbers(), new Shape(weight.shape().get(0), weight.shape().get(1))),
                loose.create(bias.numbers()), "the network's own");
    }

    /**
     * Returns the head that reads the last states' classes, of several weight decays the one that is right on most of other
     * samples, the least where several are.
     *
     * @param validation the other samples' states, to choose by
     * @param seed fixes the starting values and the order of the samples
     */
    public static SoftmaxHead fit(LayerStates train, LayerStates validation, long seed) {
        SoftmaxHead best = null;
        double most = -1;
        var progress = Progress.of("fitting the head", DECAYS.length * epochs(train));
        for (double decay : DECAYS) {
            SoftmaxHead head = fitted(train, decay, seed, progress.part());
            double right = head.accuracy(validation);
            if (right > most) {
                if (best != null) {
                    best.close();
                }
                best = head;
                most = right;
            } else {
                head.close();
            }
        }
        return best;
    }

    private static SoftmaxHead fitted(LayerStates train, double decay, long seed, Progress progress) {
        var plan = new TrainingPlan(epochs(train), PLAN.batchSize(), PLAN.peakRate(), PLAN.schedule(), decay, PLAN.clipNorm(),
                PLAN.optimiser());
        int classes = train.samples().classes().size();
        try (NDManager fitting = NDManager.newBaseManager()) {
            NDArray last = Computation.result(fitting, () -> train.last().toType(DataType.FLOAT32, true));
            NDArray mean = Computation.result(fitting, () -> last.mean(new int[] {0}, true));
            NDArray deviation = Computation.result(fitting, () -> last.sub(mean).square().mean().sqrt());
            if (!(deviation.getFloat() > 0)) {
                throw new IllegalArgumentException("last states (all the same) must differ from sample to sample");
            }
            NDArray scaled = Computation.result(fitting, () -> last.sub(mean).div(deviation));
            Parameters parameters = Computation.withoutGradient(() -> {
                var layout = Parameters.layout(fitting, DataType.FLOAT32);
                Initial.linear(layout, fitting, "head", Math.toIntExact(scaled.size(1)), classes, Randomness.NETWORK.of(seed));
                return layout.build();
            });
            Objective loss = CrossEntropy.LEARNING.of((learned, rows) -> Linear.linear(rows, learned.get("head.weight"),
                    learned.get("head.bias")).head(), NDList::new);
            GradientDescent.minimise(loss, parameters, new NDList(scaled, train.samples().labels(fitting)), plan,
                    seed, progress);
            NDList found = Computation.results(NativeMemory.loose(), () -> {
                NDArray whole = parameters.arrays().get("head.weight").div(deviation);
                return new NDList(whole, parameters.arrays().get("head.bias").sub(whole.matMul(mean.reshape(-1, 1)).flatten()));
            });
            return new SoftmaxHead(found.get(0), found.get(1), "weight decay " + decay);
        }
    }

    private static int epochs(LayerStates train) {
        int steps = (train.samples().size() + PLAN.batchSize() - 1) / PLAN.batchSize(); // of an epoch
        return Math.max(PLAN.epochs(), (LEAST_STEPS + steps - 1) / steps);
    }

    private double accuracy(LayerStates states) {
        try (NDArray logits = logits(states.last())) {
            return states.samples().accuracy(Computation.greatest(logits));
        }
    }

    /** Returns the logits of states, (N, d) → (N, classes), attached to their manager. */
    public NDArray logits(NDArray states) {
        memory.requireOpen();
        if (states.getShape().dimension() != 2 || states.size(1) != weight.size(1)) {
            throw new IllegalArgumentException("state " + states.getShape() + " must be (N, " + weight.size(1)
                    + "), the width that the head was fitted to");
        }
        return Computation.result(states.getManager(), () -> recorded().apply(states.toType(DataType.FLOAT32, false)));
    }

    /** Returns the head as a function through which gradients flow to the states. */
    UnaryOperator<NDArray> recorded() {
        memory.requireOpen();
        return states -> Linear.linear(states, weight, bias).head();
    }

    /** Returns how many classes the head tells apart. */
    public int classes() {
        return Math.toIntExact(weight.size(0));
    }

    String digest() {
        memory.requireOpen();
        return new Fingerprint().add(weight.toFloatArray()).add(bias.toFloatArray()).text();
    }

    /** Frees the native memory; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "softmax head from %d numbers to %d classes, %s", weight.size(1),
                weight.size(0), origin);
    }
}
