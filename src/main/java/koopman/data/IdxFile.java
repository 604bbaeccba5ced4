// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of the format that MNIST has: a magic number, the sizes, then bytes; packed with gzip or not.
 *
 * <p>Magic 2049 is followed by the count and a label a byte, magic 2051 by count, rows, columns and a grey value a byte.
 * All whole numbers take four bytes, most significant first.
 *
 * <p>Source: LeCun, Cortes, Burges, <i>The MNIST database of handwritten digits</i>, file formats.
 *
 * @param sizes the sizes of the dimensions: the count, and for images rows and columns
 * @param values the bytes after the sizes
 */
record IdxFile(int[] sizes, byte[] values) {

    static final int LABELS = 2049;
    static final int IMAGES = 2051;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;
    private static final int COPIES = 3; // of the bytes, while they are read and parted

    /**
     * Returns the file's contents.
     *
     * @param magic the magic number that the file must begin with
     * @throws IOException if the file cannot be read, is cut, or holds something else; the message names it
     */
    static IdxFile read(Path file, int magic) throws IOException {
        try (InputStream in = open(file)) {
            int[] sizes = sizes(file, in, magic);
            return new IdxFile(sizes, values(file, in, sizes));
        } catch (EOFException | ZipException broken) {
            throw unsound(file, broken);
        }
    }

    /** Returns the refusal of a file that gzip packed and that cannot be unpacked. */
    static IOException unsound(Path file, IOException broken) throws IOException {
        return broken instanceof EOFException
                ? new IOException(file + " (" + Files.size(file) + " bytes) must be a whole gzip file, but it is cut", broken)
                : new IOException(file + " must be a sound gzip file: " + broken.getMessage(), broken);
    }

    /** Returns the file's bytes, unpacked where gzip packed them, as they are asked for. */
    static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        bytes.mark(2);
        int first = bytes.read();
        int second = bytes.read();
        bytes.reset();
        if (first < 0) {
            bytes.close();
            throw new IOException(file + " (empty) must be an IDX file: delete it, so that it can be fetched again");
        }
        try {
            return (first << 8 | second) == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
        } catch (EOFException | ZipException broken) {
            bytes.close();
            throw unsound(file, broken);
        }
    }

    private static int[] sizes(Path file, InputStream in, int magic) throws IOException {
        int dimensions = magic == IMAGES ? 3 : 1;
        byte[] head = in.readNBytes(4 * (1 + dimensions));
        int found = head.length < 4 * (1 + dimensions) ? -1 : ByteBuffer.wrap(head).getInt();
        if (found != magic) {
            throw new IOException(file + ": magic number (" + (found < 0 ? "cut" : found) + ") must be " + magic + ", that of "
                    + kind(magic) + (found == LABELS || found == IMAGES ? ": these are " + kind(found) : ""));
        }
        var sizes = new int[dimensions];
        ByteBuffer.wrap(head, 4, head.length - 4).asIntBuffer().get(sizes);
        return sizes;
    }

    /** Believes the sizes only as far as the memory goes: a file of a few bytes may promise any number. */
    private static byte[] values(Path file, InputStream in, int[] sizes) throws IOException {
        BigInteger wanted = IntStream.of(sizes).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        long most = Math.min(Runtime.getRuntime().maxMemory() / COPIES, Integer.MAX_VALUE - 8);
        if (IntStream.of(sizes).anyMatch(size -> size < 1)) {
            throw new IOException(file + ": sizes " + Arrays.toString(sizes) + " must be at least 1");
        }
        if (wanted.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new IOException(file + ": " + wanted + " bytes, by the sizes " + Arrays.toString(sizes) + ", must be at most "
                    + most + " to fit in memory: is it the right file? Else give Java more, as with -Xmx4g");
        }
        byte[] values = in.readNBytes(wanted.intValue());
        if (values.length < wanted.intValue() || in.read() >= 0) {
            throw new IOException(file + ": " + (values.length < wanted.intValue() ? values.length : "more")
                    + " bytes after the sizes " + Arrays.toString(sizes) + " must be " + wanted);
        }
        return values;
    }

    private static String kind(int magic) {
        return magic == IMAGES ? "images" : "labels";
    }

    /** Returns how many images or labels there are. */
    int count() {
        return sizes[0];
    }
}
