// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import koopman.display.Brief;
import koopman.jupyter.LoadedFile.Part;

/** The cells of Java in a notebook's file, of today's format or of that of 2014 and before, with worksheets. */
final class NotebookFile {

    private static final Pattern LINE = Pattern.compile("(?s)^(?:.*Exception: )?(.*?) at line (\\d+) column .*");
    private static final String JAVA = "java";

    private final String name;
    private final JsonObject notebook;

    NotebookFile(String name, String text) {
        this.name = name;
        this.notebook = parsed(name, text);
    }

    private static JsonObject parsed(String name, String text) {
        try {
            JsonElement all = JsonParser.parseString(text);
            if (all.isJsonObject()) {
                return all.getAsJsonObject();
            }
        } catch (JsonParseException garbled) {
            Matcher line = LINE.matcher(String.valueOf(garbled.getMessage()));
            throw new IllegalArgumentException(line.matches()
                    ? name + ", line " + line.group(2) + " must be JSON: " + line.group(1)
                    : name + " must be JSON: " + Brief.of(garbled.getMessage()), garbled);
        }
        throw new IllegalArgumentException(name + " must be a notebook: a JSON object with cells");
    }

    /**
     * Returns its cells of Java, in their order.
     *
     * @throws IllegalArgumentException if it has no cells, or is of another language
     */
    List<Part> parts() {
        String language = language();
        if (!language.equalsIgnoreCase(JAVA)) {
            throw new IllegalArgumentException(name + " must be a notebook of Java, and is one of " + Brief.of(language));
        }
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (JsonElement each : cells()) {
            number++;
            String place = name + ", cell " + number;
            if (!(each instanceof JsonObject cell)) {
                throw new IllegalArgumentException(place + " must be a JSON object");
            }
            if (text(cell, "cell_type").equals("code") && languageOf(cell).equalsIgnoreCase(JAVA)) {
                parts.add(new Part(place, source(place, cell)));
            }
        }
        return parts;
    }

    private String language() {
        JsonObject about = object(notebook, "metadata");
        return Optional.of(text(object(about, "language_info"), "name")).filter(each -> !each.isEmpty())
                .or(() -> Optional.of(text(object(about, "kernelspec"), "language"))).filter(each -> !each.isEmpty())
                .orElse(JAVA);
    }

    private static String languageOf(JsonObject cell) {
        String editors = text(object(object(cell, "metadata"), "vscode"), "languageId");
        String language = editors.isEmpty() ? text(cell, "language") : editors;
        return language.isEmpty() ? JAVA : language;
    }

    private JsonArray cells() {
        JsonArray cells = new JsonArray();
        if (notebook.get("cells") instanceof JsonArray today) {
            cells.addAll(today);
        } else if (notebook.get("worksheets") instanceof JsonArray sheets) {
            sheets.forEach(sheet -> cells.addAll(cellsOf(sheet)));
        } else {
            throw new IllegalArgumentException(name + " must be a notebook, and has no cells");
        }
        return cells;
    }

    private JsonArray cellsOf(JsonElement sheet) {
        if (sheet instanceof JsonObject object && object.get("cells") instanceof JsonArray cells) {
            return cells;
        }
        throw new IllegalArgumentException(name + " must be a notebook, and has a worksheet without cells");
    }

    private static String source(String place, JsonObject cell) {
        JsonElement source = cell.has("source") ? cell.get("source") : cell.get("input");
        List<JsonElement> lines = source instanceof JsonArray list ? list.asList()
                : source == null || source.isJsonNull() ? List.of() : List.of(source);
        if (!lines.stream().allMatch(JsonElement::isJsonPrimitive)) {
            throw new IllegalArgumentException(place + " must have a source of lines of text");
        }
        return lines.stream().map(JsonElement::getAsString).collect(Collectors.joining());
    }

    private static JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject parent, String field) {
        JsonElement text = parent.get(field);
        return text == null || !text.isJsonPrimitive() ? "" : text.getAsString();
    }
}
