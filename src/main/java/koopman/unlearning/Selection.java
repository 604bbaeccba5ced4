// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** Which training samples an edit moves. */
public interface Selection {

    /** Returns the rows to be moved so that the classes are forgotten. */
    int[] rows(Forecasts forecasts, Set<Integer> classes);

    /** The samples that are labelled so, whatever they are forecast as; published for digits. */
    record ByLabel() implements Selection {

        @Override
        public int[] rows(Forecasts forecasts, Set<Integer> classes) {
            return IntStream.range(0, forecasts.size()).filter(row -> classes.contains(forecasts.label(row))).toArray();
        }
    }

    /** The samples that are forecast so, whatever their label. */
    record ByForecast() implements Selection {

        @Override
        public int[] rows(Forecasts forecasts, Set<Integer> classes) {
            return IntStream.range(0, forecasts.size()).filter(row -> classes.contains(forecasts.classOf(row)))
                    .toArray();
        }
    }

    /**
     * The samples of any label whose forecast lies in a ball around the medoid of the class's forecasts, the one with the
     * smallest sum of distances to the others. The published notebook for Yin-Yang has it with the quantile 1.
     *
     * @param quantile of the class's distances to its medoid, above 0 and at most 1, that is the ball's radius
     */
    record MedoidBall(double quantile) implements Selection {

        public MedoidBall {
            if (!(quantile > 0 && quantile <= 1)) {
                throw new IllegalArgumentException("quantile (" + quantile + ") must be above 0 and at most 1");
            }
        }

        @Override
        public int[] rows(Forecasts forecasts, Set<Integer> classes) {
            return classes.stream().flatMapToInt(label -> inBall(forecasts, label)).distinct().toArray();
        }

        private IntStream inBall(Forecasts forecasts, int label) {
            int[] own = IntStream.range(0, forecasts.size()).filter(row -> forecasts.label(row) == label).toArray();
            int[] medoid = {medoid(forecasts, own)};
            double[] toOwn = forecasts.distances(medoid, own).get(0);
            Arrays.sort(toOwn);
            double radius = toOwn[Math.max(0, (int) Math.ceil(quantile * toOwn.length) - 1)];
            double[] toAll = forecasts.distances(medoid, IntStream.range(0, forecasts.size()).toArray()).get(0);
            return IntStream.range(0, toAll.length).filter(row -> toAll[row] <= radius);
        }

        private static int medoid(Forecasts forecasts, int[] rows) {
            double[] sums = forecasts.distances(rows, rows).stream().mapToDouble(row -> Arrays.stream(row).sum()).toArray();
            return rows[IntStream.range(0, rows.length).boxed()
                    .min((a, b) -> Double.compare(sums[a], sums[b])).orElseThrow()];
        }
    }
}
