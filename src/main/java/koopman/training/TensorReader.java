// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koopman.data.Fingerprint;

/** Reads a file of tensors and trusts nothing in it: arrays are made after all has been checked. */
final class TensorReader {

    private static final int START = Long.BYTES;
    private static final int MOST_HEADER = 100_000_000; // the format's own limit
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8; // of one array in Java
    private static final Pattern CHECKSUM = Pattern.compile("\"" + TensorFile.CHECKSUM + "\"\\s*:\\s*\"([0-9a-f]{64})\"");

    private final Path file;
    private final byte[] bytes;
    private final int dataStart;
    private final TensorHeader header;

    private TensorReader(Path file, byte[] bytes, int dataStart) throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.dataStart = dataStart;
        this.header = TensorHeader.parse(file, Arrays.copyOfRange(bytes, START, dataStart));
    }

    /** Returns the reader of a file that begins with a header as the format wants it. */
    static TensorReader of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " must be a file, but is a folder");
        }
        long size = Files.size(file);
        if (size < START + 2 || size > MOST_BYTES) {
            throw new IOException(file + " (" + size + " bytes) must be a whole safetensors file"
                    + (size > MOST_BYTES ? " of at most " + MOST_BYTES + " bytes" : ""));
        }
        byte[] bytes = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long most = Math.min(MOST_HEADER, bytes.length - START);
        if (length < 2 || length > most) {
            throw Refusal.of(file, "header (" + Long.toUnsignedString(length) + " bytes) must have from 2 to " + most
                    + ": the file is cut, or no safetensors file");
        }
        return new TensorReader(file, bytes, START + (int) length);
    }

    /** Accepts the setting of this value. */
    void require(String name, String wanted) throws IOException {
        String found = header.settings().get(name);
        if (!wanted.equals(found)) {
            throw Refusal.of(file, name + " (" + (found == null ? "none" : found) + ") must be " + wanted);
        }
    }

    /** Returns all that the file holds, its arrays attached to the manager; none is left behind when it is refused. */
    TensorFile read(NDManager manager) throws IOException {
        Map<String, TensorPlace> places = header.places(bytes.length - dataStart);
        requireChecksum();
        ByteBuffer data = ByteBuffer.wrap(bytes, dataStart, bytes.length - dataStart).slice();
        requireFinite(places, data);
        var settings = new LinkedHashMap<>(header.settings());
        settings.remove(TensorFile.CHECKSUM);
        return new TensorFile(settings, arrays(places, data, manager));
    }

    private void requireChecksum() throws IOException {
        String json = new String(bytes, START, dataStart - START, StandardCharsets.ISO_8859_1); // a character a byte
        Matcher place = CHECKSUM.matcher(json);
        String wanted = header.settings().get(TensorFile.CHECKSUM);
        if (!place.find() || !place.group(1).equals(wanted)) {
            throw Refusal.of(file, "checksum (" + (wanted == null ? "none" : wanted)
                    + ") must be the SHA-256 of the file, 64 hexadecimal digits");
        }
        String found = checksum(START + place.start(1), START + place.end(1));
        if (!found.equals(wanted)) {
            throw Refusal.of(file, "SHA-256 (" + found + ") must be " + wanted
                    + ", as when it was written: the file is damaged");
        }
    }

    private String checksum(int from, int to) {
        MessageDigest digest = Fingerprint.sha256();
        digest.update(bytes, 0, from);
        digest.update(TensorFile.NO_CHECKSUM.getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes, to, bytes.length - to);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void requireFinite(Map<String, TensorPlace> places, ByteBuffer data) throws IOException {
        for (var place : places.entrySet()) {
            String bad = place.getValue().notFinite(data);
            if (bad != null) {
                throw Refusal.of(file, "array " + place.getKey() + " (" + bad + ") must hold finite numbers");
            }
        }
    }

    private Map<String, NDArray> arrays(Map<String, TensorPlace> places, ByteBuffer data, NDManager manager)
            throws IOException {
        var arrays = new LinkedHashMap<String, NDArray>();
        try {
            places.forEach((name, place) -> arrays.put(name, place.array(data, manager)));
            return arrays;
        } catch (RuntimeException refused) {
            arrays.values().forEach(NDArray::close);
            throw Refusal.of(file, "the arrays could not be made: " + refused.getMessage(), refused);
        }
    }
}
