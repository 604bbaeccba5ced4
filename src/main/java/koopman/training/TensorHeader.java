// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The JSON header of a file of tensors.
 *
 * @param file where it stands, for messages
 * @param settings the texts of its metadata
 * @param entries what it says of each array
 */
record TensorHeader(Path file, Map<String, String> settings, Map<String, JsonElement> entries) {

    private static final int MOST_DIMENSIONS = 8;
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}"); // fits a long

    /** Returns the header, if it is JSON with texts for metadata. */
    static TensorHeader parse(Path file, byte[] json) throws IOException {
        JsonObject all = object(file, json);
        JsonElement metadata = all.remove(TensorFile.METADATA);
        if (metadata == null || !metadata.isJsonObject()) {
            throw Refusal.of(file, "__metadata__ (" + brief(metadata) + ") must be a JSON object with this library's"
                    + " settings");
        }
        var settings = new LinkedHashMap<String, String>();
        for (var entry : metadata.getAsJsonObject().entrySet()) {
            settings.put(entry.getKey(), text(file, entry.getKey(), entry.getValue()));
        }
        return new TensorHeader(file, settings, all.asMap());
    }

    private static JsonObject object(Path file, byte[] json) throws IOException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement header = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT && header.isJsonObject()) {
                return header.getAsJsonObject();
            }
            throw new IOException("it is " + brief(header));
        } catch (JsonParseException | IOException broken) {
            String reason = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
            throw Refusal.of(file, "header must be one JSON object in UTF-8: " + reason, broken);
        }
    }

    private static String text(Path file, String name, JsonElement value) throws IOException {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw Refusal.of(file, "setting " + name + " (" + brief(value) + ") must be a text");
        }
        return value.getAsString();
    }

    /**
     * Returns the places of all arrays, in the order of the header.
     *
     * @param length how many bytes of numbers the file holds, all of which they must fill
     */
    Map<String, TensorPlace> places(int length) throws IOException {
        var places = new LinkedHashMap<String, TensorPlace>();
        for (var entry : entries.entrySet()) {
            places.put(entry.getKey(), place(entry.getKey(), entry.getValue(), length));
        }
        requireFilled(places, length);
        return places;
    }

    private TensorPlace place(String name, JsonElement entry, int length) throws IOException {
        if (!entry.isJsonObject()) {
            throw refusal(name, "", entry, "a JSON object");
        }
        JsonElement type = entry.getAsJsonObject().get("dtype");
        DataType known = type instanceof JsonPrimitive text ? TensorPlace.TYPES.get(text.getAsString()) : null;
        if (known == null) {
            throw refusal(name, "dtype ", type, "F32 or F64");
        }
        JsonElement shape = entry.getAsJsonObject().get("shape");
        long[] sizes = wholeNumbers(name, "shape ", shape);
        JsonElement offsets = entry.getAsJsonObject().get("data_offsets");
        long[] place = wholeNumbers(name, "data_offsets ", offsets);
        if (place.length != 2 || place[0] > place[1] || place[1] > Integer.MAX_VALUE) {
            throw refusal(name, "data_offsets ", offsets, "where its bytes start and end");
        }
        if (place[1] > length) {
            throw refusal(name, "data_offsets ", offsets, "within the " + length + " bytes of numbers: the file is cut");
        }
        if (bytes(name, shape, sizes, known) != place[1] - place[0]) {
            throw refusal(name, "data_offsets ", offsets, "as many bytes as the shape " + brief(shape) + " takes of "
                    + brief(type));
        }
        return new TensorPlace(known, new Shape(sizes), (int) place[0], (int) place[1]);
    }

    private long[] wholeNumbers(String name, String field, JsonElement found) throws IOException {
        var numbers = new ArrayList<Long>();
        for (JsonElement each : found instanceof JsonArray list ? list : new JsonArray()) {
            if (!(each instanceof JsonPrimitive number && number.isNumber()
                    && WHOLE.matcher(number.getAsString()).matches())) {
                throw refusal(name, field, found, "whole numbers from 0");
            }
            numbers.add(each.getAsLong());
        }
        if (!(found instanceof JsonArray) || numbers.size() > MOST_DIMENSIONS) {
            throw refusal(name, field, found, "a list of at most " + MOST_DIMENSIONS + " whole numbers");
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private long bytes(String name, JsonElement shape, long[] sizes, DataType type) throws IOException {
        long product = type.getNumOfBytes();
        for (long size : sizes) {
            if (size < 1 || product > Integer.MAX_VALUE / size) {
                throw refusal(name, "shape ", shape, "of sizes from 1 and at most " + Integer.MAX_VALUE + " bytes in all");
            }
            product *= size;
        }
        return product;
    }

    /** Accepts places that follow each other without gaps, from the first byte to the last. */
    private void requireFilled(Map<String, TensorPlace> places, int length) throws IOException {
        List<Map.Entry<String, TensorPlace>> inOrder = places.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().start())).toList();
        int end = 0;
        for (var entry : inOrder) {
            if (entry.getValue().start() != end) {
                throw Refusal.of(file, "array " + entry.getKey() + ": start (" + entry.getValue().start()
                        + ") must be " + end + ", where the one before ends: arrays must neither overlap nor leave gaps");
            }
            end = entry.getValue().end();
        }
        if (end != length) {
            throw Refusal.of(file, "numbers (" + length + " bytes) must be " + end
                    + ", as the header says: something follows the last array");
        }
    }

    private IOException refusal(String name, String field, JsonElement found, String wanted) {
        return Refusal.of(file, "array " + brief(name) + ": " + field + "(" + brief(found) + ") must be " + wanted);
    }

    private static String brief(Object found) {
        String text = found == null ? "none" : found.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
