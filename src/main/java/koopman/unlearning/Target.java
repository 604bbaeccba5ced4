package koopman.unlearning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

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

    /** The mean forecast of the sample's runner-up, the class that it would be given without the forgotten ones. */
    record RunnerUp() implements Target {

        @Override
        public double[][] of(Forecasts forecasts, int[] moved, int[] kept, Set<Integer> classes) {
            return means(moved, kept, row -> forecasts.classOf(row, classes), row -> forecasts.classOf(row, Set.of()),
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
