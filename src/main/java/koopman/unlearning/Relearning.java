// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.data.Randomness;
import koopman.data.Samples;
import koopman.measure.Spread;
import koopman.representation.LinearAlgebra;
import koopman.representation.LinearProbe;
import koopman.training.Computation;
import koopman.training.GradientDescent;
import koopman.training.Objective;
import koopman.training.Optimiser;
import koopman.training.Parameters;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.TrainingPlan;

/**
 * How much it takes to bring a forgotten class back: the share of its test samples that is found again after so many labelled
 * samples, or so many steps. What is only hidden comes back with far less than a network needs that was never taught the class.
 * The share of other classes' samples that is given the class stands beside it: who gives it to all finds all of it.
 *
 * @param label the class
 * @param effort what is spent: "labelled samples per class" or "steps"
 * @param amounts how much of it, ascending
 * @param found the share of the class, from 0 to 1, that is found with each
 * @param falsely the share of the other classes that is given the class
 */
public record Relearning(int label, String effort, List<Integer> amounts, List<Spread> found, List<Spread> falsely) {

    private static final int[] SAMPLES = {1, 2, 5, 10, 20, 50, 100};

    /** A head whose logits differ by more, of their greatest, from what is read off its axes is not linear. */
    private static final double BENT = 1e-3;

    public Relearning {
        amounts = List.copyOf(amounts);
        found = List.copyOf(found);
        falsely = List.copyOf(falsely);
        if (amounts.size() != found.size() || amounts.size() != falsely.size()) {
            throw new IllegalArgumentException("found (" + found.size() + ") and falsely (" + falsely.size()
                    + ") must be one for each of the amounts (" + amounts.size() + ")");
        }
    }

    /**
     * Returns what a fresh linear probe of the last representation finds that is fitted to 1, 2, 5, 10, 20, 50 and 100 labelled
     * samples of each class, as far as there are so many.
     *
     * @param known answers about training samples, of which the labelled ones are drawn
     * @param seen answers about test samples
     * @param repetitions how many times they are drawn, at least 1
     * @param seed fixes which are drawn
     */
    public static Relearning bySamples(Answers known, Answers seen, int label, int repetitions, long seed) {
        if (repetitions < 1) {
            throw new IllegalArgumentException("repetitions (" + repetitions + ") must be at least 1");
        }
        int fewest = Arrays.stream(known.samples().counts()).min().orElseThrow();
        List<Integer> amounts = Arrays.stream(SAMPLES).filter(count -> count <= fewest).boxed().toList();
        if (amounts.isEmpty()) {
            throw new IllegalArgumentException("samples (" + known.samples() + ") must be some of every class");
        }
        SplittableRandom random = Randomness.RELEARNING.of(seed);
        List<List<int[]>> orders = Stream.generate(() -> orders(known.samples(), random)).limit(repetitions).toList();
        return of(label, "labelled samples per class", amounts, seen.samples(),
                count -> orders.stream().map(order -> classes(known, seen, drawn(order, count))).toList());
    }

    private static Relearning of(int label, String effort, List<Integer> amounts, Samples samples,
            IntFunction<List<int[]>> classes) {
        List<List<int[]>> given = amounts.stream().map(classes::apply).toList();
        return new Relearning(label, effort, amounts, spreads(given, found -> ClassProbe.share(found, samples, label)),
                spreads(given, found -> ClassProbe.falseShare(found, samples, label)));
    }

    private static List<Spread> spreads(List<List<int[]>> given, ToDoubleFunction<int[]> share) {
        return given.stream().map(repetitions -> Spread.of(repetitions.stream().mapToDouble(share))).toList();
    }

    /** Returns the rows of each class in a random order, of which more samples are always the fewer and others. */
    private static List<int[]> orders(Samples samples, SplittableRandom random) {
        return IntStream.range(0, samples.classes().size()).mapToObj(label -> {
            int[] own = IntStream.range(0, samples.size()).filter(row -> samples.label(row) == label).toArray();
            return IntStream.of(Randomness.permutation(own.length, random)).map(i -> own[i]).toArray();
        }).toList();
    }

    private static int[] drawn(List<int[]> orders, int count) {
        return orders.stream().flatMapToInt(order -> Arrays.stream(order, 0, count)).toArray();
    }

    private static int[] classes(Answers known, Answers seen, int[] rows) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray drawn = Computation.result(manager, () -> known.states().get(
                    manager.create(IntStream.of(rows).asLongStream().toArray())));
            return LinearProbe.fit(drawn, known.samples().rows(rows)).classify(seen.states());
        }
    }

    /**
     * Returns what is found again after softmax regression on labelled samples of all classes, which starts at the model's own
     * head: a training of so many steps along the whole gradient, each as long as is safe for the representation. A mask over
     * the answers is lifted first.
     *
     * @param model whose head it is, a linear one
     * @param known its answers about training samples
     * @param seen its answers about test samples
     * @param steps how many, at least 0 each, ascending
     */
    public static Relearning bySteps(Classifier model, Answers known, Answers seen, int label, int... steps) {
        IntStream.of(steps).filter(count -> count < 0).findFirst().ifPresent(count -> {
            throw new IllegalArgumentException("steps (" + count + ") must be at least 0");
        });
        double[][] head = linearHead(model.unmasked(), known);
        return of(label, "steps", IntStream.of(steps).boxed().toList(), seen.samples(),
                count -> List.of(new Descent(head, known).classesAfter(count, seen)));
    }

    private static double[][] linearHead(Classifier model, Answers known) {
        double[][] head = LinearHead.read(model, Math.toIntExact(known.states().size(1)));
        try (NDArray own = model.head(known.states()); NDArray read = new LinearHead(model, head).head(known.states())) {
            double[][] logits = LinearAlgebra.toJava(own);
            double[][] difference = LinearAlgebra.sum(LinearAlgebra.toJava(read), -1, logits);
            if (greatest(difference) > BENT * greatest(logits)) {
                throw new IllegalArgumentException("head (" + greatest(difference) + " away from its linear part, of "
                        + greatest(logits) + ") must be linear to be trained further");
            }
            return head;
        }
    }

    private static double greatest(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
    }

    /** Softmax regression from a head on. */
    private record Descent(double[][] head, Answers known) {

        int[] classesAfter(int steps, Answers seen) {
            try (NDManager manager = NDManager.newBaseManager()) {
                Parameters parameters = Parameters.layout(manager, DataType.FLOAT64)
                        .weight("head", LinearAlgebra.toNative(manager, head, DataType.FLOAT64)).build();
                if (steps > 0) {
                    descend(manager, parameters, steps);
                }
                double[][] weights = LinearAlgebra.toJava(parameters.arrays().get("head"));
                try (NDArray logits = new LinearHead(null, weights).head(seen.states())) {
                    return Computation.greatest(logits);
                }
            }
        }

        /** The curvature along a row is at most half its square; the mean square of rows with their constant bounds all. */
        private void descend(NDManager manager, Parameters parameters, int steps) {
            NDArray x = LinearHead.withConstant(manager, known.states());
            double rate = 2 * x.size(0) / x.square().sum().getDouble();
            var plan = new TrainingPlan(steps, Math.toIntExact(x.size(0)), rate, Schedule.BY_STEP, 0,
                    Double.POSITIVE_INFINITY, new Optimiser.Momentum(0));
            GradientDescent.minimise(new Regression(), parameters, new NDList(x, known.samples().labels(manager)), plan, 0,
                    Progress.silent());
        }
    }

    /** The mean cross-entropy of [x 1] W with the labels. */
    private static final class Regression implements Objective {

        private static final Loss LOSS = Loss.softmaxCrossEntropyLoss();

        @Override
        public List<String> names() {
            return List.of("cross-entropy");
        }

        @Override
        public NDList terms(Map<String, NDArray> parameters, NDList batch) {
            NDArray logits = batch.get(0).matMul(parameters.get("head"));
            return new NDList(LOSS.evaluate(new NDList(batch.get(1)), new NDList(logits)));
        }
    }

    /** Returns for each amount the mean share of the class that is found, less that of the others that is given it falsely. */
    public double[] net() {
        return IntStream.range(0, amounts.size()).mapToDouble(i -> found.get(i).mean() - falsely.get(i).mean()).toArray();
    }

    /** Returns the least amount with which the net share of the class reaches this one; empty if none is enough. */
    public OptionalInt toReach(double share) {
        double[] net = net();
        return IntStream.range(0, net.length).filter(i -> net[i] >= share).map(amounts::get).findFirst();
    }

    @Override
    public String toString() {
        return "class " + label + " found again, % (and falsely), with " + effort + ": " + IntStream.range(0, amounts.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%d: %.1f (%.1f)", amounts.get(i), 100 * found.get(i).mean(),
                        100 * falsely.get(i).mean())).collect(Collectors.joining(", "));
    }
}
