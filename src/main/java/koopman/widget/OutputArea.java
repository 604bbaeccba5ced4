// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Outputs in the order in which they come, as a notebook keeps those of a cell. */
final class OutputArea {

    /** While something runs, what came of it so far is shown as often as this. */
    private static final long PERIOD_MILLIS = 250;

    private final List<JsonObject> outputs = new ArrayList<>();
    private final Consumer<JsonArray> shown;
    private boolean due;

    /** Makes an empty area that is shown by this. */
    OutputArea(Consumer<JsonArray> shown) {
        this.shown = shown;
    }

    /** Forgets what is there; it is seen until something else comes. */
    synchronized void begin() {
        outputs.clear();
        due = false;
    }

    /** Takes an output, as the kernel would publish it. */
    synchronized void add(JsonObject output) {
        switch (Kernels.text(output, "output_type")) {
            case "stream" -> print(output);
            case "clear_output" -> outputs.clear();
            case "update_display_data" -> update(output);
            default -> outputs.add(output);
        }
        if (!due) {
            due = true;
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS).execute(this::showIfDue);
        }
    }

    private synchronized void showIfDue() {
        if (due) {
            show();
        }
    }

    private void print(JsonObject output) {
        JsonObject last = outputs.isEmpty() ? new JsonObject() : outputs.get(outputs.size() - 1);
        if (Kernels.text(last, "output_type").equals("stream") && last.get("name").equals(output.get("name"))) {
            last.addProperty("text", last.get("text").getAsString() + output.get("text").getAsString());
        } else {
            outputs.add(output);
        }
    }

    private void update(JsonObject output) {
        String id = displayId(output);
        for (JsonObject each : outputs) {
            if (!id.isEmpty() && id.equals(displayId(each))) {
                each.add("data", output.get("data"));
                each.add("metadata", output.get("metadata"));
            }
        }
    }

    private static String displayId(JsonObject output) {
        return Kernels.text(Kernels.object(output, "transient"), "display_id");
    }

    synchronized void show() {
        due = false;
        JsonArray array = new JsonArray();
        for (JsonObject each : outputs) {
            JsonObject stored = each.deepCopy();
            stored.remove("transient");
            array.add(stored);
        }
        shown.accept(array);
    }

    /** Returns the first value that is shown, or an empty object if there is none. */
    synchronized JsonObject first() {
        return outputs.stream().filter(each -> Kernels.text(each, "output_type").equals("display_data")).findFirst()
                .map(JsonObject::deepCopy).orElseGet(JsonObject::new);
    }
}
