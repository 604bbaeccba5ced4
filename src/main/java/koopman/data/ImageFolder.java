// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder with some or all of the four files that a set of images comes in, each packed with gzip or not. */
record ImageFolder(Path path) {

    /** The names of the files as they are downloaded: images and labels to train on, then those to test on. */
    static final List<String> FILES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    /** Returns the file of an index, packed or not, also with the dot that some programs write for a dash; or null. */
    Path file(int index) {
        String packed = FILES.get(index);
        String plain = packed.replace(".gz", "");
        return Stream.of(packed, plain, packed.replace("-idx", ".idx"), plain.replace("-idx", ".idx")).map(path::resolve)
                .filter(Files::isRegularFile).findFirst().orElse(null);
    }

    /** Returns whether the first file that is there is the one of these digests. */
    boolean isOf(List<String> digests) {
        int first = IntStream.range(0, FILES.size()).filter(index -> file(index) != null).findFirst().orElse(-1);
        try {
            return first >= 0 && Digest.is(file(first), digests.get(first));
        } catch (IOException unreadable) {
            return false; // told by whoever reads it in earnest
        }
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
     * @param remedy what to do about a file of another digest
     */
    IdxFile[] read(int index, List<String> digests, String remedy) throws IOException {
        IdxFile images = read(index, IdxFile.IMAGES, digests, remedy);
        IdxFile labels = read(index + 1, IdxFile.LABELS, digests, remedy);
        if (images.count() != labels.count()) {
            throw new IOException(file(index) + " (" + images.count() + " images) must have as many as "
                    + file(index + 1).getFileName() + " (" + labels.count() + " labels)");
        }
        return new IdxFile[] {images, labels};
    }

    private IdxFile read(int index, int magic, List<String> digests, String remedy) throws IOException {
        if (!digests.isEmpty()) {
            Digest.require(file(index), digests.get(index), remedy);
        }
        return IdxFile.read(file(index), magic);
    }
}
