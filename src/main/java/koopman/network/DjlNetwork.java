// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.training.Computation;

/**
 * Any trained model of DJL, on its PyTorch engine, as a network that shows the states of its layers.
 *
 * <pre>
 *     var network = DjlNetwork.of(model, new Shape(1, 28, 28), 3, 6, 9); // states after these children, head from the last
 * </pre>
 *
 * <p>The model's block must be a {@link SequentialBlock}. States are taken after some of its children, counted from 0; what
 * comes after the last of them is the head. A child that is made of blocks itself, such as a residual block, counts as one.
 * The block works in inference mode, in its own type of number; states and logits are in single precision.
 *
 * <p>Rows of samples, (N, features), go in as (N, shape...). States come out flat: (N, c, h, w) → (N, c·h·w); see
 * {@link #pooled()} for another way. A head that ends in softmax or logSoftmax does no harm where only the greatest of the
 * logits counts, as in {@link #classify}.
 *
 * <p>The model stays the caller's, who closes it; this is a view of it that holds no memory and sees it as it is at the time.
 */
public final class DjlNetwork implements LayeredNetwork {

    private static final int PART = 512; // samples that pass together: images of many channels take memory

    private final Block block;
    private final BlockPass pass;
    private final BlockTrial sizes;
    private final boolean pooled;

    private DjlNetwork(Block block, BlockPass pass, BlockTrial sizes, boolean pooled) {
        this.block = block;
        this.pass = pass;
        this.sizes = sizes;
        this.pooled = pooled;
    }

    /**
     * Returns a model as a network.
     *
     * @param input the shape of one sample, such as (1, 28, 28), without the axis of the samples
     * @param children the children after which the states are taken, ascending, at least two
     * @throws IllegalArgumentException if the block has no such children or does not answer each sample by itself
     */
    public static DjlNetwork of(Model model, Shape input, int... children) {
        BlockChecks.requireEngine(model.getNDManager().getEngine().getEngineName());
        return of(model.getBlock(), input, children);
    }

    /** Returns a block as a network, as above. */
    public static DjlNetwork of(Block block, Shape input, int... children) {
        if (!(block instanceof SequentialBlock)) {
            throw new IllegalArgumentException("block (" + (block == null ? "none" : BlockChecks.name(block))
                    + ") must be a SequentialBlock: wrap its parts in one, or implement LayeredNetwork, which has two methods");
        }
        BlockChecks.requireShape(input);
        BlockChecks.requireInitialised(block);
        BlockChecks.requireOpen(block);
        var pass = new BlockPass(block.getChildren().values(), input, BlockChecks.type(block),
                IntStream.of(children).boxed().toList());
        return new DjlNetwork(block, pass, BlockTrial.of(pass), false);
    }

    /**
     * Returns this network with states that are means over the spatial axes, (N, c, h, w) → (N, c), for all layers but the
     * last, which the head needs whole. What is lost is where in the image something was: two images whose channels have the
     * same means have the same state, so that less of the last state can be foretold from the first. Layers of one axis stay.
     */
    public DjlNetwork pooled() {
        return new DjlNetwork(block, pass, sizes, true);
    }

    /** Returns how many classes the head tells apart. */
    public int classes() {
        return sizes.classes();
    }

    @Override
    public LayerStates states(Samples samples) {
        require(samples);
        return Parts.states(samples, PART, inputs -> rows(pass.states(inputs)));
    }

    private void require(Samples samples) {
        BlockChecks.requireOpen(block);
        BlockChecks.requireFeatures(samples, pass.input());
        BlockChecks.requireClasses(samples, classes());
    }

    private NDList rows(NDList states) {
        int last = states.size() - 1;
        return new NDList(IntStream.rangeClosed(0, last)
                .mapToObj(i -> row(states.get(i), pooled && i < last)).toList());
    }

    private static NDArray row(NDArray state, boolean mean) {
        if (mean && state.getShape().dimension() > 2) {
            return state.reshape(state.size(0), state.size(1), -1).mean(new int[] {2}); // (N, c)
        }
        return state.reshape(state.size(0), -1); // (N, c·h·w)
    }

    @Override
    public NDArray head(NDArray last) {
        BlockChecks.requireOpen(block);
        if (last.getShape().dimension() != 2 || last.size(1) != lastShape().size()) {
            throw new IllegalArgumentException("state " + last.getShape() + " must be (N, " + lastShape().size()
                    + "), the width of the last layer");
        }
        return Computation.result(last.getManager(), () -> NDArrays.concat(headInParts(last)));
    }

    @Override
    public UnaryOperator<NDArray> recordedHead() {
        BlockChecks.requireOpen(block);
        RecordedHead.require(pass);
        return last -> RecordedHead.logits(pass, BlockChecks.shaped(last, lastShape(), pass.type()));
    }

    private NDList headInParts(NDArray last) {
        var parts = new ArrayList<NDArray>();
        for (long from = 0; from < last.size(0); from += PART) {
            NDArray rows = last.get(from + ":" + Math.min(from + PART, last.size(0)));
            parts.add(Computation.result(last.getManager(),
                    () -> pass.head(BlockChecks.shaped(rows, lastShape(), pass.type()))));
        }
        return new NDList(parts);
    }

    private Shape lastShape() {
        return sizes.shapes().get(sizes.shapes().size() - 1);
    }

    @Override
    public NDArray logits(Samples samples) {
        require(samples);
        return Parts.of(samples, PART, inputs -> {
            NDList states = pass.states(inputs);
            return new NDList(pass.head(states.get(states.size() - 1)));
        }).head();
    }

    @Override
    public String digest() {
        BlockChecks.requireOpen(block);
        return BlockDigest.of(block);
    }

    @Override
    public String toString() {
        String layers = IntStream.range(0, sizes.shapes().size()).mapToObj(this::layer).collect(Collectors.joining(", "));
        return "DjlNetwork of inputs " + pass.input() + ": " + layers + "; " + classes() + " classes, "
                + String.format(Locale.ROOT, "%,d", sizes.parameters()) + " parameters";
    }

    private String layer(int index) {
        Shape shape = sizes.shapes().get(index);
        boolean mean = pooled && index < sizes.shapes().size() - 1 && shape.dimension() > 1;
        return pass.called(pass.after().get(index)) + " of width " + (mean ? shape.get(0) : shape.size());
    }
}
