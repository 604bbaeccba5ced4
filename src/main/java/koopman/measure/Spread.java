// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A figure measured over several seeds: its mean, with the standard deviation of a sample in brackets.
 *
 * @param values the figure for each seed
 */
public record Spread(List<Double> values) {

    public Spread {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values (none) must be one at least");
        }
    }

    /** Returns the spread of these values. */
    public static Spread of(double... values) {
        return new Spread(Arrays.stream(values).boxed().toList());
    }

    /** Returns the spread of the stream's values. */
    public static Spread of(DoubleStream values) {
        return of(values.toArray());
    }

    /** Returns the spread of each column of a table that has a row for each seed. */
    public static List<Spread> columns(List<double[]> rows) {
        return IntStream.range(0, rows.get(0).length)
                .mapToObj(column -> of(rows.stream().mapToDouble(row -> row[column]))).toList();
    }

    /** Returns the mean. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Returns the standard deviation of a sample (over n − 1); of one value it is 0. */
    public double deviation() {
        double mean = mean();
        double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** Returns the standard deviation of these values alone (over n), which the paper gives. */
    public double deviationOverN() {
        return deviation() * Math.sqrt((values.size() - 1.0) / values.size());
    }

    /** Returns the spread of the differences to another figure of the same seeds: this minus the other. */
    public Spread minus(Spread other) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException("other (" + other.values.size() + " values) must have as many as this ("
                    + values.size() + ")");
        }
        return of(IntStream.range(0, values.size()).mapToDouble(i -> values.get(i) - other.values.get(i)));
    }

    /** Returns the spread of the same figure in per cent, if it is a share. */
    public Spread percent() {
        return new Spread(values.stream().map(value -> 100 * value).toList());
    }

    /** Returns the mean and, in brackets, the deviation, if there is more than one value. */
    @Override
    public String toString() {
        double least = Math.max(Math.abs(mean()), deviation());
        String format = least >= 1_000 ? "%.0f (%.0f)" : least < 0.1 && least > 0 ? "%.2g (%.1g)" : "%.2f (%.2f)";
        String text = String.format(Locale.ROOT, format, mean(), deviation());
        return values.size() == 1 ? text.substring(0, text.indexOf(' ')) : text;
    }
}
