// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A data set as its three independent sets of samples.
 *
 * @param train the samples to fit on
 * @param validation the samples to choose settings on
 * @param test the samples to report on
 */
public record Splits(Samples train, Samples validation, Samples test) {

    public Splits {
        require(train, Split.TRAIN);
        require(validation, Split.VALIDATION);
        require(test, Split.TEST);
    }

    /**
     * Returns arrays of the caller's own as three sets, drawn at random; what is neither trained nor validated on is the test
     * set.
     *
     * @param name what the data are called
     * @param classes the names of the classes, by label
     * @param features a row of d finite numbers for each sample
     * @param labels the class of each sample, from 0
     * @param train the share of the samples to train on
     * @param validation the share of the samples to choose settings on
     * @param seed fixes which sample goes where
     * @throws IllegalArgumentException if rows differ in length, a number is not finite, a label names no class, or a set
     *     would be empty
     */
    public static Splits of(String name, List<String> classes, float[][] features, int[] labels, double train,
            double validation, long seed) {
        return drawn(requireRows(features, labels), train, validation, seed, (split, rows) ->
                part(name, split, classes, features, labels, rows));
    }

    /** Returns texts of the caller's own as three sets, drawn as above. */
    public static Splits ofTexts(String name, List<String> classes, List<String> texts, int[] labels, double train,
            double validation, long seed) {
        Samples all = Samples.ofTexts(name, Split.TRAIN, classes, texts, labels);
        return drawn(all.size(), train, validation, seed, (split, rows) -> Samples.ofTexts(name, split, classes,
                IntStream.of(rows).mapToObj(texts::get).toList(), IntStream.of(rows).map(row -> labels[row]).toArray()));
    }

    private static Splits drawn(int count, double train, double validation, long seed, BiFunction<Split, int[], Samples> part) {
        int[] ends = ends(count, train, validation);
        int[] order = Randomness.permutation(count, Randomness.SPLITS.of(seed));
        return new Splits(part.apply(Split.TRAIN, Arrays.copyOfRange(order, 0, ends[0])),
                part.apply(Split.VALIDATION, Arrays.copyOfRange(order, ends[0], ends[1])),
                part.apply(Split.TEST, Arrays.copyOfRange(order, ends[1], count)));
    }

    private static int requireRows(float[][] features, int[] labels) {
        if (features.length != labels.length) {
            throw new IllegalArgumentException("features (" + features.length + " rows) must be as many as labels ("
                    + labels.length + ")");
        }
        for (int row = 0; row < features.length; row++) {
            if (features[row].length != features[0].length || features[row].length == 0) {
                throw new IllegalArgumentException("row " + row + " (" + features[row].length + " features) must have "
                        + features[0].length + ", as the first, and at least 1");
            }
        }
        return features.length;
    }

    /** Returns where the training and the validation samples end. */
    private static int[] ends(int count, double train, double validation) {
        if (!(train > 0 && validation > 0 && train + validation < 1)) {
            throw new IllegalArgumentException("train (" + train + ") and validation (" + validation
                    + ") must be above 0 and together below 1: the rest is for testing");
        }
        int first = (int) Math.round(count * train);
        int second = (int) Math.round(count * (train + validation));
        if (first < 1 || second <= first || second >= count) {
            throw new IllegalArgumentException("samples (" + count + ") must be enough for three sets of shares " + train + ", "
                    + validation + " and the rest");
        }
        return new int[] {first, second};
    }

    private static Samples part(String name, Split split, List<String> classes, float[][] features, int[] labels, int[] rows) {
        int width = features[0].length;
        var inputs = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features[rows[i]], 0, inputs, i * width, width);
        }
        return Samples.of(name, split, classes, inputs, IntStream.of(rows).map(row -> labels[row]).toArray());
    }

    private static void require(Samples samples, Split split) {
        if (samples.split() != split) {
            throw new IllegalArgumentException(
                    split + " (" + samples + ") must be a " + split + " set: build it with Split." + split.name());
        }
    }

    @Override
    public String toString() {
        return train + ", " + validation.size() + " validation, " + test.size() + " test";
    }
}
