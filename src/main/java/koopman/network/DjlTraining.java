// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Map;
import koopman.data.Samples;
import koopman.training.Computation;
import koopman.training.DivergedException;
import koopman.training.GradientDescent;
import koopman.training.Progress;
import koopman.training.TrainingCurve;
import koopman.training.TrainingInterruptedException;
import koopman.training.TrainingPlan;

/**
 * Trains a block of DJL by the project's own training loop, to tell classes apart by the cross-entropy of its logits.
 *
 * <p>The block makes (N, classes) of (N, shape...), as logits; a last logSoftmax changes nothing, a last softmax slows the
 * training down. What is learned ends in the block's own parameters, so that its model can be used and saved by DJL. Weights
 * decay; biases, and what scales and shifts norms, do not. Parameters without a gradient, such as those that are frozen, stay;
 * batch norm's running moments follow the samples.
 *
 * <p><b>Which blocks are safe.</b> A recorded {@code array.mul(number)} may give gradients of chance (see
 * {@link Computation#times}), and so may div, pow, minimum and maximum with a number. Of DJL's own blocks, Linear, the
 * convolutions, BatchNorm, LayerNorm, Dropout, the pools, LSTM, GRU, the transformer encoder and the activations relu,
 * sigmoid, tanh, softPlus, softSign, leakyRelu, elu, selu and gelu record no such thing. Swish (a product) and relu6 (a
 * minimum) do, and are refused with what to write instead. Mish does not, but takes the logarithm to base 2 where its
 * definition has the natural one, and its gradient is no number where an input is above 88. On DJL's PyTorch engine prelu and
 * transposed convolutions are missing, and GhostBatchNorm fails. In functions of your own, write {@link Computation#times} for
 * a product with a number; sums with numbers are safe.
 *
 * <p>Dropout draws from PyTorch's own random numbers, whose seed is set at the start: it is the same each time as long as
 * nothing else draws from them meanwhile.
 */
public final class DjlTraining {

    private static final Map<String, String> UNSAFE = Map.of(
            "Swish", "array.mul(Activation.sigmoid(array))",
            "ReLU6", "Activation.relu(array).sub(Activation.relu(array.sub(6)))");

    private final Block block;
    private final Shape input;
    private final DataType type;
    private final BlockParameters parameters;

    private DjlTraining(Block block, Shape input, NDManager manager) {
        this.block = block;
        this.input = input;
        this.type = BlockChecks.type(block);
        this.parameters = new BlockParameters(block, manager);
    }

    /**
     * Returns the curve of a training of a block, after which its parameters hold what was learned. Those that had no values
     * start with ones that the seed fixes (He et al. 2015), unless you chose an initialiser for them.
     *
     * @param input the shape of one sample, such as (1, 28, 28), without the axis of the samples
     * @param seed fixes the starting values, the order of the samples and dropout
     * @param progress is told of each epoch
     * @throws DivergedException if the loss is no number any more or far above its start; the block keeps the last sound
     *     epoch
     * @throws TrainingInterruptedException if the thread is interrupted; likewise
     */
    public static TrainingCurve fit(Block block, Shape input, Samples samples, TrainingPlan plan, long seed,
            Progress progress) {
        BlockChecks.requireShape(input);
        BlockChecks.requireFeatures(samples, input);
        requireSafe(block);
        Engine.getInstance().setRandomSeed((int) seed);
        BlockParameters.initialise(block, input, seed);
        BlockChecks.requireOpen(block);
        requireTrainable(BlockChecks.type(block));
        try (NDManager manager = NDManager.newBaseManager()) {
            return new DjlTraining(block, input, manager).fitted(samples, manager, plan, seed, progress);
        }
    }

    /** Returns the curve of a training as above, with a progress bar where the caller's output goes. */
    public static TrainingCurve fit(Block block, Shape input, Samples samples, TrainingPlan plan, long seed) {
        return fit(block, input, samples, plan, seed, Progress.of("training the block", plan.epochs()));
    }

    private static void requireSafe(Block block) {
        String remedy = UNSAFE.get(BlockChecks.name(block));
        if (remedy != null) {
            throw new IllegalArgumentException("block (" + BlockChecks.name(block) + ") must be a function whose gradient is"
                    + " safe: DJL's keeps a number in memory that may be freed; write " + remedy);
        }
        for (Pair<String, Block> child : block.getChildren()) {
            requireSafe(child.getValue());
        }
    }

    private static void requireTrainable(DataType type) {
        if (type != DataType.FLOAT32 && type != DataType.FLOAT64) {
            throw new IllegalArgumentException("block (" + type + ") must be float32 or float64 to be trained:"
                    + " make its numbers short afterwards");
        }
    }

    private TrainingCurve fitted(Samples samples, NDManager manager, TrainingPlan plan, long seed, Progress progress) {
        var rows = new NDList(samples.stored(manager), samples.labels(manager));
        requireLogits(samples, manager);
        try {
            TrainingCurve curve = GradientDescent.minimise(CrossEntropy.LEARNING.of(this::logits, parameters::buffers, samples),
                    parameters.vector(), rows, plan, seed, progress);
            parameters.writeBack();
            return curve;
        } catch (DivergedException | TrainingInterruptedException stopped) {
            parameters.writeBack(); // of the last sound epoch
            throw stopped;
        }
    }

    private void requireLogits(Samples samples, NDManager manager) {
        int rows = Math.min(2, samples.size());
        try (NDArray logits = Computation.result(manager, () ->
                pass(parameters.vector().arrays(), samples.inputs(manager, 0, rows), false))) {
            BlockChecks.requireClasses(samples, BlockChecks.requireLogits(logits, rows));
        }
    }

    private NDArray logits(Map<String, NDArray> arrays, NDArray inputs) {
        return pass(arrays, inputs, true);
    }

    private NDArray pass(Map<String, NDArray> arrays, NDArray inputs, boolean training) {
        ParameterStore store = parameters.store(arrays, inputs.getManager());
        NDList logits = block.forward(store, new NDList(BlockChecks.shaped(inputs, input, type)), training);
        if (logits.size() != 1) {
            throw new IllegalArgumentException("block (" + logits.size() + " arrays) must give one, the logits: join them");
        }
        return logits.head();
    }
}
