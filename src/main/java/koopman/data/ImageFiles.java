package koopman.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of labelled grey images in the four files that MNIST comes in, and where to find them.
 *
 * <p>They are looked for in the folder that the system property {@code koopman.data} or, without it, the environment
 * variable {@code KOOPMAN_DATA} names (there, or in its folder of the set's name), then in the cache ({@code KOOPMAN_CACHE},
 * else {@code ~/.cache/koopman}); what is nowhere is downloaded to the cache.
 *
 * <p>Of the training images, the last twelfth becomes the validation set. Pixels stay bytes until a network sees them.
 *
 * <p>Sources: LeCun, Cortes, Burges, <i>The MNIST database</i>; Xiao, Rasul, Vollgraf, <i>Fashion-MNIST</i>, arXiv 1708.07747.
 */
public final class ImageFiles {

    /** MNIST: 60,000 and 10,000 handwritten digits of 28 x 28 pixels. */
    public static final ImageFiles MNIST = new ImageFiles(new Description("MNIST", "mnist",
            digits(10), new Moments(0.1307, 0.3081),
            List.of("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"),
            List.of("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624",
                    "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637")), null);

    /** Fashion-MNIST: as many pieces of clothing. */
    public static final ImageFiles FASHION_MNIST = new ImageFiles(new Description("Fashion-MNIST", "fashion-mnist",
            List.of("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
            new Moments(0.2860, 0.3530),
            List.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            List.of("8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe",
                    "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310")), null);

    /** The names of the files, packed with gzip or, without the ending, not. */
    private static final List<String> FILES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
    private static final int VALIDATION_SHARE = 12; // 5,000 of MNIST's 60,000

    private final Description description;
    private final Path only;

    private ImageFiles(Description description, Path only) {
        this.description = description;
        this.only = only;
    }

    /** What is known of a set: nothing of mirrors, digests or moments for a folder of the reader's own. */
    private record Description(String name, String folder, List<String> classes, Moments moments, List<String> mirrors,
            List<String> digests) {}

    /** The mean and the deviation of all pixels of the training images, from 0 to 1. */
    private record Moments(double mean, double deviation) {

        static Moments of(byte[] pixels) {
            double sum = 0;
            double squares = 0;
            for (byte pixel : pixels) {
                double value = (pixel & 0xff) / 255.0;
                sum += value;
                squares += value * value;
            }
            double mean = sum / pixels.length;
            return new Moments(mean, Math.sqrt(Math.max(squares / pixels.length - mean * mean, 1e-12)));
        }
    }

    /** Returns the set that a folder of the reader's own holds, in files named as those of MNIST; nothing is downloaded. */
    public static ImageFiles in(Path folder) {
        return new ImageFiles(new Description(String.valueOf(folder.getFileName()), "", List.of(), null, List.of(), List.of()),
                folder);
    }

    /** Returns the set's name. */
    public String name() {
        return description.name;
    }

    /**
     * Returns the images as training, validation and test samples, after downloading what is missing.
     *
     * @throws UncheckedIOException if a file is missing and cannot be downloaded, is cut or altered, or does not fit the
     *     others; the message names it and the remedy
     */
    public Splits splits() {
        try {
            return splits(complete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private Splits splits(Path folder) throws IOException {
        IdxFile images = read(folder, 0, IdxFile.IMAGES);
        IdxFile labels = read(folder, 1, IdxFile.LABELS);
        IdxFile testImages = read(folder, 2, IdxFile.IMAGES);
        IdxFile testLabels = read(folder, 3, IdxFile.LABELS);
        requireFit(folder, 0, images, labels);
        requireFit(folder, 2, testImages, testLabels);
        if (images.sizes()[1] != testImages.sizes()[1] || images.sizes()[2] != testImages.sizes()[2]) {
            throw new IOException(folder + ": training images " + Arrays.toString(images.sizes()) + " and test images "
                    + Arrays.toString(testImages.sizes()) + " must have the same rows and columns");
        }
        int training = images.count() - Math.max(1, images.count() / VALIDATION_SHARE);
        if (training < 1) {
            throw new IOException(folder + ": training images (" + images.count() + ") must be at least 2");
        }
        List<String> classes = description.classes.isEmpty() ? digits(1 + greatest(labels, testLabels)) : description.classes;
        Moments moments = description.moments == null ? Moments.of(images.values()) : description.moments;
        return new Splits(samples(Split.TRAIN, images, labels, 0, training, classes, moments),
                samples(Split.VALIDATION, images, labels, training, images.count(), classes, moments),
                samples(Split.TEST, testImages, testLabels, 0, testImages.count(), classes, moments));
    }

    private IdxFile read(Path folder, int index, int magic) throws IOException {
        Path file = present(folder, index);
        if (!description.digests.isEmpty()) {
            Digest.require(file, description.digests.get(index), "put the original there, or delete it, so that it is "
                    + "downloaded; your own files of this format are read by ImageFiles.in(folder)");
        }
        return IdxFile.read(file, magic);
    }

    private static void requireFit(Path folder, int index, IdxFile images, IdxFile labels) throws IOException {
        if (images.count() != labels.count()) {
            throw new IOException(present(folder, index) + " (" + images.count() + " images) must have as many as "
                    + present(folder, index + 1).getFileName() + " (" + labels.count() + " labels)");
        }
    }

    private Samples samples(Split split, IdxFile images, IdxFile labels, int from, int to, List<String> classes,
            Moments moments) {
        int features = images.sizes()[1] * images.sizes()[2];
        int[] own = IntStream.range(from, to).map(row -> labels.values()[row] & 0xff).toArray();
        return Samples.ofPixels(name(), split, classes,
                Arrays.copyOfRange(images.values(), from * features, to * features), own, moments.mean, moments.deviation);
    }

    private static int greatest(IdxFile... labels) {
        return Arrays.stream(labels).flatMapToInt(file -> IntStream.range(0, file.count())
                .map(row -> file.values()[row] & 0xff)).max().orElse(0);
    }

    private static List<String> digits(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    // ---- Where the files are

    /**
     * Returns the folder that holds the files, after downloading what is missing.
     *
     * @throws UncheckedIOException if a file is missing and cannot be downloaded; the message says where to put which file
     */
    public Path folder() {
        try {
            return complete();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /** Returns whether all files are on this machine, so that none would be downloaded. */
    public boolean isHere() {
        return Stream.concat(Stream.of(DataFolders.cache(description.folder)),
                only != null ? Stream.of(only) : DataFolders.given(description.folder).stream()).anyMatch(
                        folder -> IntStream.range(0, FILES.size()).allMatch(index -> present(folder, index) != null));
    }

    private Path complete() throws IOException {
        if (only != null) {
            return requireAll(only);
        }
        for (Path folder : DataFolders.given(description.folder)) {
            if (IntStream.range(0, FILES.size()).anyMatch(index -> present(folder, index) != null)) {
                return requireAll(folder);
            }
        }
        Path cache = DataFolders.cache(description.folder);
        for (int index = 0; index < FILES.size(); index++) {
            if (present(cache, index) == null) {
                fetch(cache, index);
            }
        }
        return cache;
    }

    private void fetch(Path cache, int index) throws IOException {
        String name = FILES.get(index);
        try {
            new Download(cache.resolve(name), description.digests.get(index)).from(description.mirrors);
        } catch (IOException failed) {
            throw new IOException(name() + ": " + name + " is in no folder and could not be downloaded (" + failed.getMessage()
                    + "). Download " + String.join(", ", FILES) + " from " + description.mirrors.get(0) + " and put them into "
                    + cache + ", or into a folder that KOOPMAN_DATA names", failed);
        }
    }

    private static Path requireAll(Path folder) throws IOException {
        for (int index = 0; index < FILES.size(); index++) {
            if (present(folder, index) == null) {
                throw new IOException(folder + " (without " + FILES.get(index) + ") must hold all of "
                        + String.join(", ", FILES) + ", packed or not");
            }
        }
        return folder;
    }

    /** Returns the file of an index, packed or not, or null. */
    private static Path present(Path folder, int index) {
        Path packed = folder.resolve(FILES.get(index));
        Path plain = folder.resolve(FILES.get(index).replace(".gz", ""));
        return Files.isRegularFile(packed) ? packed : Files.isRegularFile(plain) ? plain : null;
    }

    @Override
    public String toString() {
        return name() + " in IDX files" + (only == null ? "" : " of " + only);
    }
}
