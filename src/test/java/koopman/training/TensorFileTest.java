// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.display.LibraryVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes files, writes others out by hand, and spoils them. */
class TensorFileTest {

    private static final String ZEROS = "0".repeat(64);
    private static final String METADATA = "\"__metadata__\":{\"checksum\":\"" + ZEROS
            + "\",\"format\":\"toy\",\"version\":\"1\"}";

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("file.safetensors");
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        toy().write(file);
        TensorFile read = TensorFile.read(file, "toy", "1", manager);
        assertEquals(Map.of("format", "toy", "version", "1", "colour", "\"checksum\":\"é", "library", LibraryVersion.text()),
                read.settings());
        assertEquals(List.of("single", "double", "scalar"), List.copyOf(read.arrays().keySet()));
        assertEquals(new Shape(2, 3), read.array("single").getShape());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, -6}, read.array("single").toFloatArray());
        assertArrayEquals(new double[] {Math.PI, Double.MIN_VALUE}, read.array("double").toDoubleArray());
        assertEquals(new Shape(), read.array("scalar").getShape());
        assertEquals(List.of(file), Files.list(folder).toList(), "no part file is left");
    }

    @Test
    void theChecksumIsTheSha256OfTheFileWithZerosInItsPlace() throws Exception {
        toy().write(file);
        byte[] whole = Files.readAllBytes(file);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("\"checksum\":\"") + 12;
        Arrays.fill(whole, start, start + 64, (byte) '0');
        assertEquals(sha256(whole), text.substring(start, start + 64));
    }

    @Test
    void theSameContentsAreTheSameBytes() throws IOException {
        toy().write(file);
        Path other = folder.resolve("other");
        toy().write(other);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
        TensorFile read = TensorFile.read(file, "toy", "1", manager);
        read.write(other);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    }

    /** Also in another virtual machine, where maps of the JDK have another order. */
    @Test
    void theHeaderHasOneOrder() throws IOException {
        toy().write(file);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("\"single\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"), text);
    }

    @Test
    void aFileWrittenOutByHandIsRead() throws Exception {
        write("{" + METADATA + ",\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}  ", data().putFloat(0.5f).putDouble(-2));
        TensorFile read = TensorFile.read(file, "toy", "1", manager);
        assertEquals(0.5f, read.array("a").getFloat(0, 0));
        assertEquals(-2, read.array("b").getDouble(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "[1, 2]| : header must be one JSON object in UTF-8: it is [1,2]",
        "{\"a\": 1| : header must be one JSON object in UTF-8: ",
        "{} {}| : header must be one JSON object in UTF-8: ",
        "{a: 1}| : header must be one JSON object in UTF-8: ",
        "{}| : __metadata__ (none) must be a JSON object with this library's settings",
        "{\"__metadata__\": 3}| : __metadata__ (3) must be a JSON object with this library's settings",
        "{\"__metadata__\": {\"x\": 3}}| : setting x (3) must be a text",
        "{\"__metadata__\": {\"x\": null}}| : setting x (null) must be a text",
        "{\"__metadata__\": {\"version\": \"1\"}}| : format (none) must be toy",
        "{\"__metadata__\": {\"format\": \"toy\", \"version\": \"0\"}}| : version (0) must be 1",
    })
    void aHeaderThatIsNoneIsRefused(String json, String message) throws Exception {
        write(json, data());
        refused(message.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "3| (3) must be a JSON object",
        "{}| dtype (none) must be F32 or F64",
        "{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[0,12]}| dtype (\"I32\") must be F32 or F64",
        "{\"dtype\":\"BF16\",\"shape\":[6],\"data_offsets\":[0,12]}| dtype (\"BF16\") must be F32 or F64",
        "{\"dtype\":32,\"shape\":[3],\"data_offsets\":[0,12]}| dtype (32) must be F32 or F64",
        "{\"dtype\":\"F32\",\"data_offsets\":[0,12]}| shape (none) must be a list of at most 8 whole numbers",
        "{\"dtype\":\"F32\",\"shape\":[-1,-3],\"data_offsets\":[0,12]}| shape ([-1,-3]) must be whole numbers from 0",
        "{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,12]}| shape ([1.5]) must be whole numbers from 0",
        "{\"dtype\":\"F32\",\"shape\":[1e999999999],\"data_offsets\":[0,12]}| shape ([1e999999999]) must be whole numbers from 0",
        "{\"dtype\":\"F32\",\"shape\":[\"3\"],\"data_offsets\":[0,12]}| shape ([\"3\"]) must be whole numbers from 0",
        "{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,12]}|"
                + " shape ([4294967296,4294967296]) must be of sizes from 1 and at most 2147483647 bytes in all",
        "{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}| shape ([0]) must be of sizes from 1 and at most",
        "{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,3],\"data_offsets\":[0,12]}| shape ([1,1,1,1,1,1,1,1,3]) must be a list",
        "{\"dtype\":\"F32\",\"shape\":[3]}| data_offsets (none) must be a list of at most 8 whole numbers",
        "{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0]}| data_offsets ([0]) must be where its bytes start and end",
        "{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[12,0]}| data_offsets ([12,0]) must be where its bytes start and end",
        "{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}|"
                + " data_offsets ([0,16]) must be within the 12 bytes of numbers: the file is cut",
        "{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,12]}|"
                + " data_offsets ([0,12]) must be as many bytes as the shape [3] takes of \"F64\"",
        "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}| start (4) must be 0, where the one before ends",
    })
    void anEntryThatDoesNotFitIsRefused(String entry, String message) throws Exception {
        write("{" + METADATA + ",\"a\":" + entry + "}", data().putFloat(1).putFloat(2).putFloat(3));
        refused(": array a: " + message.strip());
    }

    @Test
    void arraysThatOverlapLeaveAGapOrDoNotFillTheFileAreRefused() throws Exception {
        ByteBuffer data = data().putFloat(1).putFloat(2).putFloat(3);
        write("{" + METADATA + "," + entry("a", 0, 8) + "," + entry("b", 4, 12) + "}", data);
        refused(": array b: start (4) must be 8, where the one before ends: arrays must neither overlap nor leave gaps");
        write("{" + METADATA + "," + entry("b", 8, 12) + "," + entry("a", 0, 4) + "}", data);
        refused(": array b: start (8) must be 4, where the one before ends: arrays must neither overlap nor leave gaps");
        write("{" + METADATA + "," + entry("a", 0, 8) + "}", data);
        refused(": numbers (12 bytes) must be 8, as the header says: something follows the last array");
    }

    private static String entry(String name, int start, int end) {
        return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + (end - start) / 4 + "],\"data_offsets\":[" + start + "," + end
                + "]}";
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        write("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}", data());
        refused(": header must be one JSON object in UTF-8: ");
        write("{" + METADATA + ",\"a\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(200) + "}", data());
        refused(": array a: dtype (none) must be F32 or F64");
    }

    @Test
    void aFileThatIsTooShortOrWithoutAHeaderIsRefused() throws Exception {
        Files.write(file, new byte[9]);
        assertEquals(file + " (9 bytes) must be a whole safetensors file", message());
        Files.write(file, ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(13).array());
        refused(": header (13 bytes) must have from 2 to 12: the file is cut, or no safetensors file");
        Files.write(file, ByteBuffer.allocate(20).putLong(-1).array());
        refused(": header (18446744073709551615 bytes) must have from 2 to 12");
    }

    @Test
    void aFileWithoutItsChecksumOrWithAnotherIsRefused() throws Exception {
        String arrays = "," + entry("a", 0, 4) + "}";
        write("{\"__metadata__\":{\"format\":\"toy\",\"version\":\"1\"}" + arrays, data().putFloat(1));
        refused(": checksum (none) must be the SHA-256 of the file, 64 hexadecimal digits");
        write("{\"__metadata__\":{\"checksum\":\"12\",\"format\":\"toy\",\"version\":\"1\"}" + arrays, data().putFloat(1));
        refused(": checksum (12) must be the SHA-256 of the file, 64 hexadecimal digits");
        write("{" + METADATA + arrays, data().putFloat(1));
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        String message = message();
        assertTrue(message.matches("(?s).*: SHA-256 \\([0-9a-f]{64}\\) must be [0-9a-f]{64}, as when it was written: the file is "
                + "damaged"), message);
    }

    @Test
    void numbersThatAreNotFiniteAreNeitherReadNorWritten() throws Exception {
        write("{" + METADATA + "," + entry("a", 0, 12) + "}", data().putFloat(1).putFloat(2).putFloat(Float.NaN));
        refused(": array a (NaN at 2) must hold finite numbers");
        NDArray infinite = manager.create(new double[] {0, Double.NEGATIVE_INFINITY});
        assertUnwritten("array x (-Infinity at 1) must hold finite numbers", infinite);
    }

    @Test
    void anArrayThatNoFileCanHoldIsRefusedBeforeAnythingIsWritten() throws Exception {
        assertUnwritten("array x (int32) must be one of [float32, float64]", manager.create(new int[] {1}));
        assertUnwritten("array x (0) must hold at least one number", manager.zeros(new Shape(0)));
    }

    private void assertUnwritten(String message, NDArray array) throws IOException {
        Files.writeString(file, "as it was");
        var refused = new TensorFile(Map.of(), Map.of("x", array));
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> refused.write(file)).getMessage());
        assertEquals("as it was", Files.readString(file));
        assertEquals(List.of(file), Files.list(folder).toList());
    }

    @Test
    void arraysOfOtherNamesOrShapesAreRefused() throws IOException {
        toy().write(file);
        TensorFile read = TensorFile.read(file, "toy", "1", manager);
        var shapes = new LinkedHashMap<>(Map.of("single", new Shape(2, 3), "double", new Shape(2), "scalar", new Shape()));
        read.requireArrays(file, shapes);
        shapes.put("double", new Shape(2, 1));
        assertEquals(file + ": array double (2) must be (2, 1)", assertThrows(IOException.class,
                () -> read.requireArrays(file, shapes)).getMessage());
        shapes.remove("double");
        assertTrue(assertThrows(IOException.class, () -> read.requireArrays(file, shapes)).getMessage()
                .startsWith(file + ": array (double) must be one of ["));
        shapes.put("half", new Shape(1));
        assertEquals(file + ": array half (none) must be (1)", assertThrows(IOException.class,
                () -> read.requireArrays(file, shapes)).getMessage());
    }

    private TensorFile toy() {
        var arrays = new LinkedHashMap<String, NDArray>();
        arrays.put("single", manager.create(new float[] {1, 2, 3, 4, 5, -6}, new Shape(2, 3)));
        arrays.put("double", manager.create(new double[] {Math.PI, Double.MIN_VALUE}));
        arrays.put("scalar", manager.create(7f));
        return new TensorFile(Map.of("format", "toy", "version", "1", "colour", "\"checksum\":\"é"), arrays);
    }

    private static ByteBuffer data() {
        return ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a header and numbers, with the right checksum where zeros keep its place. */
    private void write(String json, ByteBuffer data) throws Exception {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        byte[] whole = ByteBuffer.allocate(8 + header.length + data.position()).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header).put(data.array(), 0, data.position()).array();
        byte[] sum = sha256(whole).getBytes(StandardCharsets.US_ASCII);
        int place = json.indexOf(ZEROS);
        if (place >= 0) {
            System.arraycopy(sum, 0, whole, 8 + place, sum.length);
        }
        Files.write(file, whole);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void refused(String part) {
        String message = message();
        assertTrue(message.startsWith(file + part), message);
        assertEquals(0, manager.getManagedArrays().size());
    }

    private String message() {
        return assertThrows(IOException.class, () -> TensorFile.read(file, "toy", "1", manager)).getMessage();
    }
}
