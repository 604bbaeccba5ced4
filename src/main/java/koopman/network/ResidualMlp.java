package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import koopman.data.Randomness;
import koopman.data.Samples;
import koopman.training.Computation;
import koopman.training.GradientDescent;
import koopman.training.Initial;
import koopman.training.NativeMemory;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.TensorFile;
import koopman.training.TrainingCurve;
import koopman.training.TrainingPlan;

/**
 * A residual network whose layers all have the same width, so that its layers' outputs are states in one space.
 *
 * <p>x_0 = relu(norm(linear(input))), then for each block x_{b+1} = relu(x_b + norm(linear(relu(norm(linear(x_b)))))),
 * then the head, one linear map to the logits. Inputs are (N, inputs), states (N, d), logits (N, classes).
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 4.
 */
public final class ResidualMlp implements LayeredNetwork, AutoCloseable {

    private static final String FORMAT = "koopman network";
    private static final String VERSION = "1";
    private static final int PART = 8_192; // samples that pass through the network together

    private final Architecture architecture;
    private final NativeMemory memory = new NativeMemory("the network");
    private final Parameters parameters;
    private final RunningMoments moments;
    private TrainingCurve curve;

    private ResidualMlp(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.parameters = Computation.unrecorded(() -> start(Randomness.NETWORK.of(seed)));
        this.moments = new RunningMoments(memory);
    }

    /**
     * Returns a network trained to tell the samples' classes apart by cross-entropy.
     *
     * @param blocks the number of residual blocks
     * @param seed fixes the starting values and the order of the samples
     */
    public static ResidualMlp train(Samples samples, int width, int blocks, TrainingPlan plan, long seed,
            Progress progress) {
        return new ResidualMlp(new Architecture(samples.features(), width, blocks, samples.classes().size()), seed)
                .fitted(CrossEntropy.LEARNING, samples, plan, seed, progress);
    }

    /**
     * Returns a copy of this network that is trained further, to tell apart the classes of other samples; this one stays
     * as it is.
     */
    public ResidualMlp tuned(Samples samples, TrainingPlan plan, long seed, Progress progress) {
        return copy(seed).fitted(CrossEntropy.LEARNING, samples, plan, seed, progress);
    }

    /** Returns a copy of this network that is driven away from the samples' classes by gradient ascent. */
    public ResidualMlp drivenAway(Samples samples, TrainingPlan plan, long seed, Progress progress) {
        return copy(seed).fitted(CrossEntropy.UNLEARNING, samples, plan, seed, progress);
    }

    private ResidualMlp copy(long seed) {
        var copy = new ResidualMlp(architecture, seed);
        copy.parameters.set(parameters);
        copy.moments.set(moments);
        return copy;
    }

    private ResidualMlp fitted(CrossEntropy goal, Samples samples, TrainingPlan plan, long seed, Progress progress) {
        try (NDManager data = memory.manager().newSubManager()) {
            var rows = new NDList(samples.stored(data), samples.labels(data));
            curve = GradientDescent.minimise(goal.of(this, samples), parameters, rows, plan, seed, progress);
            return this;
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Returns a network trained as above, with a progress bar where the caller's output goes. */
    public static ResidualMlp train(Samples samples, int width, int blocks, TrainingPlan plan, long seed) {
        return train(samples, width, blocks, plan, seed, Progress.of("training the network", plan.epochs()));
    }

    private Parameters start(SplittableRandom random) {
        NDManager manager = memory.manager();
        var layout = Parameters.layout(manager, DataType.FLOAT32);
        normedLinear(layout, "input", architecture.inputs(), random);
        for (int block = 0; block < architecture.blocks(); block++) {
            normedLinear(layout, "block" + block + ".first", architecture.width(), random);
            normedLinear(layout, "block" + block + ".second", architecture.width(), random);
        }
        Initial.linear(layout, manager, "head", architecture.width(), architecture.classes(), random);
        return layout.build();
    }

    private void normedLinear(Parameters.Layout layout, String name, int inputs, SplittableRandom random) {
        NDManager manager = memory.manager();
        Initial.linear(layout, manager, name, inputs, architecture.width(), random);
        layout.other(name + ".norm.scale", manager.ones(new Shape(architecture.width())));
        layout.other(name + ".norm.shift", manager.zeros(new Shape(architecture.width())));
    }

    /** Returns the sizes of the network. */
    public Architecture architecture() {
        return architecture;
    }

    /** Returns the course of the training. */
    public TrainingCurve curve() {
        return curve;
    }

    @Override
    public LayerStates states(Samples samples) {
        requireFeatures(samples);
        return Parts.states(samples, PART, inputs -> inference().states(inputs));
    }

    private void requireFeatures(Samples samples) {
        memory.requireOpen();
        if (samples.features() != architecture.inputs()) {
            throw new IllegalArgumentException("samples (" + samples.features() + " features) must have "
                    + architecture.inputs() + ", as those the network was trained on");
        }
    }

    @Override
    public NDArray head(NDArray last) {
        memory.requireOpen();
        if (last.getShape().dimension() != 2 || last.size(1) != architecture.width()) {
            throw new IllegalArgumentException("state " + last.getShape() + " must be (N, " + architecture.width()
                    + "), the network's width");
        }
        return Computation.result(last.getManager(), () -> inference().head(last));
    }

    /** Returns the logits of the samples, (N, classes); they belong to the caller. */
    public NDArray logits(Samples samples) {
        requireFeatures(samples);
        return Parts.of(samples, PART, inputs -> new NDList(inference().logits(inputs))).head();
    }

    @Override
    public int[] classify(Samples samples) {
        try (NDArray logits = logits(samples)) {
            return Computation.greatest(logits);
        }
    }

    /** Writes the network to a safetensors file, whole or not at all. */
    public void save(Path file) throws IOException {
        var arrays = new LinkedHashMap<>(Computation.unrecorded(parameters::arrays));
        arrays.putAll(moments.arrays());
        new TensorFile(Map.of("format", FORMAT, "version", VERSION, "inputs", String.valueOf(architecture.inputs()),
                "width", String.valueOf(architecture.width()), "blocks", String.valueOf(architecture.blocks()),
                "classes", String.valueOf(architecture.classes())), arrays).write(file);
    }

    /**
     * Returns the network that a file holds; its training curve is not kept.
     *
     * @throws IOException if the file cannot be read or holds no network of this version
     */
    public static ResidualMlp load(Path file) throws IOException {
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(file, FORMAT, VERSION, reading);
            var network = new ResidualMlp(new Architecture(saved.number("inputs"), saved.number("width"),
                    saved.number("blocks"), saved.number("classes")), 0);
            network.parameters.set(saved::array);
            network.moments.set(saved::array, saved.arrays().keySet());
            return network;
        }
    }

    private ForwardPass inference() {
        return pass(parameters.arrays(), false);
    }

    ForwardPass pass(Map<String, NDArray> arrays, boolean training) {
        return new ForwardPass(architecture, arrays, moments, training);
    }

    /** Frees the network's native memory; closing once more does nothing. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return "ResidualMlp of " + architecture.blocks() + " blocks of width " + architecture.width() + ", "
                + parameters.count() + " parameters" + (curve == null ? "" : ", trained for " + curve);
    }
}
