package koopman.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    /**
     * Returns the file's contents.
     *
     * @param magic the magic number that the file must begin with
     * @throws IOException if the file cannot be read, is cut, or holds something else; the message names it
     */
    static IdxFile read(Path file, int magic) throws IOException {
        return parse(file, unpacked(file), magic);
    }

    /** Returns the file's bytes, unpacked where gzip packed them. */
    static byte[] unpacked(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new IOException(file + " (empty) must be an IDX file: delete it, so that it can be fetched again");
        }
        if (bytes.length < 2 || ByteBuffer.wrap(bytes).getShort() != (short) GZIP_MAGIC) {
            return bytes;
        }
        try (var packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return packed.readAllBytes();
        } catch (EOFException cut) {
            throw new IOException(file + " (" + bytes.length + " bytes) must be a whole gzip file, but it is cut", cut);
        } catch (ZipException broken) {
            throw new IOException(file + " must be a sound gzip file: " + broken.getMessage(), broken);
        }
    }

    private static IdxFile parse(Path file, byte[] bytes, int magic) throws IOException {
        int dimensions = magic == IMAGES ? 3 : 1;
        int start = 4 * (1 + dimensions);
        int found = bytes.length < start ? -1 : ByteBuffer.wrap(bytes).getInt();
        if (found != magic) {
            throw new IOException(file + ": magic number (" + (found < 0 ? "cut" : found) + ") must be " + magic + ", that of "
                    + kind(magic) + (found == LABELS || found == IMAGES ? ": these are " + kind(found) : ""));
        }
        var sizes = new int[dimensions];
        ByteBuffer.wrap(bytes, 4, start - 4).asIntBuffer().get(sizes);
        long wanted = Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
        if (Arrays.stream(sizes).anyMatch(size -> size < 1) || wanted != bytes.length - start) {
            throw new IOException(file + ": " + (bytes.length - start) + " bytes after the sizes " + Arrays.toString(sizes)
                    + " must be " + wanted + ", and no size below 1");
        }
        return new IdxFile(sizes, Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static String kind(int magic) {
        return magic == IMAGES ? "images" : "labels";
    }

    /** Returns how many images or labels there are. */
    int count() {
        return sizes[0];
    }
}
