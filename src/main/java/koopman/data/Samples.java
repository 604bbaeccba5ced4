// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled samples of one split, immutable: N inputs of d features each, with a class apiece.
 *
 * <p>Rows are samples: {@link #inputs(NDManager)} is (N, d), {@link #labels(NDManager)} is (N). Samples of texts have no
 * features: a network that reads {@link #texts()} makes numbers of them.
 */
public final class Samples {


    private final String name;
    private final Split split;
    private final List<String> classes;
    private final Inputs inputs;
    private final int[] labels;
    private String digest;

    private Samples(String name, Split split, List<String> classes, Inputs inputs, int[] labels) {
        this.name = name;
        this.split = split;
        this.classes = classes;
        this.inputs = inputs;
        this.labels = labels;
    }

    /**
     * Returns samples of the given rows.
     *
     * @param name the data set's name, such as "Yin-Yang"
     * @param classes the names of the classes, by label
     * @param inputs the inputs, row after row: N * d values
     * @param labels the class of each row, from 0 to the number of classes - 1
     * @throws IllegalArgumentException if the sizes do not fit, a value is not finite or a label names no class
     */
    public static Samples of(String name, Split split, List<String> classes, float[] inputs, int[] labels) {
        int features = features(inputs.length, labels.length);
        for (int i = 0; i < inputs.length; i++) {
            if (!Float.isFinite(inputs[i])) {
                throw new IllegalArgumentException("input (" + inputs[i] + ") in row " + i / features
                        + " must be a finite number");
            }
        }
        return of(name, split, classes, new Inputs.Numbers(inputs.clone(), features), labels);
    }

    /**
     * Returns samples whose inputs are grey values, kept as bytes until the network sees them as
     * (value / 255 − mean) / deviation.
     *
     * @param pixels the inputs, row after row: N * d values from 0 to 255
     * @param mean of all pixels of the training samples, from 0 to 1
     * @param deviation of them, above 0
     * @throws IllegalArgumentException if the sizes do not fit or a label names no class
     */
    public static Samples ofPixels(String name, Split split, List<String> classes, byte[] pixels, int[] labels,
            double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("deviation (" + deviation + ") must be greater than 0");
        }
        int features = features(pixels.length, labels.length);
        return of(name, split, classes, new Inputs.Pixels(pixels.clone(), features, mean, deviation), labels);
    }

    /**
     * Returns samples whose inputs are texts.
     *
     * @param texts the inputs, N of them
     * @throws IllegalArgumentException if the sizes do not fit, a text is blank or a label names no class
     */
    public static Samples ofTexts(String name, Split split, List<String> classes, List<String> texts, int[] labels) {
        if (texts.isEmpty() || texts.size() != labels.length) {
            throw new IllegalArgumentException("texts (" + texts.size() + ") must be as many as labels (" + labels.length
                    + "), and at least 1");
        }
        for (int row = 0; row < texts.size(); row++) {
            if (texts.get(row) == null || texts.get(row).isBlank()) {
                throw new IllegalArgumentException("text (" + texts.get(row) + ") in row " + row + " must have a word");
            }
        }
        return of(name, split, classes, new Inputs.Texts(List.copyOf(texts)), labels);
    }

    private static int features(int values, int rows) {
        if (rows == 0 || values == 0 || values % rows != 0) {
            throw new IllegalArgumentException("inputs (" + values + " values) must be a positive multiple of labels ("
                    + rows + ")");
        }
        return values / rows;
    }

    private static Samples of(String name, Split split, List<String> classes, Inputs inputs, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("label (" + labels[i] + ") of row " + i
                        + " must be from 0 to " + (classes.size() - 1));
            }
        }
        return new Samples(name, split, List.copyOf(classes), inputs, labels.clone());
    }

    /** Returns the data set's name, without the split. */
    public String name() {
        return name;
    }

    /** Returns what these samples may be used for. */
    public Split split() {
        return split;
    }

    /** Returns the names of the classes, by label. */
    public List<String> classes() {
        return classes;
    }

    /** Returns N, the number of samples. */
    public int size() {
        return labels.length;
    }

    /**
     * Returns d, the number of features of an input.
     *
     * @throws IllegalArgumentException if the inputs are texts, which have none
     */
    public int features() {
        return inputs.features();
    }

    /** Returns the class of one row. */
    public int label(int row) {
        return labels[row];
    }

    /** Returns the classes of all rows. */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns one row's input. */
    public float[] input(int row) {
        return inputs.row(row);
    }

    /** Returns whether the inputs are texts, and not numbers. */
    public boolean areTexts() {
        return inputs instanceof Inputs.Texts;
    }

    /**
     * Returns the texts of all rows.
     *
     * @throws IllegalArgumentException if the inputs are numbers
     */
    public List<String> texts() {
        if (inputs instanceof Inputs.Texts texts) {
            return texts.values();
        }
        throw new IllegalArgumentException("inputs (" + features() + " numbers each) must be texts: " + this);
    }

    /** Returns all inputs, (N, d), attached to the manager. */
    public NDArray inputs(NDManager manager) {
        return inputs(manager, 0, size());
    }

    /** Returns the inputs of the rows from one up to, and without, another, (to − from, d), attached to the manager. */
    public NDArray inputs(NDManager manager, int from, int to) {
        return inputs.array(manager, from, to);
    }

    /** Returns all inputs in the form in which they are kept, (N, d), of which {@link #seen} makes inputs. */
    public NDArray stored(NDManager manager) {
        return inputs.stored(manager, 0, size());
    }

    /** Returns the inputs that rows as {@link #stored} stand for, (B, d) → (B, d). */
    public NDArray seen(NDArray stored) {
        return inputs.seen(stored);
    }

    /** Returns all labels as whole numbers, (N), attached to the manager. */
    public NDArray labels(NDManager manager) {
        return manager.create(IntStream.of(labels).asLongStream().toArray());
    }

    /**
     * Returns a digest of the rows and the number of classes: 16 hexadecimal digits that are others where an input as it is
     * kept, a label or the order is another. Names do not count.
     */
    public synchronized String digest() {
        if (digest == null) {
            int[] sizes = {areTexts() ? 0 : features(), classes.size()};
            digest = inputs.addTo(new Fingerprint()).add(labels).add(sizes).text();
        }
        return digest;
    }

    /** Returns how many samples each class has. */
    public int[] counts() {
        var counts = new int[classes.size()];
        IntStream.of(labels).forEach(label -> counts[label]++);
        return counts;
    }

    /**
     * Returns the share of the samples whose class is found, from 0 to 1.
     *
     * @param found the class that something gives each sample
     */
    public double accuracy(int[] found) {
        requireFound(found);
        return (double) IntStream.range(0, size()).filter(row -> found[row] == labels[row]).count() / size();
    }

    /**
     * Returns the mean over the classes of the share of their samples whose class is found, from 0 to 1: what the paper calls
     * accuracy. A class without samples does not count.
     *
     * @param found the class that something gives each sample
     */
    public double meanClassAccuracy(int[] found) {
        int[][] confusion = confusion(found);
        int[] counts = counts();
        return IntStream.range(0, counts.length).filter(label -> counts[label] > 0)
                .mapToDouble(label -> (double) confusion[label][label] / counts[label]).average().orElseThrow();
    }

    /**
     * Returns what is taken for what: for each class (first index) how many of its samples are given each class (second).
     *
     * @param found the class that something gives each sample
     */
    public int[][] confusion(int[] found) {
        requireFound(found);
        var counts = new int[classes.size()][classes.size()];
        IntStream.range(0, size()).forEach(row -> counts[labels[row]][found[row]]++);
        return counts;
    }

    private void requireFound(int[] found) {
        if (found.length != size()) {
            throw new IllegalArgumentException("found (" + found.length + " classes) must be one for each of the "
                    + size() + " samples");
        }
    }

    /** Returns the same inputs with other classes, such as those that something gives them. */
    public Samples labelled(int[] others) {
        requireFound(others);
        return of(name, split, classes, inputs, others);
    }

    /**
     * Returns these samples for each epoch, but each as it is or, with the same chance for each of the ways, changed by one of them.
     * Labels stay, which need not be true of what is changed: they are for what is learned from a network's answers.
     *
     * @throws IllegalArgumentException if there is no way, or samples are texts
     */
    public SampleSource varied(long seed, Variation... ways) {
        if (ways.length == 0 || areTexts()) {
            throw new IllegalArgumentException("samples (" + this + ", " + ways.length + " ways) must be numbers, with a way at least");
        }
        List<Variation> chosen = List.of(ways);
        return SampleSource.of(size(), epoch -> varied(chosen, Randomness.VARIATIONS.of(seed, epoch)));
    }

    private Samples varied(List<Variation> ways, SplittableRandom random) {
        var all = new float[size() * features()];
        for (int row = 0; row < size(); row++) {
            int way = random.nextInt(ways.size() + 1) - 1;
            float[] input = way < 0 ? input(row) : ways.get(way).of(input(row), this, random);
            if (input.length != features()) {
                throw new IllegalArgumentException("way " + way + " (" + input.length + " features) must give " + features());
            }
            System.arraycopy(input, 0, all, row * features(), features());
        }
        return of(name, split, classes, all, labels);
    }

    /** Returns the first {@code count} samples. */
    public Samples first(int count) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + size());
        }
        return where(row -> row < count);
    }

    /** Returns these rows alone, in their order. */
    public Samples rows(int... rows) {
        return new Samples(name, split, classes, inputs.rows(rows), IntStream.of(rows).map(row -> labels[row]).toArray());
    }

    /** Returns the samples of one class. */
    public Samples ofClass(int label) {
        return where(row -> labels[row] == requireClass(label));
    }

    /** Returns the samples of all classes but one; the labels keep their numbers. */
    public Samples withoutClass(int label) {
        return where(row -> labels[row] != requireClass(label));
    }

    /**
     * Returns the label, if it names a class.
     *
     * @throws IllegalArgumentException if it does not
     */
    public int requireClass(int label) {
        if (label < 0 || label >= classes.size()) {
            throw new IllegalArgumentException("class (" + label + ") must be from 0 to " + (classes.size() - 1)
                    + ": " + name + " has the classes " + classes);
        }
        return label;
    }

    private Samples where(IntPredicate kept) {
        int[] rows = IntStream.range(0, size()).filter(kept).toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("no sample of " + this + " is left");
        }
        return rows(rows);
    }

    @Override
    public String toString() {
        return name + ": " + size() + " " + split + " samples, " + (areTexts() ? "texts" : features() + " features")
                + ", classes " + classes;
    }
}
