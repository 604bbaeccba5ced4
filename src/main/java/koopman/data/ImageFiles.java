// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.IOException;
import java.io.UncheckedIOException;
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
            List.of("f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9",
                    "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965")), null);

    private static final int VALIDATION_SHARE = 12; // 5,000 of MNIST's 60,000

    private final Description description;
    private final Path only;

    private ImageFiles(Description description, Path only) {
        this.description = description;
        this.only = only;
    }

    /**
     * What is known of a set: nothing of mirrors, digests or moments for a folder of the reader's own.
     *
     * <p>The digests are those of the unpacked files, which stay the same however a mirror or a distribution packs them.
     * Fashion-MNIST's publishers give the MD5 of the packed ones: files of these digests, packed by gzip with the name and the
     * time of the originals (31 August 2017, 10:50:06 and 10:50:27 UTC), have those.
     */
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

    /**
     * Returns the set that a folder of the reader's own holds, in files named as those of MNIST; nothing is downloaded.
     * Pixels are taken row by row and labels as they stand: the images of EMNIST are stored column by column, so that they
     * appear mirrored and lying, and the labels of its letters begin with 1, so that class 0 stays empty.
     */
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
        return splits(false);
    }

    /**
     * Returns samples as above, but with all training images among those to train on, as published: the validation images
     * are among them too, so that nothing can be chosen on them in honesty.
     */
    public Splits splitsOfAll() {
        return splits(true);
    }

    private Splits splits(boolean trainOnAll) {
        try {
            return splits(complete(), trainOnAll);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private Splits splits(ImageFolder folder, boolean trainOnAll) throws IOException {
        IdxFile[] both = folder.read(0, description.digests, remedy(folder));
        IdxFile[] test = folder.read(2, description.digests, remedy(folder));
        IdxFile images = both[0];
        if (images.sizes()[1] != test[0].sizes()[1] || images.sizes()[2] != test[0].sizes()[2]) {
            throw new IOException(folder.path() + ": training images " + Arrays.toString(images.sizes()) + " and test images "
                    + Arrays.toString(test[0].sizes()) + " must have the same rows and columns");
        }
        int training = images.count() - Math.max(1, images.count() / VALIDATION_SHARE);
        if (training < 1) {
            throw new IOException(folder.path() + ": training images (" + images.count() + ") must be at least 2");
        }
        List<String> classes = description.classes.isEmpty() ? digits(1 + greatest(both[1], test[1])) : description.classes;
        Moments moments = description.moments == null ? Moments.of(images.values()) : description.moments;
        return new Splits(samples(Split.TRAIN, both, 0, trainOnAll ? images.count() : training, classes, moments),
                samples(Split.VALIDATION, both, training, images.count(), classes, moments),
                samples(Split.TEST, test, 0, test[0].count(), classes, moments));
    }

    private String remedy(ImageFolder folder) {
        return (folder.equals(cache()) ? "delete it, so that it is downloaded"
                : "put the original there, or all of " + name() + " into a folder " + description.folder
                        + " of the one that KOOPMAN_DATA names")
                + "; your own files of this format are read by ImageFiles.in(folder)";
    }

    private Samples samples(Split split, IdxFile[] imagesAndLabels, int from, int to, List<String> classes,
            Moments moments) {
        IdxFile images = imagesAndLabels[0];
        int features = images.sizes()[1] * images.sizes()[2];
        int[] own = IntStream.range(from, to).map(row -> imagesAndLabels[1].values()[row] & 0xff).toArray();
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
            return complete().path();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /** Returns whether all files are on this machine, so that none would be downloaded. */
    public boolean isHere() {
        return Stream.concat(given(), Stream.of(cache())).anyMatch(folder -> folder.isWhole() && !isOfAnotherSet(folder));
    }

    private ImageFolder complete() throws IOException {
        DataFolders.requireSetting();
        for (ImageFolder folder : given().toList()) {
            if (only != null || !folder.isEmpty() && !isOfAnotherSet(folder)) {
                return folder.requireWhole();
            }
        }
        for (int index : cache().missing()) {
            fetch(ImageFolder.FILES.get(index), description.digests.get(index));
        }
        return cache();
    }

    /**
     * All sets have the same names of files: those of another one may well lie in the folder that the setting names. In one
     * of the set's own name they do not, and nobody reads files for nothing.
     */
    private boolean isOfAnotherSet(ImageFolder folder) {
        return only == null && !folder.path().endsWith(description.folder) && Stream.of(MNIST, FASHION_MNIST)
                .anyMatch(other -> other != this && folder.isOf(other.description.digests));
    }

    private Stream<ImageFolder> given() {
        return (only != null ? List.of(only) : DataFolders.given(description.folder)).stream().map(ImageFolder::new);
    }

    private ImageFolder cache() {
        return new ImageFolder(DataFolders.cache(description.folder));
    }

    private void fetch(String name, String digest) throws IOException {
        try {
            new Download(cache().path().resolve(name), digest).from(description.mirrors);
        } catch (IOException failed) {
            throw new IOException(name() + ": " + name + " is in no folder and could not be downloaded (" + failed.getMessage()
                    + "). Download " + String.join(", ", ImageFolder.FILES) + " from " + description.mirrors.get(0)
                    + " and put them into " + cache().path() + ", or into a folder that KOOPMAN_DATA names", failed);
        }
    }

    @Override
    public String toString() {
        return name() + " in IDX files" + (only == null ? "" : " of " + only);
    }
}
