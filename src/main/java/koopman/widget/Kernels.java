// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What widgets need of the kernel that they run in: ours, or another one of its family. */
final class Kernels {

    private static final Gson GSON = new Gson();

    private Kernels() {}

    /** Returns the kernel that runs in this JVM, or null. The base library tells that there is none by an exception. */
    static BaseKernel running() {
        try {
            return BaseKernel.notebookKernel();
        } catch (NullPointerException none) {
            return null;
        }
    }

    /** Returns what a notebook would store of a value that a cell shows. */
    static JsonObject output(Object value) {
        BaseKernel kernel = running();
        DisplayData shown = value instanceof DisplayData data ? data
                : kernel == null ? new DisplayData(String.valueOf(value)) : kernel.getRenderer().render(value);
        JsonObject output = GSON.toJsonTree(shown).getAsJsonObject();
        output.addProperty("output_type", "display_data");
        return output;
    }

    /** Returns a text of a message, or an empty one if it is not there. */
    static String text(JsonObject data, String name) {
        JsonElement text = data == null ? null : data.get(name);
        return text != null && text.isJsonPrimitive() ? text.getAsString() : "";
    }

    /** Returns a part of a message, or an empty one if it is not there. */
    static JsonObject object(JsonObject data, String name) {
        JsonElement part = data.get(name);
        return part != null && part.isJsonObject() ? part.getAsJsonObject() : new JsonObject();
    }
}
