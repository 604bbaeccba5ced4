// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.Strictness;
import java.io.File;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.Set;
import koopman.jupyter.Interrupts.CellInterrupted;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What the content of a MIME type looks like on the wire: JSON types as objects, texts as texts, others in base 64. */
final class Bundles {

    private static final JsonSerializer<Object> TEXT = (value, type, context) -> new JsonPrimitive(value.toString());
    private static final JsonSerializer<Optional<?>> CONTENT =
            (value, type, context) -> context.serialize(value.orElse(null));
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping()
            .setStrictness(Strictness.STRICT).registerTypeHierarchyAdapter(TemporalAccessor.class, TEXT)
            .registerTypeHierarchyAdapter(Path.class, TEXT).registerTypeHierarchyAdapter(File.class, TEXT)
            .registerTypeHierarchyAdapter(Optional.class, CONTENT).create();

    private Bundles() {}

    /** Returns whether the content of a type is JSON. */
    static boolean isJson(String type) {
        String name = type.replaceFirst("\\s*;.*", "");
        return name.equals("application/json") || name.endsWith("+json");
    }

    /** Returns whether the content of a type is text; all that is not is sent in base 64. */
    static boolean isText(String type) {
        return type.startsWith("text/") || isJson(type) || type.endsWith("xml") || type.endsWith("javascript");
    }

    /**
     * Returns content of a JSON type as JSON: a text is parsed.
     *
     * @throws IllegalArgumentException if the text is no JSON
     */
    static JsonElement json(String type, Object content) {
        return content instanceof CharSequence text ? parsed(type, text.toString()) : ofValue(type, content);
    }

    private static JsonElement parsed(String type, String text) {
        try {
            JsonElement parsed = GSON.fromJson(text, JsonElement.class);
            if (parsed != null) {
                return parsed;
            }
        } catch (JsonParseException garbled) {
            throw new IllegalArgumentException("text of " + type + " (" + start(text) + ") must be JSON: "
                    + String.valueOf(garbled.getMessage()).replaceFirst("(?s)^.*Exception: |\nSee .*$", ""), garbled);
        }
        throw new IllegalArgumentException("text of " + type + " (empty) must be JSON");
    }

    private static String start(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /**
     * Returns a map, list, record, number or the like as JSON.
     *
     * @throws IllegalArgumentException if it has no such form
     */
    static JsonElement ofValue(String type, Object value) {
        try {
            return GSON.toJsonTree(value);
        } catch (CellInterrupted | OutOfMemoryError notOfTheValue) {
            throw notOfTheValue;
        } catch (RuntimeException | Error unfit) {
            throw new IllegalArgumentException("value of " + type + " (" + value.getClass().getSimpleName()
                    + ") must be a map, list, record, number or text: " + reason(unfit), unfit);
        }
    }

    private static String reason(Throwable unfit) {
        String message = String.valueOf(unfit.getMessage() == null ? unfit : unfit.getMessage());
        return PlainText.clean(message.lines().findFirst().orElse("").replaceFirst(" To override this behavior.*", ""));
    }

    /** Returns the types that a bundle has. */
    static Set<String> types(DisplayData bundle) {
        return part(bundle, "data").keySet();
    }

    /** Returns what a bundle says about its content of a type. */
    static Optional<JsonElement> metadata(DisplayData bundle, String type) {
        return Optional.ofNullable(part(bundle, "metadata").get(type));
    }

    private static JsonObject part(DisplayData bundle, String name) {
        JsonElement part = GSON.toJsonTree(bundle).getAsJsonObject().get(name);
        return part == null || part.isJsonNull() ? new JsonObject() : part.getAsJsonObject();
    }
}
