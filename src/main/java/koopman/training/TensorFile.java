// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import koopman.data.Fingerprint;
import koopman.data.WholeFile;
import koopman.display.LibraryVersion;

/**
 * Named arrays and settings in one file of the safetensors format: eight bytes with the length of a JSON header, the
 * header with type, shape and place of each array, and the numbers, little endian. Other programs read it too.
 *
 * <p>Beside the settings the file says which version of this library wrote it ("library"), and the SHA-256 of all its bytes
 * ("checksum"), taken with zeros in the checksum's own place.
 *
 * <p>Source of the format: https://huggingface.co/docs/safetensors, version 0.
 *
 * @param settings texts by name, among them what the file holds ("format") and in which version ("version")
 * @param arrays single or double precision arrays of finite numbers by name
 */
public record TensorFile(Map<String, String> settings, Map<String, NDArray> arrays) {

    static final String METADATA = "__metadata__";
    static final String CHECKSUM = "checksum";
    static final String NO_CHECKSUM = "0".repeat(64);

    private static final long MOST_BYTES = 2_000_000_000; // with the header, one array of Java's

    /**
     * Writes the file, whole or not at all.
     *
     * @throws IllegalArgumentException if an array has another type or a number that is not finite; nothing is written then
     */
    public void write(Path file) throws IOException {
        arrays.forEach(TensorPlace::requireStorable);
        requireReadable(arrays.values().stream().mapToLong(array -> array.size() * array.getDataType().getNumOfBytes()).sum());
        MessageDigest digest = Fingerprint.sha256();
        digest.update(header(NO_CHECKSUM));
        arrays.values().forEach(array -> digest.update(array.toByteArray()));
        byte[] header = header(HexFormat.of().formatHex(digest.digest()));
        new WholeFile(file).write(out -> write(out, header));
    }

    private static void requireReadable(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("arrays (" + bytes + " bytes) must be at most " + MOST_BYTES
                    + " bytes: write several files");
        }
    }

    private byte[] header(String checksum) {
        var header = new JsonObject();
        header.add(METADATA, metadata(checksum));
        long end = 0;
        for (var entry : arrays.entrySet()) {
            long start = end;
            end += entry.getValue().size() * entry.getValue().getDataType().getNumOfBytes();
            var place = new JsonObject(); // always in this order, so that equal arrays make equal files
            place.addProperty("dtype", TensorPlace.name(entry.getValue().getDataType()));
            place.add("shape", new Gson().toJsonTree(entry.getValue().getShape().getShape()));
            place.add("data_offsets", new Gson().toJsonTree(new long[] {start, end}));
            header.add(entry.getKey(), place);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).array();
    }

    private JsonObject metadata(String checksum) {
        var metadata = new JsonObject();
        metadata.addProperty(CHECKSUM, checksum);
        var sorted = new TreeMap<>(settings);
        sorted.remove(CHECKSUM);
        sorted.put("library", LibraryVersion.text());
        sorted.forEach(metadata::addProperty);
        return metadata;
    }

    private void write(OutputStream out, byte[] header) throws IOException {
        out.write(header);
        for (NDArray array : arrays.values()) {
            out.write(array.toByteArray());
        }
    }

    /**
     * Returns what a file holds, its arrays attached to the manager.
     *
     * @param format what the file must say that it holds
     * @param version in which version
     * @throws IOException if it cannot be read, is no such file, or is not as it was written; the message names what is wrong
     */
    public static TensorFile read(Path file, String format, String version, NDManager manager) throws IOException {
        TensorReader reader = TensorReader.of(file);
        reader.require("format", format);
        reader.require("version", version);
        return reader.read(manager);
    }

    /**
     * Accepts a file that holds arrays of exactly these names and shapes.
     *
     * @param file where this was read, for messages
     * @throws IOException if one is missing, has another shape, or is there beside them; the message names it
     */
    public void requireArrays(Path file, Map<String, Shape> shapes) throws IOException {
        for (var wanted : shapes.entrySet()) {
            NDArray found = arrays.get(wanted.getKey());
            if (found == null || !found.getShape().equals(wanted.getValue())) {
                throw Refusal.of(file, "array " + wanted.getKey() + " " + (found == null ? "(none)" : found.getShape())
                        + " must be " + wanted.getValue());
            }
        }
        for (String name : arrays.keySet()) {
            if (!shapes.containsKey(name)) {
                throw Refusal.of(file, "array (" + name + ") must be one of " + shapes.keySet());
            }
        }
    }

    /** Returns an array by its name. */
    public NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("array (" + name + ") must be one of " + arrays.keySet());
        }
        return array;
    }

    /** Returns a setting that is a whole number. */
    public int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException(name + " (" + text(name) + ") must be a whole number", other);
        }
    }

    /** Returns a setting by its name. */
    public String text(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("setting (" + name + ") must be one of " + settings.keySet());
        }
        return value;
    }
}
