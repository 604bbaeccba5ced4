package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays and settings in one file of the safetensors format: eight bytes with the length of a JSON header, the
 * header with type, shape and place of each array, and the numbers, little endian. Other programs read it too.
 *
 * <p>Source of the format: https://huggingface.co/docs/safetensors, version 0.
 *
 * @param settings texts by name, among them what the file holds ("format") and in which version ("version")
 * @param arrays single or double precision arrays by name
 */
public record TensorFile(Map<String, String> settings, Map<String, NDArray> arrays) {

    private static final int MOST_HEADER = 100_000_000; // the format's own limit
    private static final Map<DataType, String> TYPES = Map.of(DataType.FLOAT32, "F32", DataType.FLOAT64, "F64");

    /** Writes the file, whole or not at all. */
    public void write(Path file) throws IOException {
        var header = new JsonObject();
        header.add("__metadata__", new Gson().toJsonTree(settings));
        long end = 0;
        for (var entry : arrays.entrySet()) {
            long start = end;
            end += entry.getValue().size() * entry.getValue().getDataType().getNumOfBytes();
            header.add(entry.getKey(), new Gson().toJsonTree(Map.of("dtype", type(entry.getValue()),
                    "shape", entry.getValue().getShape().getShape(), "data_offsets", new long[] {start, end})));
        }
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
                out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
                out.write(json);
                for (NDArray array : arrays.values()) {
                    out.write(array.toByteArray());
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String type(NDArray array) {
        String type = TYPES.get(array.getDataType());
        if (type == null) {
            throw new IllegalArgumentException("array type (" + array.getDataType() + ") must be one of " + TYPES.keySet());
        }
        return type;
    }

    /**
     * Returns what a file holds, its arrays attached to the manager.
     *
     * @param format what the file must say that it holds
     * @param version in which version
     * @throws IOException if it cannot be read, or is not such a file
     */
    public static TensorFile read(Path file, String format, String version, NDManager manager) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        JsonObject header = header(file, bytes);
        var settings = new LinkedHashMap<String, String>();
        header.getAsJsonObject("__metadata__").entrySet()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().getAsString()));
        require(file, "format", settings.get("format"), format);
        require(file, "version", settings.get("version"), version);
        header.remove("__metadata__");
        var arrays = new LinkedHashMap<String, NDArray>();
        for (String name : header.keySet()) {
            arrays.put(name, array(file, name, header.getAsJsonObject(name), bytes.slice().order(ByteOrder.LITTLE_ENDIAN),
                    manager));
        }
        return new TensorFile(settings, arrays);
    }

    private static JsonObject header(Path file, ByteBuffer bytes) throws IOException {
        long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
        if (length < 2 || length > Math.min(MOST_HEADER, bytes.remaining())) {
            throw new IOException(file + " (" + bytes.capacity() + " bytes) must be a whole safetensors file");
        }
        var json = new byte[(int) length];
        bytes.get(json);
        try {
            JsonObject header = JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
            if (!header.has("__metadata__")) {
                throw new IOException(file + " (without __metadata__) must be a safetensors file of this library");
            }
            return header;
        } catch (JsonParseException | IllegalStateException broken) {
            throw new IOException(file + " must begin with a safetensors header: " + broken.getMessage(), broken);
        }
    }

    private static NDArray array(Path file, String name, JsonObject entry, ByteBuffer data, NDManager manager)
            throws IOException {
        var gson = new Gson();
        var shape = new Shape(gson.fromJson(entry.get("shape"), long[].class));
        long[] place = gson.fromJson(entry.get("data_offsets"), long[].class);
        boolean wide = entry.get("dtype").getAsString().equals("F64");
        int size = wide ? 8 : 4;
        if (place[0] < 0 || place[1] > data.remaining() || place[1] - place[0] != shape.size() * size) {
            throw new IOException(file + ": array " + name + " (bytes " + place[0] + " to " + place[1] + " of "
                    + data.remaining() + ") must hold " + shape.size() + " numbers of " + size + " bytes: the file is cut");
        }
        data.position((int) place[0]);
        if (wide) {
            var values = new double[(int) shape.size()];
            data.asDoubleBuffer().get(values);
            return manager.create(values, shape);
        }
        var values = new float[(int) shape.size()];
        data.asFloatBuffer().get(values);
        return manager.create(values, shape);
    }

    private static void require(Path file, String name, String found, String wanted) throws IOException {
        if (!wanted.equals(found)) {
            throw new IOException(file + ": " + name + " (" + found + ") must be " + wanted);
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
        return Integer.parseInt(text(name));
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
