package koopman.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled samples of one split, immutable: N inputs of d features each, with a class apiece.
 *
 * <p>Rows are samples: {@link #inputs(NDManager)} is (N, d), {@link #labels(NDManager)} is (N).
 */
public final class Samples {

    private final String name;
    private final Split split;
    private final List<String> classes;
    private final float[] values;
    private final int[] labels;

    private Samples(String name, Split split, List<String> classes, float[] values, int[] labels) {
        this.name = name;
        this.split = split;
        this.classes = classes;
        this.values = values;
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
        if (labels.length == 0 || inputs.length == 0 || inputs.length % labels.length != 0) {
            throw new IllegalArgumentException("inputs (" + inputs.length + " values) must be a positive multiple"
                    + " of labels (" + labels.length + ")");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("label (" + labels[i] + ") of row " + i
                        + " must be from 0 to " + (classes.size() - 1));
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            if (!Float.isFinite(inputs[i])) {
                throw new IllegalArgumentException("input (" + inputs[i] + ") in row "
                        + i / (inputs.length / labels.length) + " must be a finite number");
            }
        }
        return new Samples(name, split, List.copyOf(classes), inputs.clone(), labels.clone());
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

    /** Returns d, the number of features of an input. */
    public int features() {
        return values.length / labels.length;
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
        return Arrays.copyOfRange(values, row * features(), (row + 1) * features());
    }

    /** Returns all inputs, (N, d), attached to the manager. */
    public NDArray inputs(NDManager manager) {
        return manager.create(values, new Shape(size(), features()));
    }

    /** Returns all labels as whole numbers, (N), attached to the manager. */
    public NDArray labels(NDManager manager) {
        return manager.create(IntStream.of(labels).asLongStream().toArray());
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
        if (found.length != size()) {
            throw new IllegalArgumentException("found (" + found.length + " classes) must be one for each of the "
                    + size() + " samples");
        }
        return (double) IntStream.range(0, size()).filter(row -> found[row] == labels[row]).count() / size();
    }

    /** Returns the same inputs with other classes, such as those that something gives them. */
    public Samples labelled(int[] others) {
        if (others.length != size()) {
            throw new IllegalArgumentException("others (" + others.length + " classes) must be one for each of the "
                    + size() + " samples");
        }
        return of(name, split, classes, values, others);
    }

    /** Returns the first {@code count} samples. */
    public Samples first(int count) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException("count (" + count + ") must be from 1 to " + size());
        }
        return where(row -> row < count);
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
        var inputs = new float[rows.length * features()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * features(), inputs, i * features(), features());
        }
        return new Samples(name, split, classes, inputs, IntStream.of(rows).map(row -> labels[row]).toArray());
    }

    @Override
    public String toString() {
        return name + ": " + size() + " " + split + " samples, " + features() + " features, classes " + classes;
    }
}
