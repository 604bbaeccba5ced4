// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.training.Computation;

/**
 * After how many of the operator's k steps each state x_0 to x_T of a trajectory is due: x_0 at 0, x_T at k. Times that are not
 * learned are rounded to whole steps for forms of the operator that have no other powers.
 */
public sealed interface LayerTimes extends Serializable {

    /** Returns the steps of all states, 0 first and k last; of times that are learned, where they start. */
    double[] steps(Trajectory trajectory, int k);

    /** Returns times of equal distance. */
    static LayerTimes equal() {
        return new Equal();
    }

    /** Returns times by the length of the way: the mean distance that samples move from state to state. */
    static LayerTimes byDistance() {
        return new ByDistance();
    }

    /** Returns times that are learned with the autoencoder, started at equal distances. */
    static LayerTimes learned() {
        return new Learned();
    }

    /** Returns given times, ascending from 0 to k. */
    static LayerTimes at(double... steps) {
        return new Given(DoubleStream.of(steps).boxed().toList());
    }

    /** Returns the times that a text as by toString stands for. */
    static LayerTimes parse(String text) {
        return switch (text) {
            case "equal" -> equal();
            case "by distance" -> byDistance();
            case "learned" -> learned();
            default -> Given.parse(text.replaceFirst("^at ", ""));
        };
    }

    /** s_j = k j / T. */
    record Equal() implements LayerTimes {

        @Override
        public double[] steps(Trajectory trajectory, int k) {
            int parts = trajectory.parts();
            return IntStream.rangeClosed(0, parts).mapToDouble(state -> (double) k * state / parts).toArray();
        }

        @Override
        public String toString() {
            return "equal";
        }
    }

    /** s_j is to k as the way to x_j is to the whole way, of the mean distances |x_(i+1) − x_i|. */
    record ByDistance() implements LayerTimes {

        @Override
        public double[] steps(Trajectory trajectory, int k) {
            double[] way = IntStream.rangeClosed(0, trajectory.parts()).mapToDouble(state -> state == 0 ? 0
                    : distance(trajectory.states().get(state - 1), trajectory.states().get(state))).toArray();
            Arrays.parallelPrefix(way, Double::sum);
            double whole = way[way.length - 1];
            if (!(whole > 0)) {
                throw new IllegalArgumentException("distance (" + whole + ") must be above 0: no state moves, use equal times");
            }
            double[] steps = Arrays.stream(way).map(part -> k * part / whole).toArray();
            steps[steps.length - 1] = k;
            return steps;
        }

        private static double distance(NDArray from, NDArray to) {
            try (NDArray mean = Computation.unattached(() -> to.sub(from).square().sum(new int[] {1}).sqrt().mean()
                    .toType(DataType.FLOAT64, true))) {
                return mean.getDouble();
            }
        }

        @Override
        public String toString() {
            return "by distance";
        }
    }

    /** s_j = k Σ_(i ≤ j) softmax(a)_i with a learned, which keeps the order. */
    record Learned() implements LayerTimes {

        @Override
        public double[] steps(Trajectory trajectory, int k) {
            return new Equal().steps(trajectory, k);
        }

        @Override
        public String toString() {
            return "learned";
        }
    }

    /**
     * Given times.
     *
     * @param steps 0 first, k last, ascending
     */
    record Given(List<Double> steps) implements LayerTimes {

        public Given {
            steps = List.copyOf(steps);
            boolean ascend = true;
            for (int i = 1; i < steps.size(); i++) {
                ascend &= steps.get(i) >= steps.get(i - 1);
            }
            if (steps.size() < 2 || steps.get(0) != 0 || !ascend || steps.get(steps.size() - 1).isInfinite()) {
                throw new IllegalArgumentException("times (" + steps + ") must be at least 2, ascend from 0 and be finite");
            }
        }

        static Given parse(String numbers) {
            try {
                return new Given(Arrays.stream(numbers.split(" ")).map(Double::valueOf).toList());
            } catch (NumberFormatException other) {
                throw new IllegalArgumentException("times (" + numbers + ") must be equal, by distance, learned, or numbers",
                        other);
            }
        }

        @Override
        public double[] steps(Trajectory trajectory, int k) {
            if (steps.size() != trajectory.parts() + 1 || steps.get(steps.size() - 1) != k) {
                throw new IllegalArgumentException("times (" + steps + ") must be one for each of the "
                        + (trajectory.parts() + 1) + " states, from 0 to " + k);
            }
            return steps.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public String toString() {
            return steps.stream().map(String::valueOf).collect(Collectors.joining(" ", "at ", ""));
        }
    }
}
