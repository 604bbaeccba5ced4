// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import koopman.Fuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads folders of tiny images, whole and spoilt in every way; the real files are read by {@code MnistTest}. */
class ImageFilesTest {

    private static final int ROWS = 3;
    private static final int COLUMNS = 2;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        images("train-images-idx3-ubyte", 24);
        labels("train-labels-idx1-ubyte", 24);
        images("t10k-images-idx3-ubyte", 5);
        labels("t10k-labels-idx1-ubyte", 5);
    }

    @AfterEach
    void forget() {
        System.clearProperty("koopman.data");
        System.clearProperty("koopman.cache");
    }

    @Test
    void theLastTwelfthOfTheTrainingImagesIsTheValidationSet() {
        Splits splits = ImageFiles.in(folder).splits();
        assertEquals(22, splits.train().size());
        assertEquals(2, splits.validation().size());
        assertEquals(5, splits.test().size());
        assertEquals(ROWS * COLUMNS, splits.train().features());
        assertEquals(22 % 3, splits.validation().label(0));
        assertEquals(3, splits.test().classes().size());
    }

    @Test
    void pixelsAreSeenWithMeanZeroAndDeviationOne() {
        Splits splits = ImageFiles.in(folder).splits();
        double sum = 0;
        double squares = 0;
        for (Samples part : new Samples[] {splits.train(), splits.validation()}) {
            for (int row = 0; row < part.size(); row++) {
                for (float value : part.input(row)) {
                    sum += value;
                    squares += value * value;
                }
            }
        }
        assertEquals(0, sum / (24 * ROWS * COLUMNS), 1e-5);
        assertEquals(1, squares / (24 * ROWS * COLUMNS), 1e-5);
    }

    @Test
    void pixelsStayBytesUntilTheyAreSeen() {
        Samples train = ImageFiles.in(folder).splits().train();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray stored = train.stored(manager);
            assertEquals(DataType.UINT8, stored.getDataType());
            NDArray inputs = train.inputs(manager, 3, 5);
            assertArrayEquals(train.input(3), Arrays.copyOf(inputs.toFloatArray(), ROWS * COLUMNS), 1e-6f);
            assertArrayEquals(train.inputs(manager).toFloatArray(), train.seen(stored).toFloatArray());
            assertArrayEquals(train.ofClass(1).input(0), train.input(1));
        }
    }

    @Test
    void packedFilesAreReadAsWell() throws IOException {
        pack("train-images-idx3-ubyte");
        assertEquals(22, ImageFiles.in(folder).splits().train().size());
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        assertRefused("without t10k-labels-idx1-ubyte.gz) must hold all of");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[0]);
        assertRefused("train-images-idx3-ubyte (empty) must be an IDX file");
    }

    @Test
    void aFileThatIsCutIsRefused() throws IOException {
        Path file = folder.resolve("train-images-idx3-ubyte");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
        assertRefused("84 bytes after the sizes [24, 3, 2] must be 144");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9));
        assertRefused("magic number (cut) must be 2051, that of images");
    }

    @Test
    void aPackedFileThatIsCutOrSpoiltIsRefused() throws IOException {
        pack("train-images-idx3-ubyte");
        Path packed = folder.resolve("train-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length - 12));
        assertRefused("must be a whole gzip file, but it is cut");
        byte[] spoilt = whole.clone();
        spoilt[whole.length - 6] ^= 1; // in the checksum
        Files.write(packed, spoilt);
        assertRefused("must be a sound gzip file");
    }

    @Test
    void sizesWhoseProductNoNumberHoldsAreRefused() throws IOException {
        head(2051, 1 << 16, 1 << 16, 1 << 16, 0);
        assertRefused("281474976710656 bytes, by the sizes [65536, 65536, 65536], must be at most ");
        head(2051, 1 << 30, 1 << 30, 1 << 30, 0);
        assertRefused("1237940039285380274899124224 bytes, by the sizes");
        head(2051, 1 << 16, 1 << 16, 1, 0);
        assertRefused("4294967296 bytes, by the sizes");
        head(2051, -1, -1, 24, 24);
        assertRefused("sizes [-1, -1, 24] must be at least 1");
        head(2051, 0, 28, 28, 0);
        assertRefused("sizes [0, 28, 28] must be at least 1");
    }

    @Test
    void aSmallFileThatUnpacksToMuchMoreThanItsSizesSayIsReadNoFurther() throws IOException {
        Files.delete(folder.resolve("train-images-idx3-ubyte"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("train-images-idx3-ubyte.gz")))) {
            out.write(ByteBuffer.allocate(16).putInt(2051).putInt(24).putInt(ROWS).putInt(COLUMNS).array());
            for (int i = 0; i < 64; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertRefused("more bytes after the sizes [24, 3, 2] must be 144");
    }

    private void head(int magic, int count, int rows, int columns, int more) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), ByteBuffer.allocate(16 + more).putInt(magic).putInt(count)
                .putInt(rows).putInt(columns).array());
    }

    @Test
    void namesWithADotAreFound() throws IOException {
        Splits splits = ImageFiles.in(folder).splits();
        for (String name : List.of("train-images", "t10k-images")) {
            Files.move(folder.resolve(name + "-idx3-ubyte"), folder.resolve(name + ".idx3-ubyte"));
        }
        assertEquals(splits.toString(), ImageFiles.in(folder).splits().toString());
    }

    @Test
    void aSettingThatNamesNoFolderIsRefused() {
        System.setProperty("koopman.data", folder.resolve("nowhere").toString());
        assertEquals("KOOPMAN_DATA (" + folder.resolve("nowhere") + ") must name a folder that exists, or nothing",
                assertThrows(UncheckedIOException.class, ImageFiles.MNIST::splits).getMessage());
    }

    @Test
    void tenThousandDamagedFilesAreReadOrRefused() throws IOException {
        Path file = folder.resolve("train-images-idx3-ubyte");
        byte[] plain = Files.readAllBytes(file);
        pack("train-images-idx3-ubyte");
        byte[] packed = Files.readAllBytes(folder.resolve("train-images-idx3-ubyte.gz"));
        Fuzz.Reader reader = damaged -> IdxFile.read(Fuzz.write(file, damaged), IdxFile.IMAGES);
        int refused = Fuzz.refused(5_000, List.of(plain, packed), reader, file.toString(), IOException.class)
                + Fuzz.refused(5_000, List.of(plain), ImageFilesTest::packed, reader, file.toString(), IOException.class);
        assertTrue(refused > 1000, "refused " + refused);
    }

    private static byte[] packed(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Test
    void swappedFilesAreRefused() throws IOException {
        Path images = folder.resolve("train-images-idx3-ubyte");
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        byte[] kept = Files.readAllBytes(images);
        Files.write(images, Files.readAllBytes(labels));
        Files.write(labels, kept);
        assertRefused("magic number (2049) must be 2051, that of images: these are labels");
    }

    @Test
    void countsThatDoNotMatchAreRefused() throws IOException {
        labels("train-labels-idx1-ubyte", 23);
        assertRefused("(24 images) must have as many as train-labels-idx1-ubyte (23 labels)");
    }

    @Test
    void theSettingNamesTheFolderAndAnAlteredFileIsRefused() throws IOException {
        System.setProperty("koopman.data", folder.toString());
        String message = assertThrows(UncheckedIOException.class, () -> ImageFiles.MNIST.splits()).getMessage();
        assertTrue(message.contains("must be 6bbc9ace898e44ae57da46a324031adb, that of the original: put the original there"),
                message);
        Files.createDirectory(folder.resolve("mnist"));
        Files.copy(folder.resolve("t10k-images-idx3-ubyte"), folder.resolve("mnist").resolve("t10k-images-idx3-ubyte"));
        message = assertThrows(UncheckedIOException.class, () -> ImageFiles.MNIST.splits()).getMessage();
        assertTrue(message.contains("mnist (without train-images-idx3-ubyte.gz) must hold all of"), message);
    }

    private void assertRefused(String part) {
        String message = assertThrows(UncheckedIOException.class, () -> ImageFiles.in(folder).splits()).getMessage();
        assertTrue(message.contains(part), message);
    }

    private void images(String name, int count) throws IOException {
        var bytes = ByteBuffer.allocate(16 + count * ROWS * COLUMNS).putInt(2051).putInt(count).putInt(ROWS).putInt(COLUMNS);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) (37 * i));
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private void labels(String name, int count) throws IOException {
        var bytes = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) (i % 3));
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private void pack(String name) throws IOException {
        Path plain = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }
}
