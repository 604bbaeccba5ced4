// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import koopman.data.Randomness;

/**
 * The training loop: minimises an objective over its parameters by steps along the gradient of random batches.
 *
 * <p>An epoch goes once through all its rows in a new random order. The same seed gives the same numbers, bit for
 * bit, at the same number of threads.
 */
public final class GradientDescent {

    private static final double NANOS = 1e9; // in a second
    private static final double NORM_GUARD = 1e-6; // PyTorch's, against division by zero

    /** A loss so many times that of the first epoch comes back to where it was in no training that was seen. */
    private static final double BLOWN = 1_000;

    private static final NDIndex EVERYTHING = new NDIndex(":");

    private final Objective objective;
    private final Parameters parameters;
    private final TrainingPlan plan;
    private final NDManager manager;
    private final TrainingRows rows;
    private final NDArray flat;
    private final NDArray one;
    private final NDIndex decayedPart;
    private final Optimiser.Update update;
    private final NDList learned;
    private final NDList state;
    private final Checkpoint checkpoint;

    private GradientDescent(Objective objective, Parameters parameters, TrainingRows rows, TrainingPlan plan,
            Checkpoint checkpoint, NDManager manager) {
        this.objective = objective;
        this.parameters = parameters;
        this.plan = plan;
        this.manager = manager;
        this.rows = rows;
        this.flat = parameters.flat();
        this.one = manager.ones(new Shape(), flat.getDataType());
        this.decayedPart = new NDIndex().addSliceDim(0, parameters.decayedCount());
        NDArray decayed = flat.get(decayedPart);
        decayed.attach(manager);
        var averages = new NDList(IntStream.range(0, plan.optimiser().averages())
                .mapToObj(i -> manager.zeros(flat.getShape(), flat.getDataType())).toList());
        this.update = plan.optimiser().start(averages, flat, decayed, plan.weightDecay());
        this.learned = new NDList(flat).addAll(objective.buffers());
        this.state = new NDList(learned).addAll(averages);
        this.checkpoint = checkpoint;
    }

    /**
     * Returns the curve of a training that moves the parameters to a minimum of the objective.
     *
     * @param data the training arrays, each with N rows; they are only read
     * @param seed fixes the order of the rows
     * @param progress is told of each epoch
     * @throws IllegalArgumentException if the plan has noise and the objective none
     * @throws DivergedException if a term stops being a number, or the loss becomes far worse than it began; the parameters,
     *     and the objective's buffers, keep the last sound epoch
     * @throws TrainingInterruptedException if the thread is interrupted, or the objective throws a CancellationException;
     *     likewise
     */
    public static TrainingCurve minimise(Objective objective, Parameters parameters, NDList data, TrainingPlan plan,
            long seed, Progress progress) {
        return minimise(objective, parameters, data, plan, seed, progress, Checkpoint.none());
    }

    /** Returns the curve of a training as above that is kept in a checkpoint, and goes on from what that holds. */
    public static TrainingCurve minimise(Objective objective, Parameters parameters, NDList data, TrainingPlan plan,
            long seed, Progress progress, Checkpoint checkpoint) {
        return minimise(objective, parameters, TrainingRows.same(data), plan, seed, progress, checkpoint);
    }

    /**
     * Returns the curve of a training as above on rows that may be others in each epoch.
     *
     * @throws IllegalArgumentException also if an epoch has not the rows that were promised
     */
    public static TrainingCurve minimise(Objective objective, Parameters parameters, TrainingRows rows, TrainingPlan plan,
            long seed, Progress progress, Checkpoint checkpoint) {
        if (!plan.noise().equals(Noise.NONE) && !objective.hasNoise()) {
            throw new IllegalArgumentException("plan (" + plan.noise() + ") must be without noise here: only a ResidualMlp can be"
                    + " trained with any");
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            return Computation.withoutGradient(() -> Threads.suitedTo(parameters.count(), () ->
                    new GradientDescent(objective, parameters, rows, plan, checkpoint, manager).run(seed, progress)));
        }
    }

    private TrainingCurve run(long seed, Progress progress) {
        SplittableRandom random = Randomness.ORDER.of(seed);
        var means = new ArrayList<double[]>();
        long start = began(checkpoint.resume(state, means));
        IntStream.range(0, means.size()).forEach(epoch -> permutation(random)); // as the epochs done have used them
        NDList sound = copies(learned);
        progress.resumed(means.size());
        try {
            for (int epoch = means.size(); epoch < plan.epochs(); epoch++) {
                double[] mean = epoch(epoch, rowsOf(epoch), permutation(random));
                requireSound(mean, means, epoch, start);
                means.add(mean);
                set(sound, learned);
                objective.afterEpoch(parameters);
                checkpoint.keep(state, means, seconds(start), epoch + 1 == plan.epochs());
                progress.done(epoch + 1, String.format(Locale.ROOT, "loss %.4g", TrainingCurve.sum(mean)));
            }
            return curve(means, start);
        } catch (DivergedException | CancellationException stopped) {
            set(learned, sound);
            RuntimeException named = stopped instanceof StoppedTraining ? stopped
                    : new TrainingInterruptedException(stopped.getMessage(), curve(means, start));
            progress.stopped(named.getMessage());
            throw named;
        }
    }

    private TrainingCurve curve(List<double[]> means, long start) {
        return new TrainingCurve(objective.names(), means, seconds(start));
    }

    /** Returns when a training began that has taken so many seconds before now. */
    private static long began(double seconds) {
        return System.nanoTime() - (long) (seconds * NANOS);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    private NDList copies(NDList arrays) {
        var copies = new NDList(arrays.stream().map(NDArray::duplicate).toList());
        copies.attach(manager);
        return copies;
    }

    private static void set(NDList arrays, NDList values) {
        IntStream.range(0, arrays.size()).forEach(i -> arrays.get(i).set(EVERYTHING, values.get(i)));
    }

    private NDList rowsOf(int epoch) {
        NDList data = rows.of(epoch);
        for (NDArray array : data) {
            if (array.size(0) != rows.count()) {
                throw new IllegalArgumentException("rows of epoch " + (epoch + 1) + " (" + array.getShape() + ") must be "
                        + rows.count() + ", as said before");
            }
        }
        return data;
    }

    private double[] epoch(int epoch, NDList data, long[] order) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<NDList> batches = batches(data, manager.create(order));
            NDArray sums = manager.zeros(new Shape(objective.names().size()), flat.getDataType());
            for (int i = 0; i < batches.size(); i++) {
                requireUninterrupted(epoch);
                step(batches.get(i), sums, rate(epoch, (i + 0.5) / batches.size()), (long) epoch * batches.size() + i + 1);
            }
            return sums.div(batches.size()).toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }

    private double rate(int epoch, double within) {
        return plan.peakRate() * plan.schedule().share(epoch, within, plan.epochs());
    }

    private void step(NDList batch, NDArray sums, double rate, long number) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray leaf = Computation.leaf(flat);
            NDArray terms = Computation.withGradient(() -> NDArrays.stack(objective.terms(parameters.arrays(leaf), batch)));
            NDArray loss = Computation.withGradient(terms::sum);
            NDArray gradient = Computation.gradient(loss, leaf, one);
            clip(gradient);
            update.step(gradient, gradient.get(decayedPart), rate, number);
            objective.afterStep(parameters, rate);
            sums.addi(terms);
        }
    }

    private void clip(NDArray gradient) {
        if (plan.clipNorm() < Double.POSITIVE_INFINITY) {
            double norm = gradient.norm().toType(DataType.FLOAT64, false).getDouble();
            if (norm > plan.clipNorm()) {
                gradient.muli(plan.clipNorm() / (norm + NORM_GUARD));
            }
        }
    }

    private List<NDList> batches(NDList data, NDArray order) {
        long[] cuts = LongStream.iterate(plan.batchSize(), cut -> cut < rows.count(), cut -> cut + plan.batchSize()).toArray();
        List<NDList> parts = data.stream().map(array -> array.get(order).split(cuts)).toList();
        return IntStream.rangeClosed(0, cuts.length)
                .mapToObj(i -> new NDList(parts.stream().map(part -> part.get(i)).toList())).toList();
    }

    private long[] permutation(SplittableRandom random) {
        return IntStream.of(Randomness.permutation(rows.count(), random)).asLongStream().toArray();
    }

    private void requireSound(double[] mean, List<double[]> before, int epoch, long start) {
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i])) {
                throw new DivergedException(objective.names().get(i), mean[i], "a finite number", rate(epoch, 0.5),
                        curve(before, start));
            }
        }
        double greatest = greatestLearned();
        if (!Double.isFinite(greatest)) { // the last step's harm shows in no loss of this epoch
            throw new DivergedException("the greatest parameter", greatest, "a finite number", rate(epoch, 0.5),
                    curve(before, start));
        }
        double first = before.isEmpty() ? 0 : TrainingCurve.sum(before.get(0));
        if (first > 0 && TrainingCurve.sum(mean) > BLOWN * first) {
            int worst = IntStream.range(0, mean.length).boxed().max(Comparator.comparingDouble(i -> mean[i])).orElseThrow();
            throw new DivergedException(objective.names().get(worst), mean[worst], String.format(Locale.ROOT,
                    "near what it was (the loss began at %.3g)", first), rate(epoch, 0.5), curve(before, start));
        }
    }

    /** Returns the greatest absolute value of all that is learned, or NaN if one is. */
    private double greatestLearned() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return learned.stream().mapToDouble(array -> array.abs().max().toType(DataType.FLOAT64, false).getDouble())
                    .reduce(0, Math::max);
        }
    }

    private static void requireUninterrupted(int epoch) {
        if (Thread.interrupted()) {
            throw new CancellationException("training stopped on request in epoch " + (epoch + 1));
        }
    }
}
