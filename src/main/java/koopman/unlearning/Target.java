// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import koopman.unlearning.Forecasts.Near;

/** Where an edit sends the samples that it moves: a place among the forecasts for each of them. */
public interface Target {

    /**
     * Returns T, a line for each of the rows to be moved, (moved, m).
     *
     * @param moved the rows to be moved, in ascending order
     * @param kept all others
     * @param classes the labels of the classes to be forgotten
     */
    double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes);

    /**
     * The forecast of the sample, among those that stay, whose observables at the start are nearest, by |Z0_i − Z0_j|: the
     * published target.
     */
    record NearestInput() implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            return forecasts.forecasts(forecasts.nearestInputs(moved, kept));
        }
    }

    /** The nearest of the forecasts of the samples that stay. */
    record NearestForecast() implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            return forecasts.forecasts(forecasts.nearestForecasts(moved, kept));
        }
    }

    /**
     * One place for all: the target of the first sample that is moved. Published for digits, where it is the nearest input's.
     *
     * @param target by which the first one's target is found
     */
    record OfTheFirst(Target target) implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            var targets = new double[moved.length][];
            Arrays.fill(targets, target.of(forecasts, Arrays.copyOf(moved, 1), kept, classes)[0]);
            return targets;
        }
    }

    /**
     * The mean forecast of several samples among those that stay, and are not forecast as a forgotten class, whose observables at
     * the start are nearest, each weighted by 1 / |Z0_i − Z0_j|; where some are in the very same place, the mean of these alone.
     *
     * @param count how many
     */
    record Neighbours(int count) implements Target {

        public Neighbours {
            requireCount(count);
        }

        private static void requireCount(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("count (" + count + ") must be at least 1");
            }
        }

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            List<Near> near = forecasts.nearestInputs(moved, others(forecasts, kept, classes), count);
            return near.stream().map(each -> weightedMean(forecasts.forecasts(each.rows()), weights(each)))
                    .toArray(double[][]::new);
        }

        /** A sample that stays by its label may yet be forecast as the class. */
        private static int[] others(Forecasts forecasts, int[] kept, Set<Integer> classes) {
            return Arrays.stream(kept).filter(row -> !classes.contains(forecasts.classOf(row))).toArray();
        }

        private static double[] weights(Near near) {
            boolean meets = Arrays.stream(near.distances()).anyMatch(distance -> distance == 0);
            return Arrays.stream(near.distances()).map(distance -> !meets ? 1 / distance : distance == 0 ? 1 : 0).toArray();
        }

        private static double[] weightedMean(double[][] rows, double[] weights) {
            double sum = Arrays.stream(weights).sum();
            return IntStream.range(0, rows[0].length).mapToDouble(j -> IntStream.range(0, rows.length)
                    .mapToDouble(i -> weights[i] / sum * rows[i][j]).sum()).toArray();
        }
    }

    /**
     * Another target with the choice narrowed for each sample to those that are forecast as its runner-up.
     *
     * @param target by which a place is found among them
     */
    record OfTheRunnerUp(Target target) implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            var targets = new double[moved.length][];
            int[] runnersUp = Arrays.stream(moved).map(row -> forecasts.classOf(row, classes)).toArray();
            Arrays.stream(runnersUp).distinct().forEach(label -> {
                int[] places = IntStream.range(0, moved.length).filter(i -> runnersUp[i] == label).toArray();
                double[][] own = target.of(forecasts, Arrays.stream(places).map(i -> moved[i]).toArray(),
                        RunnerUp.ofClass(kept, forecasts::classOf, label), classes);
                IntStream.range(0, places.length).forEach(i -> targets[places[i]] = own[i]);
            });
            return targets;
        }
    }

    /**
     * The mean forecast of the class that the sample's {@link Neighbours} have: each votes for the class that it is forecast as,
     * with the weight that it has there. It is a guess at what a network that never saw the forgotten classes would take the
     * sample for: for what lies around it.
     *
     * @param count how many neighbours
     */
    record Vote(int count) implements Target {

        public Vote {
            Neighbours.requireCount(count);
        }

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            IntUnaryOperator found = forecasts::classOf;
            List<Near> near = forecasts.nearestInputs(moved, Neighbours.others(forecasts, kept, classes), count);
            Map<Integer, Integer> elected = IntStream.range(0, moved.length).boxed()
                    .collect(Collectors.toMap(i -> moved[i], i -> elected(near.get(i), found)));
            return RunnerUp.means(moved, kept, elected::get, found, forecasts::mean);
        }

        private static int elected(Near near, IntUnaryOperator found) {
            double[] weights = Neighbours.weights(near);
            var votes = new TreeMap<Integer, Double>();
            IntStream.range(0, weights.length)
                    .forEach(i -> votes.merge(found.applyAsInt(near.rows()[i]), weights[i], Double::sum));
            return Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
        }
    }

    /**
     * Another target, and from there a share of the way by which the sample's own forecast differs from the mean of those that
     * have the same target: they stay spread.
     *
     * @param target whose places the samples spread around
     * @param share from 0, all stay at one point, to 1, they are as far from each other as before
     */
    record Spread(Target target, double share) implements Target {

        public Spread {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share (" + share + ") must be from 0 to 1");
            }
        }

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            double[][] targets = target.of(forecasts, moved, kept, classes);
            Map<DoubleBuffer, List<Integer>> together = IntStream.range(0, moved.length).boxed()
                    .collect(Collectors.groupingBy(i -> DoubleBuffer.wrap(targets[i])));
            double[][] spread = LinearAlgebra.sum(targets, share, forecasts.forecasts(moved));
            together.values().forEach(places -> {
                double[] mean = forecasts.mean(places.stream().mapToInt(i -> moved[i]).toArray());
                places.forEach(i -> Arrays.setAll(spread[i], j -> spread[i][j] - share * mean[j]));
            });
            return spread;
        }
    }

    /** The mean forecast of the sample's runner-up, the class that it would be given without the forgotten ones. */
    record RunnerUp() implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            return means(moved, kept, row -> forecasts.classOf(row, classes), forecasts::classOf,
                    forecasts::mean);
        }

        /**
         * Returns a line for each of the rows to be moved: the mean over the kept rows of its runner-up's class.
         *
         * @param runnerUp the class that a row would be given without the forgotten ones
         * @param found the class that a row is given
         * @param mean of some rows
         */
        static double[][] means(int[] moved, int[] kept, IntUnaryOperator runnerUp, IntUnaryOperator found,
                Function<int[], double[]> mean) {
            var means = new HashMap<Integer, double[]>();
            return Arrays.stream(moved).mapToObj(row -> means.computeIfAbsent(runnerUp.applyAsInt(row),
                    label -> mean.apply(ofClass(kept, found, label)))).toArray(double[][]::new);
        }

        private static int[] ofClass(int[] kept, IntUnaryOperator found, int label) {
            int[] rows = Arrays.stream(kept).filter(row -> found.applyAsInt(row) == label).toArray();
            if (rows.length == 0) {
                throw new IllegalArgumentException("class (" + label + "), a runner-up, must be forecast for some sample");
            }
            return rows;
        }
    }
}
