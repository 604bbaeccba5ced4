package koopman.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A folder with some or all of the four files that a set of images comes in, each packed with gzip or not. */
record ImageFolder(Path path) {

    /** The names of the files as they are downloaded: images and labels to train on, then those to test on. */
    static final List<String> FILES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    /** Returns the file of an index, packed or not, or null. */
    Path file(int index) {
        Path packed = path.resolve(FILES.get(index));
        Path plain = path.resolve(FILES.get(index).replace(".gz", ""));
        return Files.isRegularFile(packed) ? packed : Files.isRegularFile(plain) ? plain : null;
    }

    /** Returns the indices of the files that are not there. */
    int[] missing() {
        return IntStream.range(0, FILES.size()).filter(index -> file(index) == null).toArray();
    }

    boolean isEmpty() {
        return missing().length == FILES.size();
    }

    boolean isWhole() {
        return missing().length == 0;
    }

    /** Returns this folder, if it holds all files. */
    ImageFolder requireWhole() throws IOException {
        if (!isWhole()) {
            throw new IOException(path + " (without " + FILES.get(missing()[0]) + ") must hold all of "
                    + String.join(", ", FILES) + ", packed or not");
        }
        return this;
    }

    /**
     * Returns the images (of index 0 or 2) with their labels, in this order.
     *
     * @param digests the MD5 digests of all files, unpacked, or none, if they are not known
     */
    IdxFile[] read(int index, List<String> digests) throws IOException {
        IdxFile images = read(index, IdxFile.IMAGES, digests);
        IdxFile labels = read(index + 1, IdxFile.LABELS, digests);
        if (images.count() != labels.count()) {
            throw new IOException(file(index) + " (" + images.count() + " images) must have as many as "
                    + file(index + 1).getFileName() + " (" + labels.count() + " labels)");
        }
        return new IdxFile[] {images, labels};
    }

    private IdxFile read(int index, int magic, List<String> digests) throws IOException {
        if (!digests.isEmpty()) {
            Digest.require(file(index), digests.get(index), "put the original there, or delete it, so that it is "
                    + "downloaded; your own files of this format are read by ImageFiles.in(folder)");
        }
        return IdxFile.read(file(index), magic);
    }
}
