// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import koopman.data.Randomness;
import koopman.data.Samples;
import koopman.training.Checkpoint;
import koopman.training.Computation;
import koopman.training.DivergedException;
import koopman.training.GradientDescent;
import koopman.training.Initial;
import koopman.training.NativeMemory;
import koopman.training.Noise;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.Provenance;
import koopman.training.StoppedTraining;
import koopman.training.TrainingCurve;
import koopman.training.TrainingInterruptedException;
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

    private static final int PART = 8_192; // samples that pass through the network together

    private final Architecture architecture;
    private final NativeMemory memory = new NativeMemory("the network");
    private final Parameters parameters;
    private final RunningMoments moments;
    private TrainingCurve curve;
    private Provenance provenance;

    private ResidualMlp(Architecture architecture, Provenance provenance, long seed) {
        this.architecture = architecture;
        this.provenance = provenance;
        this.parameters = Computation.withoutGradient(() -> start(Randomness.NETWORK.of(seed)));
        this.moments = new RunningMoments(memory);
    }

    /**
     * Returns a network trained to tell the samples' classes apart by cross-entropy.
     *
     * @param blocks the number of residual blocks
     * @param seed fixes the starting values, the order of the samples and the noise
     * @throws DivergedException if the loss stops being a number or becomes far worse than it began; the network goes with it
     *     as it was before, if one epoch was done
     * @throws TrainingInterruptedException if the thread is interrupted; likewise
     */
    public static ResidualMlp train(Samples samples, int width, int blocks, TrainingPlan plan, long seed,
            Progress progress) {
        return train(samples, width, blocks, plan, seed, progress,
                Checkpoint.asSet(provenanceOf(samples, width, blocks, plan, seed)));
    }

    /**
     * Returns a network trained as above that is kept in a checkpoint and read from it when it is there; one whose plan has noise
     * is kept at its end only.
     */
    public static ResidualMlp train(Samples samples, int width, int blocks, TrainingPlan plan, long seed, Progress progress,
            Checkpoint checkpoint) {
        var architecture = new Architecture(samples.features(), width, blocks, samples.classes().size());
        return new ResidualMlp(architecture, provenance("residual network", architecture, plan, seed, samples), seed)
                .fitted(CrossEntropy.LEARNING, samples, plan, seed, progress,
                        plan.noise().equals(Noise.NONE) ? checkpoint : checkpoint.ofWhole());
    }

    /**
     * Returns a copy of this network that is trained further, to tell apart the classes of other samples; this one stays
     * as it is.
     */
    public ResidualMlp tuned(Samples samples, TrainingPlan plan, long seed, Progress progress) {
        return copy("tuned network", samples, plan, seed).fitted(CrossEntropy.LEARNING, samples, plan, seed, progress, Checkpoint.none());
    }

    /** Returns a copy of this network that is driven away from the samples' classes by gradient ascent. */
    public ResidualMlp drivenAway(Samples samples, TrainingPlan plan, long seed, Progress progress) {
        return copy("network driven away", samples, plan, seed).fitted(CrossEntropy.UNLEARNING, samples, plan, seed, progress,
                Checkpoint.none());
    }

    private static Provenance provenance(String what, Architecture architecture, TrainingPlan plan, long seed,
            Samples samples) {
        return Provenance.of(what, plan, seed, samples).with("architecture", architecture);
    }

    private ResidualMlp copy(String what, Samples samples, TrainingPlan plan, long seed) {
        var copy = new ResidualMlp(architecture, provenance(what, architecture, plan, seed, samples).with("from", digest()),
                seed);
        copy.parameters.set(parameters);
        copy.moments.set(moments);
        return copy;
    }

    private ResidualMlp fitted(CrossEntropy goal, Samples samples, TrainingPlan plan, long seed, Progress progress,
            Checkpoint checkpoint) {
        try (NDManager data = memory.manager().newSubManager()) {
            var rows = new NDList(samples.stored(data), samples.labels(data));
            int most = Math.min(plan.batchSize(), samples.size()) * Math.max(architecture.width(), architecture.inputs());
            NoiseBank noise = NoiseBank.of(plan.noise(), most, seed, data);
            curve = GradientDescent.minimise(goal.of(this, samples, noise), parameters, rows, plan, seed, progress, checkpoint);
            return this;
        } catch (RuntimeException failed) {
            throw StoppedTraining.handedOut(failed, this, "network", this::endAfter);
        }
    }

    private void endAfter(TrainingCurve part) {
        curve = part;
        provenance = provenance.afterEpochs(part.epochs());
    }

    /** Returns a network trained as above, with a progress bar where the caller's output goes. */
    public static ResidualMlp train(Samples samples, int width, int blocks, TrainingPlan plan, long seed) {
        return train(samples, width, blocks, plan, seed, Progress.of("training the network", plan.epochs()));
    }

    private Parameters start(SplittableRandom random) {
        try (NDManager starting = memory.manager().newSubManager()) {
            var layout = Parameters.layout(memory.manager(), DataType.FLOAT32);
            architecture.normedLayers().forEach((name, inputs) -> normedLinear(layout, starting, name, inputs, random));
            Initial.linear(layout, starting, "head", architecture.width(), architecture.classes(), random);
            return layout.build();
        }
    }

    private void normedLinear(Parameters.Layout layout, NDManager starting, String name, int inputs, SplittableRandom random) {
        Initial.linear(layout, starting, name, inputs, architecture.width(), random);
        layout.other(name + ".norm.scale", starting.ones(new Shape(architecture.width())));
        layout.other(name + ".norm.shift", starting.zeros(new Shape(architecture.width())));
    }

    /** Returns the sizes of the network. */
    public Architecture architecture() {
        return architecture;
    }

    /** Returns the course of the training, or null for a network that was read from a file. */
    public TrainingCurve curve() {
        return curve;
    }

    /** Returns the provenance that a network trained as by {@link #train} will have. */
    public static Provenance provenanceOf(Samples samples, int width, int blocks, TrainingPlan plan, long seed) {
        return provenance("residual network",
                new Architecture(samples.features(), width, blocks, samples.classes().size()), plan, seed, samples);
    }

    /** Returns what the network was trained on and how; that of a training that ended early says after how many epochs. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns a digest of the sizes, the parameters and the running moments. */
    @Override
    public String digest() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return NetworkFile.digest(architecture, arrays());
        }
    }

    /**
     * Returns the affine maps of the trained network, each with its batch norm in it, in double precision: that of the input layer,
     * two for each block, and the head; (inputs + 1, outputs), the last row the shift.
     */
    public List<double[][]> affineMaps() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, NDArray> arrays = arrays();
            var maps = new ArrayList<double[][]>();
            architecture.normedLayers().keySet().forEach(layer -> maps.add(AffineMaps.normed(arrays, layer, ForwardPass.EPSILON)));
            maps.add(AffineMaps.plain(arrays, "head"));
            return maps;
        }
    }

    /** Returns all arrays by name. */
    private Map<String, NDArray> arrays() {
        memory.requireOpen();
        var arrays = new LinkedHashMap<>(Computation.withoutGradient(parameters::arrays));
        arrays.putAll(moments.arrays(architecture));
        return arrays;
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

    @Override
    public UnaryOperator<NDArray> recordedHead() {
        memory.requireOpen();
        return last -> inference(Computation.withoutGradient(parameters::arrays)).head(last);
    }

    @Override
    public NDArray logits(Samples samples) {
        requireFeatures(samples);
        return Parts.of(samples, PART, inputs -> new NDList(inference().logits(inputs))).head();
    }

    /** Writes the network to a safetensors file, whole or not at all. */
    public void save(Path file) throws IOException {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NetworkFile.write(file, architecture, provenance, arrays());
        }
    }

    /**
     * Returns the network that a file holds; its training curve is not kept.
     *
     * @throws IOException if the file cannot be read, is damaged, or holds no whole network of this version
     */
    public static ResidualMlp load(Path file) throws IOException {
        return NetworkFile.read(file, (architecture, provenance, arrays) -> {
            var network = new ResidualMlp(architecture, provenance, 0);
            network.parameters.set(arrays::get);
            network.moments.set(arrays::get, arrays.keySet());
            return network;
        });
    }

    private ForwardPass inference() {
        return inference(parameters.arrays());
    }

    private ForwardPass inference(Map<String, NDArray> arrays) {
        return new ForwardPass(architecture, arrays, moments, false, NoiseBank.EMPTY);
    }

    NDList runningMoments() {
        return new NDList(moments.arrays(architecture).values());
    }

    ForwardPass training(Map<String, NDArray> arrays, NoiseBank noise) {
        return new ForwardPass(architecture, arrays, moments, true, noise);
    }

    /** Returns how many native arrays the network holds. */
    int arraysHeld() {
        return memory.manager().getManagedArrays().size();
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
