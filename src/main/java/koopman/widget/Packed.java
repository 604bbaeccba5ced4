// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attributes as messages carry them: bytes apart from the rest, with the names of the attributes that they are. */
record Packed(JsonObject state, List<String> names, List<byte[]> buffers) {

    static Packed of(Map<String, Object> attributes) {
        Packed packed = new Packed(new JsonObject(), new ArrayList<>(), new ArrayList<>());
        attributes.forEach(packed::put);
        return packed;
    }

    static Packed of(JsonObject state) {
        return new Packed(state, List.of(), List.of());
    }

    private void put(String name, Object value) {
        if (value instanceof byte[] bytes) {
            names.add(name);
            buffers.add(bytes);
        } else {
            state.add(name, json(value));
        }
    }

    static JsonElement json(Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        } else if (value instanceof JsonElement json) {
            return json;
        } else if (value instanceof Model model) {
            return new JsonPrimitive("IPY_MODEL_" + model.id());
        } else if (value instanceof Number number) {
            return new JsonPrimitive(number);
        } else if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        } else if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(each -> array.add(json(each)));
            return array;
        }
        return new JsonPrimitive((String) value);
    }

    /** Returns whether a client's wish is what an attribute is; 3 and 3.0 are the same. */
    static boolean same(JsonElement wish, Object value) {
        return value instanceof Number number && isNumber(wish) ? wish.getAsDouble() == number.doubleValue()
                : !(value instanceof byte[]) && wish.equals(json(value));
    }

    private static boolean isNumber(JsonElement json) {
        return json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber();
    }

    /** Returns where the bytes belong, each place behind this prefix. */
    JsonArray paths(String... prefix) {
        JsonArray paths = new JsonArray();
        for (String name : names) {
            JsonArray path = new JsonArray();
            for (String each : prefix) {
                path.add(each);
            }
            path.add(name);
            paths.add(path);
        }
        return paths;
    }
}
